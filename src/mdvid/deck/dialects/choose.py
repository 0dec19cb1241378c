"""Which dialect's rules a deck is read with, and the deck as these rules have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mdvid.deck.dialects.evidence import Verdict, weigh
from mdvid.deck.dialects.lines import Line, read_lines
from mdvid.deck.dialects.places import Places
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.findings import Findings
from mdvid.deck.model import Dialect, FrontMatter, Setting
from mdvid.deck.source import Source

_Rewrite = Callable[[Iterator[Line], Mapping[str, Setting], Sheet], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A deck in our conventions, and the file's line that each of its lines comes from."""

    dialect: Dialect
    lines: tuple[str, ...]
    origins: tuple[int, ...]
    notes: str
    """How notes are written there: no comment is one."""

    def places(self, source: Source) -> Places:
        """Return what finds places of the deck in its file."""
        return Places(source, self.origins)


def rewritten(
    source: Source, front_matter: FrontMatter, dialect: Dialect | None, findings: Findings
) -> Rewritten | None:
    """Return the deck in our conventions; None if it is written in them already.

    `dialect` is what somebody decided; None means: by evidence.
    """
    verdict = (
        Verdict(dialect, "as the settings say", ())
        if dialect
        else weigh(source.lines, front_matter)
    )
    if verdict is None:
        return None
    rewrite, notes = _dialect(verdict.dialect)
    sheet = Sheet(source.lines[: front_matter.body_line - 1])
    lines = read_lines(source.lines, front_matter.body_line)
    rewrite(lines, front_matter.settings, sheet)
    if not sheet.lines:
        sheet.put("", front_matter.body_line)
    _report(verdict, sheet, source, findings)
    return Rewritten(
        dialect=verdict.dialect,
        lines=tuple(sheet.lines),
        origins=tuple(sheet.origins),
        notes=notes,
    )


def _dialect(dialect: Dialect) -> tuple[_Rewrite, str]:
    """Return what rewrites a dialect, and its mark for notes; most decks need none of them."""
    if dialect is Dialect.REMARK:
        from mdvid.deck.dialects import remark

        return remark.rewrite, remark.NOTES
    if dialect in {Dialect.PANDOC, Dialect.QUARTO}:
        from mdvid.deck.dialects import pandoc

        quarto = dialect is Dialect.QUARTO
        return pandoc.rewrite_quarto if quarto else pandoc.rewrite, pandoc.NOTES
    if dialect is Dialect.DECKSET:
        from mdvid.deck.dialects import deckset

        return deckset.rewrite, deckset.NOTES
    if dialect is Dialect.NARAKEET:
        from mdvid.deck.dialects import narakeet

        return narakeet.rewrite, narakeet.NOTES
    from mdvid.deck.dialects import reveal

    return reveal.rewrite, reveal.NOTES


def _report(verdict: Verdict, sheet: Sheet, source: Source, findings: Findings) -> None:
    """Say in one line what was decided, and what a video does not have."""
    message = f"read as {verdict.dialect.value}: {verdict.reason}"
    if sheet.ignored:
        counted = (
            f"{what} ({count})" if count > 1 else what
            for what, count in sheet.ignored.most_common()
        )
        findings.note(
            f"{message}; ignored: {', '.join(counted)}", None, hint="`dialect:` decides otherwise"
        )
    else:
        findings.info(message, None, hint="`dialect:` decides otherwise")
    for line in sheet.unclosed:
        findings.error(
            "this block is never closed: the slides after it would be within it",
            source.span(line, 1, len(source.lines[line - 1])),
            hint="end it with a line `:::`",
        )
    for line, message, hint in sheet.problems:
        findings.error(message, source.span(line, 1, len(source.lines[line - 1])), hint=hint)
    for found in verdict.against:
        other = found.sign.dialect.value
        findings.warning(
            f"{found.sign.what} belong to {other}, but this deck is read as"
            f" {verdict.dialect.value}",
            source.span(found.line),
            hint=f"write the deck in one dialect, or say `dialect: {other}`",
        )
