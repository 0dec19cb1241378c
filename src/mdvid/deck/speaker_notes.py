"""The notes of each slide: comments that are meant to be heard, and notes written as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from markdown_it.token import Token

from mdvid.deck.comments import Comment
from mdvid.deck.findings import Findings
from mdvid.deck.model import Note
from mdvid.deck.narrate import blocks
from mdvid.deck.notes import RawNote, heard, is_fit, why_not_heard
from mdvid.deck.slides import comments
from mdvid.deck.source import Source
from mdvid.deck.steps import is_step

_ALONE = re.compile(r"(?:speaker\s+)?notes?:\s*\Z", re.IGNORECASE)
_WITH_TEXT = re.compile(r"(?:(?:speaker\s+)?(notes)|note):\s+\S", re.IGNORECASE)
_CARET = re.compile(r"\s{0,3}\^\s+\S")
_HIDDEN = frozenset({"comment", "style", "notes"})
_NOTE_BLOCKS = frozenset({"paragraph_open", "bullet_list_open", "ordered_list_open"})


class NoteReader:
    """Sorts out what is said on each slide, and remembers what is not."""

    def __init__(
        self,
        source: Source,
        findings: Findings,
        directives: Collection[Comment],
        *,
        speak_all: bool,
        notes: str = "",
    ) -> None:
        """Read notes; `notes` says how a deck writes them in which comments are none."""
        self._source = source
        self._findings = findings
        self._directives = directives
        self._speak_all = speak_all
        self._elsewhere = f"a comment, and notes are {notes} here" if notes else ""
        self._skipped: Counter[str] = Counter()
        self._heard = 0

    def notes(self, tokens: list[Token], written: list[RawNote]) -> tuple[Note, ...]:
        """Return a slide's notes, in source order."""
        raw = [*written, *(token.meta["notes"] for token in tokens if token.type == "notes")]
        raw += [r for comment in comments(tokens) if (r := self._judged(comment))]
        raw.sort(key=lambda note: (note.span.line, note.span.column))
        notes = tuple(note for r in raw if (note := heard(r, self._source)))
        self._heard += len(notes)
        return notes

    def _judged(self, comment: Comment) -> RawNote | None:
        if comment in self._directives or not comment.text:
            return None
        if is_fit(comment.text) or is_step(comment):
            return None
        reason = None if self._speak_all else why_not_heard(comment.text) or self._elsewhere or None
        if reason is None:
            return RawNote(comment.text, comment.span)
        self._skipped[reason] += 1
        self._findings.info(f"this comment is not spoken: it is {reason}", comment.span)
        return None

    def summarise(self) -> None:
        """Say once how much is not spoken, and why."""
        if self._skipped:
            skipped = sum(self._skipped.values())
            kinds = ", ".join(f"{kind} ({n})" for kind, n in self._skipped.most_common())
            self._findings.info(
                f"{skipped} of {skipped + self._heard} notes and comments are not spoken: {kinds}",
                None,
                hint="`notes: all` speaks every comment that is no directive",
            )


def take_written_notes(
    tokens: list[Token], source: Source, *, marp: bool
) -> tuple[list[Token], list[RawNote]]:
    """Separate notes that are written as text from a slide's tokens.

    `^ ` lines (Deckset), `???` (remark) and `Note:` or `Notes:` (reveal.js) towards the end of
    the slide; in Marp's decks a `Note: with its text` is part of the slide.
    """
    kept: list[Token] = []
    taken: list[RawNote] = []
    found = list(blocks(tokens))
    shown = 0
    for index, block in enumerate(found):
        if block[0].type != "paragraph_open" or not block[0].map:
            shown += block[0].type not in _HIDDEN
            kept.extend(block)
            continue
        lines = source.lines[block[0].map[0] : block[0].map[1]]
        rest = found[index:]
        if all(_CARET.match(line) for line in lines):
            text = "\n".join(line.lstrip().removeprefix("^").strip() for line in lines)
            taken.append(RawNote(text, source.find(text, block[0].map[0] + 1)))
        elif shown and _begins_notes(lines[0].strip(), rest, marp=marp):
            taken.append(_rest_as_note(rest, source, lines[0].strip()))
            kept.extend(token for b in rest if b[0].type in _HIDDEN for token in b)
            break
        else:
            shown += 1
            kept.extend(block)
    return kept, taken


def _begins_notes(first: str, rest: list[list[Token]], *, marp: bool) -> bool:
    if first == "???" or _ALONE.match(first):
        return True
    match = _WITH_TEXT.match(first)
    if not match:
        return False
    following = [block[0].type for block in rest[1:] if block[0].type not in _HIDDEN]
    if marp:
        return bool(match[1]) and not following
    return all(kind in _NOTE_BLOCKS for kind in following)


def _rest_as_note(rest: list[list[Token]], source: Source, first: str) -> RawNote:
    maps = [block[0].map for block in rest if block[0].type not in _HIDDEN and block[0].map]
    parts = ["\n".join(source.lines[a:b]).strip() for a, b in maps]
    text = "\n\n".join(parts)
    begin = maps[0][0] + 1
    if first == "???":
        text = text.removeprefix("???").lstrip()
    return RawNote(text, source.find(text, begin))
