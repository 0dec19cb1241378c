"""The files of a deck, with their lines numbered through: those of the deck itself come first."""

from __future__ import annotations

import bisect
from pathlib import PurePosixPath

from mdvid.deck.source import Source
from mdvid.diagnostics import Span


class SourceMap:
    """The deck, and the files that it includes."""

    def __init__(self, deck: Source, lifted: tuple[str, ...] = ()) -> None:
        self._sources = [deck]
        self._starts = [0]
        self._folders = {deck.path: ""}
        self.lifted = lifted
        """Long `data:` addresses that were taken out of them."""

    @property
    def deck(self) -> Source:
        """The deck itself."""
        return self._sources[0]

    def add(self, source: Source, name: str) -> int:
        """Add a file called `name`, seen from the deck; return what is added to its lines."""
        self._starts.append(self._starts[-1] + len(self._sources[-1].lines))
        self._sources.append(source)
        folder = str(PurePosixPath(name).parent)
        self._folders[source.path] = "" if folder == "." else folder
        return self._starts[-1]

    def span(self, line: int, column: int = 1, length: int = 1) -> Span:
        """Return a place in the file that has the line."""
        index = bisect.bisect_left(self._starts, line) - 1
        return self._sources[max(0, index)].span(line - self._starts[max(0, index)], column, length)

    def folder(self, path: str) -> str:
        """Return the folder of a file, seen from that of the deck; empty if it is the same."""
        return self._folders.get(path, "")
