"""Cutting written text into the pieces between which a caption may break: words, mostly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mdvid.media.model import TimedUtterance
from mdvid.media.words import WordEvent, time_words

LINE = 42
"""Columns of a line; a wide character (UAX #11: W or F) takes two."""

_CHUNK = re.compile(r"\S+")
_NEVER_FIRST = set(
    "、。，．・：；？！）」』】〉》〕］｝〟’”ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～"
    ",.!?;:)]}…‥%％℃°‼⁇⁈⁉"
)
_NEVER_LAST = set("（「『【〈《〔［｛〝‘“([{￥＄￡")
"""What no line begins with, and ends with (JIS X 4051, kinsoku shori)."""

_SEAMS = frozenset("/\\-_.,:;?!&=+#|@()[]{}")

_JOINER = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
"""Emoji modifiers (UTS #51): they colour the one before."""
_HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980))
_SYLLABLES = range(0xAC00, 0xD800)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text that stays together, and when it is heard (samples of the video)."""

    text: str
    spaced: bool
    """White space stands before it, unless it begins a line."""
    start: int
    end: int
    width: int
    closes: bool = False
    """It is the last piece of its utterance."""
    bound: bool = False
    """The space before it is one that does not break."""
    voice: str = ""


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(_columns(character) for character in text)


def pieces(utterance: TimedUtterance) -> list[Piece]:
    """Return the pieces of an utterance, timed by its words."""
    text = utterance.text
    chunks = _CHUNK.finditer(text)
    places = [place for chunk in chunks for place in _cut(text, *chunk.span())]
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
            bound=text[start - 1 : start] in {"\u00a0", "\u202f"},
            voice=utterance.voice,
        )
        for (start, end), word in zip(places, timed, strict=True)
    ]


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


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut text without spaces where its script allows, and what fills a line to lines."""
    cuts = [start, *(i for i in range(start + 1, end) if _breaks(text[i - 1], text[i])), end]
    for first, last in pairwise(cuts):
        at, used = first, 0
        for index in range(first, last):
            used += _columns(text[index])
            if used > LINE:
                after = _seam(text, at, index)
                yield at, after
                at, used = after, width(text[after : index + 1])
        yield at, last


def _seam(text: str, start: int, end: int) -> int:
    """Return where to cut an address or the name of code: behind a mark, if one is near `end`."""
    seams = (i for i in range(end, (start + end) // 2, -1) if text[i - 1] in _SEAMS)
    return next((i for i in seams if text[i] not in _SEAMS), end)


def _breaks(before: str, after: str) -> bool:
    if before.isascii() and after.isascii():
        return False
    if after in _NEVER_FIRST or before in _NEVER_LAST or not _columns(after):
        return False
    if before == _JOINER or ord(after) in _SKIN:
        return False
    return _stands_alone(before) or _stands_alone(after)


def _stands_alone(character: str) -> bool:
    """Tell whether it is of a script without spaces; Korean has spaces."""
    code = ord(character)
    if code in _SYLLABLES or any(code in block for block in _HANGUL):
        return False
    return _columns(character) > 1


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
