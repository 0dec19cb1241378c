"""The lines of a deck, with what is code or a comment told from what is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mdvid.deck.lang_blocks import end_of_block, opened_lang

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; a comment that begins a line is one, however many it takes."""

    number: int
    """Counted from 1; of the first one."""
    text: str
    code: bool = False
    """Within a fence, or the fence itself: nothing in it is a mark."""
    lang: bool = False
    """Of a `:::lang` block: it stays as it is (and counts as `code`)."""

    @property
    def blank(self) -> bool:
        """There is nothing on it."""
        return not self.text.strip()


def read_lines(lines: Sequence[str], first: int) -> Iterator[Line]:
    """Return the lines from the one with number `first` on."""
    fence = ""
    unclosed = False
    """No comment is closed from here on."""
    index = first - 1
    while index < len(lines):
        text, number = lines[index], index + 1
        index += 1
        match = _FENCE.match(text)
        if fence:
            yield Line(number, text, code=True)
            if match and match[1].startswith(fence) and text.strip() == match[1]:
                fence = ""
        elif text.lstrip().startswith(":::") and opened_lang(text.lstrip()) is not None:
            end = end_of_block(lines, index)
            for at in range(number, end + 1):
                yield Line(at, lines[at - 1], code=True, lang=True)
            index = end
        elif match:
            fence = match[1]
            yield Line(number, text, code=True)
        elif text.startswith("<!--") and "-->" not in text and not unclosed:
            end = _end_of_comment(lines, index)
            unclosed = end == index
            yield Line(number, "\n".join(lines[number - 1 : end]))
            index = end
        else:
            yield Line(number, text)


def _end_of_comment(lines: Sequence[str], index: int) -> int:
    """Return the index behind the line that closes a comment; an open one is one line."""
    return next((end + 1 for end in range(index, len(lines)) if "-->" in lines[end]), index)
