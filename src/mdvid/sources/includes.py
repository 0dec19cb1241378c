"""The files whose slides a deck includes, read as strictly as its pictures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Dialect, FrontMatter, Included
from mdvid.deck.source import MAX_BYTES, Source, decode
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import DeckError, DeckTooLarge, MdvidError
from mdvid.sources.opening import opened
from mdvid.sources.policy import Refusal, is_web, places, resolve, shown

if TYPE_CHECKING:
    from mdvid.deck.dialects.slidev_includes import Reference
    from mdvid.deck.model import Setting

MOST = 200
"""Files; a deck may include each of them several times."""

LARGEST_CODE = 1_000_000
"""Bytes; nobody shows a longer file of code on a slide."""

_MARKS = ("src:", "<<<")
"""A deck that has none of them includes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Includes:
    """What was found."""

    files: Mapping[str, Included] = field(default_factory=dict)
    """By their path seen from the deck's folder, as `DeckOptions.includes` has them."""
    read: tuple[Path, ...] = ()
    places: tuple[Path, ...] = ()
    """Where they were looked for."""


def read_includes(
    text: str, front_matter: FrontMatter, dialect: Dialect | None, *, deck: Path, root: Path
) -> Includes:
    """Return the files that the deck at `deck` includes, and those that they do.

    `text` is what the deck holds. Files must be under `root`. What cannot be had says why; whoever
    reads the deck reports it.

    Raises:
        DeckError: a file is no text; says where.
        DeckTooLarge: a file is, or they are too many.
    """
    if not any(mark in text for mark in _MARKS):
        return Includes()
    from mdvid.deck.dialects.choose import judged  # few decks include anything

    verdict = judged(Source(text, str(deck)).lines, front_matter, dialect)
    if verdict is None or verdict.dialect is not Dialect.SLIDEV:
        return Includes()
    return _Reader(deck, root).read(text, front_matter)


def places_of_includes(deck: Path) -> tuple[Path, ...]:
    """Return where the files are looked for that a deck with errors includes."""
    try:
        text = decode(deck.read_bytes(), str(deck))
        if not any(mark in text for mark in _MARKS):
            return ()
        front_matter = read_front_matter(text, path=str(deck)).value
        return read_includes(text, front_matter, None, deck=deck, root=deck.parent).places
    except (MdvidError, OSError):
        return ()


class _Reader:
    def __init__(self, deck: Path, root: Path) -> None:
        self._deck = deck
        self._root = root
        self._found: dict[str, Included] = {}
        self._read: list[Path] = []
        self._places: list[Path] = []

    def read(self, text: str, front_matter: FrontMatter) -> Includes:
        name, settings = self._deck.name, front_matter.settings
        source = Source(text, str(self._deck))
        waiting = deque(_references(source, front_matter.body_line, settings, name))
        while waiting:
            wanted = waiting.popleft()
            if wanted.key in self._found or wanted.key == name:
                continue
            if len(self._found) == MOST:
                message = f"the deck includes more than {MOST} files"
                raise DeckTooLarge((_error(message, wanted, "put their slides together"),))
            included = self._included(wanted)
            self._found[wanted.key] = included
            if included.text and not wanted.code:
                inner = Source(included.text, included.path)
                waiting.extend(_references(inner, 1, None, wanted.key))
        return Includes(
            files=self._found,
            read=tuple(dict.fromkeys(self._read)),
            places=tuple(dict.fromkeys(self._places)),
        )

    def _included(self, wanted: Reference) -> Included:
        called = str(self._deck.parent / wanted.key)
        try:
            return Included(path=called, text=decode(self._bytes(wanted), called))
        except Refusal as refusal:
            message = f"the included file {refusal.message}"
            if refusal.limit:
                raise DeckTooLarge((_error(message, wanted, refusal.hint),)) from refusal
            return Included(path=called, problem=message, hint=refusal.hint)
        except DeckError as error:
            if any(d.span for d in error.diagnostics):
                raise
            # It is no text at all.
            return Included(path=called, problem=str(error), hint="name a file of text")

    def _bytes(self, wanted: Reference) -> bytes:
        if is_web(wanted.written):
            raise Refusal(
                f"{shown(wanted.written)} is on the web",
                "download it, and name it by its path beside the deck",
            )
        folder, largest = self._deck.parent, LARGEST_CODE if wanted.code else MAX_BYTES
        self._places += places(wanted.key, folder=folder, root=self._root)
        try:
            path = resolve(wanted.key, folder=folder, root=self._root)
            with opened(path, wanted.written, self._root, largest) as readable:
                self._read.append(path)
                return readable.read_bytes()
        except Refusal as refusal:
            if refusal.missing:
                refusal.message = f"{shown(wanted.written)} does not exist"
            if refusal.limit:
                limit = largest // 1_000_000
                refusal.message = f"{shown(wanted.written)} is larger than {limit} MB"
                pictures = "keep pictures in files of their own instead of `data:` addresses"
                refusal.hint = "show a part of it" if wanted.code else pictures
            raise
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise Refusal(f"{shown(wanted.written)} cannot be read: {why}") from error


def _references(
    source: Source, first: int, settings: Mapping[str, Setting] | None, name: str
) -> Iterator[Reference]:
    from mdvid.deck.dialects.slidev_references import references

    return references(source, first, settings, name)


def _error(message: str, wanted: Reference, hint: str | None) -> Diagnostic:
    return Diagnostic(severity=Severity.ERROR, message=message, span=wanted.span, hint=hint)
