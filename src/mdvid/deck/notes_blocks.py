"""`::: notes`, as Pandoc and Quarto write notes, and `:::lang es`: a plugin of the parser."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from mdvid.deck.comments import findings_of, source_of
from mdvid.deck.findings import Findings
from mdvid.deck.lang_blocks import LANG, lang_tag, opened_lang
from mdvid.deck.notes import RawNote
from mdvid.deck.source import Source

_NOTES = re.compile(r":{3,}\s*(?:\{\s*)?\.?notes?\s*\}?\s*\Z", re.IGNORECASE)
_CLOSE = re.compile(r":{3,}\s*\Z")


def notes_blocks_plugin(md: MarkdownIt) -> None:
    """Make tokens of type `notes`, with a `RawNote` in `meta["notes"]`."""
    md.block.ruler.before("fence", "notes", _block, {"alt": ["paragraph", "reference"]})


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    opening = _line(state, start)
    if not opening.startswith(":::") or state.is_code_block(start) or not _opens(opening):
        return False
    if silent:
        return True
    source, findings = source_of(state.env), findings_of(state.env)
    lang = opened_lang(opening)
    tag = "" if lang is None else lang_tag(lang, source.find(opening, start + 1), findings)
    last = _end(state, start, end, source, findings)
    text = state.getLines(start + 1, last, state.blkIndent, False).strip("\n")  # noqa: FBT003
    if tag and not text.strip() and _CLOSE.match(_line(state, last)):
        findings.warning(
            f"nothing is in this `{LANG} {tag}` block",
            source.find(opening, start + 1),
            hint="write what is said, or `(pause: 1)` if silence is meant",
        )
    token = state.push("notes", "", 0)
    token.map = [start, last + 1]
    token.hidden = True
    token.meta["notes"] = RawNote(text.strip(), source.find(text.strip(), start + 2), tag)
    state.line = last + 1
    return True


def _opens(line: str) -> bool:
    return bool(_NOTES.match(line)) or opened_lang(line) is not None


def _end(state: StateBlock, start: int, end: int, source: Source, findings: Findings) -> int:
    """Return the line that closes a block, or that would have to."""
    opening = _line(state, start)
    what = f"this `{LANG}` block is" if opened_lang(opening) is not None else "these notes are"
    for number in range(start + 1, end):
        line = _line(state, number)
        if _CLOSE.match(line):
            return number
        if line.startswith(":::") and _opens(line):
            findings.error(
                f"{what} not closed before the next block begins",
                source.find(opening, start + 1),
                hint="end it with a line `:::`",
            )
            # As if it were closed there: the next block is read, with what is wrong in it.
            return number - 1
    findings.error(
        f"{what} never closed", source.find(opening, start + 1), hint="end it with a line `:::`"
    )
    return end - 1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
