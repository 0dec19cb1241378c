"""The mechanics of normalisation: rules replace stretches of text, and every word keeps track.

Rules run in order on what no earlier rule has taken. The result of a rule is pieces, each a
stretch of the written text and what is said for it; from them follows, exactly, which characters
of the spoken text belong to which written word.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from mdvid.speech.model import Word


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said for `written[start:end]`."""

    start: int
    end: int
    spoken: str


Said: TypeAlias = "str | Sequence[Piece] | None"
"""For all of a match; or for parts of it, the rest left to later rules; or not this rule's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, and how its matches are said."""

    source: str
    say: Callable[[re.Match[str]], Said]
    flags: int = 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when the first text needs it: there are a hundred rules."""
        return _compiled(self.source, self.flags)


_compiled = lru_cache(maxsize=1024)(re.compile)


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that cannot match where `trigger` does not."""

    trigger: re.Pattern[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The spoken text, and the written words with their place in it."""

    text: str
    words: tuple[Word, ...]


def rule(pattern: str, say: Callable[[re.Match[str]], Said] | str, flags: int = 0) -> Rule:
    """Return a rule; `say` may be what every match is said as."""
    if isinstance(say, str):
        words: str = say
        return Rule(pattern, lambda _: words, flags)
    return Rule(pattern, say, flags)


def part(match: re.Match[str], name: str, spoken: str) -> Piece:
    """Return a piece for one group of a match."""
    start, end = match.span(name)
    return Piece(start, end, spoken)


def rewrite(text: str, groups: Iterable[Group], taken: Sequence[Piece] = ()) -> list[Piece]:
    """Return all pieces that the rules make of `text`, in order, `taken` included."""
    pieces = sorted(taken, key=_start)
    gaps = _gaps(pieces, len(text))
    for group in groups:
        if not group.trigger.search(text):
            continue
        for one in group.rules:
            # In a gap, not in the whole text: what is taken bounds what is left.
            matches = [m for begin, end in gaps for m in one.pattern.finditer(text, begin, end)]
            found = [piece for match in matches for piece in _said(one, match)]
            if found:
                pieces = sorted([*pieces, *found], key=_start)
                gaps = _gaps(pieces, len(text))
    return pieces


def _start(piece: Piece) -> int:
    return piece.start


def _gaps(pieces: Sequence[Piece], length: int) -> list[tuple[int, int]]:
    """Return the stretches that are in no piece."""
    edges = [0, *(edge for piece in pieces for edge in (piece.start, piece.end)), length]
    return [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end]


def _said(one: Rule, match: re.Match[str]) -> Sequence[Piece]:
    said = one.say(match)
    if isinstance(said, str):
        return (Piece(match.start(), match.end(), said),)
    return said or ()


_WORD = re.compile(r"[^ ]+")
_CLOSING = re.compile(r"[,.;:!?…。，、！？]+")
_SPACES = re.compile(r"\s+")
_LOOSE = re.compile(r" (?=[,.;:!?]+(?: |$))")


def speak(text: str, pieces: Sequence[Piece]) -> Spoken:
    """Return what is said for `text`, whose words are separated by single spaces."""
    chunks = _by_word(text, pieces)
    words: list[Word] = []
    parts: list[str] = []
    length = 0
    for match, chunk in zip(_WORD.finditer(text), chunks, strict=True):
        if not chunk:
            words.append(Word(text=match[0], start=length, end=length))
            continue
        if not length:
            chunk = chunk.lstrip(",; ")  # noqa: PLW2901  # nothing to set it apart from
        closing = _CLOSING.fullmatch(chunk)
        if closing and not length:
            words.append(Word(text=match[0], start=0, end=0))
            continue
        if length and not closing and chunk[0] not in ",;":
            parts.append(" ")
            length += 1
        start, end = _core(chunk)
        words.append(Word(text=match[0], start=length + start, end=length + end))
        parts.append(chunk)
        length += len(chunk)
    return Spoken("".join(parts), tuple(words))


def _core(chunk: str) -> tuple[int, int]:
    """Return where a chunk is more than punctuation."""
    start, end = 0, len(chunk)
    while start < end and not _is_said(chunk[start]):
        start += 1
    while end > start and not _is_said(chunk[end - 1]):
        end -= 1
    return (start, end) if start < end else (len(chunk), len(chunk))


def _is_said(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _by_word(text: str, pieces: Sequence[Piece]) -> list[str]:
    """Return what is said for each written word."""
    shared = [one for piece in pieces for one in _share(text, piece)]
    chunks = []
    index = 0
    for match in _WORD.finditer(text):
        chunk = ""
        position = match.start()
        while index < len(shared) and shared[index].start < match.end():
            piece = shared[index]
            chunk = _join(chunk, text[position : piece.start], glue=False)
            chunk = _join(chunk, piece.spoken, glue=True)
            position = piece.end
            index += 1
        tail = text[position : match.end()]
        chunk = _join(chunk, tail, glue=index > 0 and position > match.start())
        chunks.append(_LOOSE.sub("", _SPACES.sub(" ", chunk)).strip())
    return chunks


def _share(text: str, piece: Piece) -> Iterator[Piece]:
    """Yield a piece word by word, its spoken words dealt out evenly over its written ones."""
    written = [(m.start(), m.end()) for m in _WORD.finditer(text, piece.start, piece.end)]
    if len(written) <= 1:
        if written:
            yield Piece(*written[0], piece.spoken)
        return
    spoken = piece.spoken.split()
    for index, (start, end) in enumerate(written):
        first = math.ceil(index * len(spoken) / len(written))
        last = math.ceil((index + 1) * len(spoken) / len(written))
        yield Piece(start, end, " ".join(spoken[first:last]))


def _join(chunk: str, more: str, *, glue: bool) -> str:
    """Return both, with a space where two words would run into one."""
    if glue and chunk and more and _is_said(chunk[-1]) and _is_said(more[0]):
        return f"{chunk} {more}"
    return chunk + more
