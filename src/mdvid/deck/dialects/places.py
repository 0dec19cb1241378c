"""From a rewritten deck back to the file that its author knows."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Sequence
from typing import Any

from mdvid.deck.dialects.source_map import SourceMap
from mdvid.deck.model import Deck, Picture
from mdvid.diagnostics import Span

_ABSOLUTE = re.compile(r"[/\\]|[a-zA-Z][a-zA-Z0-9+.-]+:")


class Places:
    """Turns places in the rewritten text into places in the files."""

    def __init__(self, sources: SourceMap, origins: Sequence[int]) -> None:
        self._sources = sources
        self._origins = origins

    def place(self, span: Span) -> Span:
        """Return where it stands in the file: the words themselves, else their line."""
        line = self._origins[min(span.line, len(self._origins)) - 1]
        written = self._sources.span(line).excerpt
        if written == span.excerpt:
            return self._sources.span(line, span.column, span.length)
        words = span.excerpt[span.column - 1 : span.column - 1 + span.length]
        index = written.find(words) if words.strip() else -1
        if index >= 0:
            return self._sources.span(line, index + 1, len(words))
        start = len(written) - len(written.lstrip())
        return self._sources.span(line, start + 1, len(written.strip()))

    def of_deck(self, deck: Deck) -> Deck:
        """Return the deck with the places of everything in it."""
        placed = self._placed(deck)
        assert isinstance(placed, Deck)
        return placed

    def _placed(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self.place(value)
        if isinstance(value, tuple):
            return tuple(self._placed(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changed = {
                field.name: self._placed(getattr(value, field.name))
                for field in dataclasses.fields(value)
            }
            placed = dataclasses.replace(value, **changed)
            return self._found_from_deck(placed) if isinstance(placed, Picture) else placed
        return value

    def _found_from_deck(self, picture: Picture) -> Picture:
        """Return a picture of an included file, which is relative to that file, as of the deck."""
        folder = self._sources.folder(picture.span.path)
        if not folder or not picture.source or _ABSOLUTE.match(picture.source):
            return picture
        return dataclasses.replace(picture, source=posixpath.join(folder, picture.source))
