"""`::: notes`, as Pandoc and Quarto write speaker notes: a plugin of the parser."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from mdvid.deck.comments import findings_of, source_of
from mdvid.deck.notes import RawNote

_OPEN = re.compile(r":{3,}\s*(?:\{\s*)?\.?notes?\s*\}?\s*\Z", re.IGNORECASE)
_CLOSE = re.compile(r":{3,}\s*\Z")


def notes_blocks_plugin(md: MarkdownIt) -> None:
    """Make tokens of type `notes`, with a `RawNote` in `meta["notes"]`."""
    md.block.ruler.before("fence", "notes", _block, {"alt": ["paragraph", "reference"]})


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if state.is_code_block(start) or not _OPEN.match(_line(state, start)):
        return False
    if silent:
        return True
    last = next((n for n in range(start + 1, end) if _CLOSE.match(_line(state, n))), None)
    source = source_of(state.env)
    if last is None:
        findings_of(state.env).error(
            "these notes are never closed", source.span(start + 1), hint="end them with `:::`"
        )
        last = end - 1
    text = state.getLines(start + 1, last, state.blkIndent, False).strip("\n")  # noqa: FBT003
    token = state.push("notes", "", 0)
    token.map = [start, last + 1]
    token.hidden = True
    token.meta["notes"] = RawNote(text.strip(), source.find(text.strip(), start + 2))
    state.line = last + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
