"""Where in the deck a stretch of a passage is."""

from __future__ import annotations

from bisect import bisect_right

from mdvid.diagnostics import Span
from mdvid.speech.model import Passage

_NEAR = 2_000
"""Characters within which the beginning of the next sentence is looked for."""


class Source:
    """The text of a passage, read from front to back."""

    def __init__(self, passage: Passage) -> None:
        self._start = passage.span
        self._text = passage.text
        self._lines = passage.text.split("\n")
        self._offsets = [0]
        for line in self._lines:
            self._offsets.append(self._offsets[-1] + len(line) + 1)
        self._reached = 0

    def span(self, offset: int, length: int) -> Span:
        """Return the span of a stretch of the passage's text, at most to the end of its line."""
        line = min(bisect_right(self._offsets, offset), len(self._lines)) - 1
        column = offset - self._offsets[line]
        length = max(1, min(length, len(self._lines[line]) - column))
        start = self._start
        if line == 0:
            excerpt = start.excerpt or self._lines[0]
            return Span(start.path, start.line, start.column + column, length, excerpt)
        return Span(start.path, start.line + line, column + 1, length, self._lines[line])

    def find(self, text: str, line: int) -> Span:
        """Return where a sentence begins, in a block that begins on `line`, counted from 0.

        Sentences are asked for in order. Markup may hide one; then it is where its block begins.
        """
        begin = max(self._reached, self._offsets[min(line, len(self._lines) - 1)])
        first = text.partition(" ")[0]
        for beginning in (text[:20], first):
            offset = self._text.find(beginning, begin, begin + _NEAR)
            if offset >= 0:
                self._reached = offset + len(beginning)
                return self.span(offset, len(first))
        return self.span(begin, len(first))
