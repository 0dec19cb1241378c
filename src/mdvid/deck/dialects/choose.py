"""Which dialect's rules a deck is read with, and the deck as these rules have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mdvid.deck.dialect import OWN
from mdvid.deck.dialects.evidence import Verdict, weigh
from mdvid.deck.dialects.lines import Line, read_lines
from mdvid.deck.dialects.places import Places
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.dialects.source_map import SourceMap
from mdvid.deck.findings import Findings
from mdvid.deck.model import DeckOptions, Dialect, FrontMatter, Setting
from mdvid.deck.source import Source

_Rewrite = Callable[[Iterator[Line], Mapping[str, Setting], Sheet], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A deck in our conventions, and the line that each of its lines comes from."""

    dialect: Dialect
    front_matter: FrontMatter
    """What of it is about the whole deck."""
    sources: SourceMap
    """The files that lines come from."""
    lines: tuple[str, ...]
    origins: tuple[int, ...]
    notes: str
    """How notes are written there: no comment is one."""

    @property
    def places(self) -> Places:
        """What finds places of the deck in its files."""
        return Places(self.sources, self.origins)


def judged(
    lines: Sequence[str], front_matter: FrontMatter, dialect: Dialect | None
) -> Verdict | None:
    """Return for whom a deck was written; None if it is Marp's, or an article."""
    if dialect in OWN or (dialect is None and "marp" in front_matter.settings):
        return None
    if dialect:
        return Verdict(dialect, "as the settings say", ())
    return weigh(lines, front_matter)


def rewritten(
    source: Source,
    lifted: tuple[str, ...],
    front_matter: FrontMatter,
    options: DeckOptions,
    findings: Findings,
) -> Rewritten | None:
    """Return the deck in our conventions; None if it is written in them already.

    `lifted` are the long `data:` addresses that were taken out of it.
    """
    verdict = judged(source.lines, front_matter, options.dialect)
    if verdict is None:
        return None
    sheet = Sheet(source.lines[: front_matter.body_line - 1])
    sources = SourceMap(source, lifted)
    if verdict.dialect is Dialect.SLIDEV:
        from mdvid.deck.dialects import slidev

        notes = slidev.NOTES
        front_matter = slidev.rewrite(front_matter, sheet, sources, options.includes, findings)
    else:
        rewrite, notes = _dialect(verdict.dialect)
        lines = read_lines(source.lines, front_matter.body_line)
        rewrite(lines, front_matter.settings, sheet)
    if not sheet.lines:
        sheet.put("", front_matter.body_line)
    _report(verdict, sheet, source, findings)
    return Rewritten(
        dialect=verdict.dialect,
        front_matter=front_matter,
        sources=sources,
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
