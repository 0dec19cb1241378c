"""Where in the deck a stretch of a passage is."""

from __future__ import annotations

from mdvid.diagnostics import Span
from mdvid.speech.model import Passage


class Source:
    """The lines of a passage, and where they are in the deck."""

    def __init__(self, passage: Passage) -> None:
        self._start = passage.span
        self._lines = passage.text.split("\n")

    def span(self, offset: int, length: int) -> Span:
        """Return the span of a stretch of the passage's text."""
        line = 0
        while line < len(self._lines) - 1 and offset > len(self._lines[line]):
            offset -= len(self._lines[line]) + 1
            line += 1
        length = max(1, min(length, len(self._lines[line]) - offset))
        return self._at(line, offset, length)

    def find(self, text: str, line: int) -> Span:
        """Return where a sentence begins that is in a block that begins on `line`."""
        first = text.split(" ", 1)[0]
        for index in range(min(line, len(self._lines) - 1), len(self._lines)):
            column = self._lines[index].find(text[:20])
            if column >= 0:
                return self._at(index, column, len(first))
        line = min(line, len(self._lines) - 1)
        return self._at(line, max(0, self._lines[line].find(first)), len(first))

    def _at(self, line: int, column: int, length: int) -> Span:
        start = self._start
        if line == 0:
            excerpt = start.excerpt or self._lines[0]
            return Span(start.path, start.line, start.column + column, length, excerpt)
        return Span(start.path, start.line + line, column + 1, length, self._lines[line])
