"""Cutting written text into the pieces between which a line of a caption may break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from mdvid.media.model import TimedUtterance
from mdvid.media.words import WordEvent, time_words

LINE = 42
"""Columns of a line; a wide character (UAX #11: W or F) takes two."""

_CHUNK = re.compile(r"\S+")
_NEVER_FIRST = set(
    "、。，．・：；？！）」』】〉》〕］｝ー々ゝぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?;:)]}…%"
)
_TOGETHER = LINE // 2
"""Columns of words that are kept together, at most."""

_INITIAL = re.compile(r"\W*[^\W\d_]\.(?:[^\W\d_]\.)*\Z")
"""Of a name, or of an abbreviation such as "z. B."."""

_ABBREVIATIONS = """
    abb. art. bd. cap. col. dr. dra. ee. ej. fig. figs. fr. gen. hr. kap. mr. mrs. ms. mt. nr. núm.
    pp. prof. pág. págs. sr. sra. ss. st. ud. uds. vol.
"""
_BEFORE_A_NAME = frozenset(_ABBREVIATIONS.split())
_NUMBER = re.compile(r"[^\w\s]?\d[\d.,/–-]*\Z")
_ORDINAL = re.compile(r"\d{1,2}\.\Z")
_UNIT = re.compile(
    r"(?:[%‰€$£¥]|°[CF]?|[kcmµn]?[mgls]|km/h|m/s|min|h|[kMGT]?i?[Bb]|[kMG]?Hz|[kMG]?[VAW]|Mbit/s|px|pt|"
    r"dpi|fps|dB|[ap]\.(?:m\.)?|am|pm|EUR|USD|(?:mil|tri|bil)lions?|mill[oó]n(?:es)?|Mi(?:o|llionen)|Mrd)"
    r"[.,;:!?)]*\Z"
)
_NEVER_LAST = set("（「『【〈《〔［｛([{")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text that stays together, and when it is heard (samples of the video)."""

    text: str
    spaced: bool
    """A space stands before it, unless it begins a line."""
    start: int
    end: int
    width: int
    closes: bool = False
    """It is the last piece of its utterance."""


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(_columns(character) for character in text)


def pieces(utterance: TimedUtterance) -> list[Piece]:
    """Return the pieces of an utterance, timed by its words."""
    text = utterance.text
    chunks = _CHUNK.finditer(text)
    places = _joined(text, (place for chunk in chunks for place in _narrow(text, *chunk.span())))
    timed = time_words(
        [(text[start:end], start, end) for start, end in places],
        _events(utterance),
        text,
        utterance.end - utterance.start,
    )
    return [
        Piece(
            text=word.text,
            spaced=text[start - 1].isspace() if start else _columns(text[0]) == 1,
            start=utterance.start + word.start,
            end=utterance.start + word.end,
            width=width(word.text),
            closes=end == places[-1][1],
        )
        for (start, end), word in zip(places, timed, strict=True)
    ]


def _joined(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join words that one line has to hold: "z. B.", "J. Smith", "5 GB"."""
    joined: list[tuple[int, int]] = []
    last = ""
    for start, end in places:
        begin, stop = joined[-1] if joined else (start, start)
        word = text[start:end]
        bound = stop < start and _belong_together(last, text[stop:start], word)
        if bound and width(text[begin:end]) <= _TOGETHER:
            joined[-1] = begin, end
        else:
            joined.append((start, end))
        last = word
    return joined


def _belong_together(word: str, space: str, following: str) -> bool:
    if _INITIAL.match(word) or word.casefold() in _BEFORE_A_NAME or _ORDINAL.match(word):
        return True
    # No-break spaces.
    return bool(_NUMBER.match(word) and _UNIT.match(following)) or space in {"\u00a0", "\u202f"}


def _events(utterance: TimedUtterance) -> list[WordEvent]:
    """Return where in the text each timed word stands."""
    events: list[WordEvent] = []
    at = 0
    for word in utterance.words:
        place = utterance.text.find(word.text, at)
        if not word.text or place < 0:
            continue
        at = place + len(word.text)
        start, end = word.start - utterance.start, word.end - utterance.start
        events.append(WordEvent(start=start, end=end, offset=place, length=len(word.text)))
    return events


def _narrow(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut text without spaces where its script allows, and anywhere if it fills a line."""
    cuts = [start, *(i for i in range(start + 1, end) if _breaks(text[i - 1], text[i])), end]
    for first, last in pairwise(cuts):
        at = first
        used = 0
        for index in range(first, last):
            used += _columns(text[index])
            if used > LINE:
                yield at, index
                at, used = index, _columns(text[index])
        yield at, last


def _breaks(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or not _columns(after):
        return False
    return _columns(before) > 1 or _columns(after) > 1


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
