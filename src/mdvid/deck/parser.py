"""Markdown source to `Deck`: the passes, in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markdown_it.token import Token

from mdvid.deck import markdown
from mdvid.deck.assemble import assemble
from mdvid.deck.carry import read_comment
from mdvid.deck.comments import Comment
from mdvid.deck.dialect import OWN, decide
from mdvid.deck.directives import LOCAL, Use, read_uses
from mdvid.deck.findings import Findings
from mdvid.deck.model import Deck, DeckOptions, Dialect, FrontMatter, Narration
from mdvid.deck.notes import RawNote
from mdvid.deck.render import Workshop
from mdvid.deck.slides import (
    Draft,
    comments,
    mark_fit,
    report_hazards,
    split,
    take_footnotes,
    without_empty_ends,
)
from mdvid.deck.source import Source, clean, lift_data_uris, printable, refuse_long_lines
from mdvid.deck.speaker_notes import NoteReader, take_written_notes
from mdvid.diagnostics import Severity, Warned
from mdvid.errors import DeckError

_TIME_OF_DAY = re.compile(r"(?<=\d{4}-\d\d-\d\d)[T ]\d.*")
"""What site generators write after the day."""


@dataclass(slots=True, kw_only=True)
class _Document:
    """A deck that is parsed, but not yet cut."""

    source: Source
    lifted: tuple[str, ...]
    math: bool
    tokens: list[Token]
    footnotes: Mapping[int, list[Token]]
    front_uses: tuple[Use, ...]
    directives: Mapping[Comment, tuple[Use, ...]]
    notes: str = ""
    """How notes are written where comments are none."""

    def value(self, name: str) -> object:
        """Return what a deck-wide directive says; the last one counts."""
        uses = (*self.front_uses, *(use for group in self.directives.values() for use in group))
        whole = (use.value for use in reversed(uses) if use.name == name and not use.spot)
        return next(whole, None)


def parse_deck(
    text: str, front_matter: FrontMatter, options: DeckOptions, *, path: str
) -> Warned[Deck]:
    """Return the deck written in `text`, the whole file with its front matter. Reads no file.

    Raises:
        DeckError: it cannot be built as it is written; all errors at once.
        LimitError: a line is too long to be one of a deck.
    """
    findings = Findings()
    deck = _parsed(text, front_matter, options, path, findings)
    return Warned(deck, findings.collected())


def examine_deck(
    text: str, front_matter: FrontMatter, options: DeckOptions, *, path: str
) -> Warned[Deck | None]:
    """Return as much of a deck as can be read, though it be wrong, with what is wrong with it.

    Raises:
        LimitError: a line is too long to be one of a deck.
    """
    findings = Findings()
    deck = None
    try:
        deck = _parsed(text, front_matter, options, path, findings)
        return Warned(deck, findings.collected())
    except DeckError as error:
        warnings = tuple(d for d in findings.found if d.severity is Severity.WARNING)
        return Warned(deck, (*error.diagnostics, *warnings))


def _parsed(
    text: str, front_matter: FrontMatter, options: DeckOptions, path: str, findings: Findings
) -> Deck:
    text, lifted = lift_data_uris(clean(text, path, findings))
    source = Source(text, path)
    refuse_long_lines(source)
    other = None
    if options.dialect not in OWN and not (
        options.dialect is None and "marp" in front_matter.settings
    ):
        from mdvid.deck.dialects.choose import rewritten  # most decks are Marp's

        other = rewritten(source, lifted, front_matter, options, findings)
    if other is None:
        document = _read(source, lifted, front_matter, findings)
        dialect = _dialect(document, front_matter, options, findings)
        return _deck(document, dialect, front_matter, options, findings)
    places, front_matter, lifted = other.places, other.front_matter, other.sources.lifted
    findings.place = places.place
    document = _read(Source("\n".join(other.lines), path), lifted, front_matter, findings)
    document.notes = other.notes
    return places.of_deck(_deck(document, other.dialect, front_matter, options, findings))


def _deck(
    document: _Document,
    dialect: Dialect,
    front_matter: FrontMatter,
    options: DeckOptions,
    findings: Findings,
) -> Deck:
    path = document.source.path
    title = options.title or str(document.value("title") or "")
    drafts = _drafts(
        document,
        findings,
        dialect=dialect,
        title=title,
        front_matter=front_matter,
        options=options,
    )
    narration = _narration(drafts, dialect, options, findings)
    if not drafts:
        findings.collected()
    shop = Workshop(
        source=document.source,
        findings=findings,
        lifted=document.lifted,
        math=document.math,
        breaks=dialect is Dialect.MARP,
        steps=dialect is not Dialect.ARTICLE,
        footnotes=document.footnotes,
    )
    made = assemble(drafts, document.front_uses, document.directives, shop, narration=narration)
    return Deck(
        path=path,
        title=title or made.title or printable(PurePosixPath(path).stem),
        lang=options.lang,
        dialect=dialect,
        narration=narration,
        slides=made.slides,
        pages=made.pages,
        style=made.style,
        pictures=made.pictures,
    )


def _read(
    source: Source, lifted: tuple[str, ...], front_matter: FrontMatter, findings: Findings
) -> _Document:
    front_uses = read_uses(front_matter.settings, findings, front=True)
    math = next((use.value for use in front_uses if use.name == "math"), True) is not False
    skipped = front_matter.body_line - 1
    # Blank instead of cut away, so that every place in the body is one in the file.
    blank = [" " * len(line) for line in source.lines[:skipped]]
    body = "\n".join([*blank, *source.lines[skipped:]])
    tokens = markdown.parse(body, source, findings, math=math)
    tokens, footnotes = take_footnotes(tokens)
    report_hazards(tokens, source, findings)
    mark_fit(tokens)
    directives: dict[Comment, tuple[Use, ...]] = {}
    for comment in comments(tokens):
        uses = read_comment(comment, source, findings)
        if uses is not None:
            directives[comment] = uses
    return _Document(
        source=source,
        lifted=lifted,
        math=math,
        tokens=tokens,
        footnotes=footnotes,
        front_uses=front_uses,
        directives=directives,
    )


def _dialect(
    document: _Document, front_matter: FrontMatter, options: DeckOptions, findings: Findings
) -> Dialect:
    if options.dialect:
        return options.dialect
    has_directives = any(
        use.name in LOCAL or use.name == "headingDivider"
        for uses in document.directives.values()
        for use in uses
    )
    dialect, reason = decide(document.tokens, front_matter.settings, has_directives=has_directives)
    findings.info(f"read as {dialect.value}: {reason}", None, hint="`dialect:` decides otherwise")
    return dialect


def _drafts(
    document: _Document,
    findings: Findings,
    *,
    dialect: Dialect,
    title: str,
    front_matter: FrontMatter,
    options: DeckOptions,
) -> list[Draft]:
    source = document.source
    if dialect is Dialect.ARTICLE:
        from mdvid.deck.article import Front, article_drafts  # most decks are none

        setting = front_matter.settings.get("title")
        line = setting.span.line if setting else 1
        front = Front(title=title, byline=_byline(front_matter), line=line)
        drafts = article_drafts(document.tokens, front, options.capacity)
    else:
        levels = document.value("headingDivider")
        drafts = split(document.tokens, levels if isinstance(levels, frozenset) else frozenset())
    reader = NoteReader(
        source,
        findings,
        document.directives,
        speak_all=options.all_notes,
        notes=document.notes,
    )
    for draft in drafts:
        written: list[RawNote] = []
        if dialect is not Dialect.ARTICLE:
            marp = dialect is not Dialect.MARP or "marp" in front_matter.settings
            draft.tokens, written = take_written_notes(draft.tokens, source, marp=marp)
        notes = reader.notes(draft.tokens, written)
        draft.notes = tuple(note for note in notes if not note.lang)
        draft.translations = tuple(note for note in notes if note.lang)
    reader.summarise()
    drafts = without_empty_ends(drafts, source, findings)
    if not drafts or not document.tokens:
        findings.error(
            "the deck has no slides",
            source.span(front_matter.body_line),
            hint="write a heading: # My first slide",
        )
    return drafts


def _byline(front_matter: FrontMatter) -> str:
    parts = []
    for key in ("author", "date"):
        setting = front_matter.settings.get(key)
        value = setting.value if setting else None
        items = value if isinstance(value, list) else [value]
        text = ", ".join(str(i) for i in items if isinstance(i, str | int) and str(i).strip())
        if text and not isinstance(value, bool):
            parts.append(_TIME_OF_DAY.sub("", text) if key == "date" else text)
    return " · ".join(parts)


def _narration(
    drafts: list[Draft], dialect: Dialect, options: DeckOptions, findings: Findings
) -> Narration:
    has_notes = any(draft.notes for draft in drafts)
    if options.narration:
        return options.narration
    if dialect is Dialect.ARTICLE and not has_notes:
        return Narration.BODY
    if not any(draft.says_something for draft in drafts):
        findings.note(
            "there are no notes: the video is silent",
            None,
            hint="`narration: body` reads the slides aloud; notes are comments: <!-- Welcome. -->",
        )
    return Narration.NOTES
