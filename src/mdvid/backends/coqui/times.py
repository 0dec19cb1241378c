"""Which word is heard when: from the letters or phonemes that a voice spoke, and how long each was.

Spoken groups and written words are not one for one: espeak fuses clitics ("of the" is `ʌvðə`) and
parts compounds, and the cleaners of a voice write out what we left as it was. So groups are mapped
to words by the cheapest monotone alignment of their lengths. Pure.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\S*\w\S*")

_MOST_FUSED = 5
"""Words that one group may stand for."""

_MOST_PARTS = 12
"""Groups that one word may give: a number that is written out."""

_UNUSUAL = 0.5
"""What every word or group costs that is not alone with its partner, in letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """One word of the text, and when it is heard, in samples."""

    start: int
    end: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter or phoneme as it is spoken; in samples."""

    start: int
    end: int


def words_of(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text are: (first character, one past the last)."""
    return [match.span() for match in _WORD.finditer(text)]


def is_sounded(symbol: str) -> bool:
    """Tell whether a symbol is heard: a letter or a phoneme, no punctuation and no space."""
    return bool(symbol) and unicodedata.category(symbol[0])[0] not in "PZ"


def spoken_groups(
    symbols: Sequence[str], frames: Sequence[int], samples: int
) -> list[list[Letter]]:
    """Return what was spoken between two spaces, each time as a list of its letters.

    `frames` are the lengths of `symbols`; together they last `samples`. Punctuation is a pause, and
    belongs to no word at its ends; empty symbols stand between letters and go with the one before.
    """
    total = max(sum(frames), 1)
    ends = [reached * samples // total for reached in itertools.accumulate(frames)]
    found: list[list[tuple[bool, Letter]]] = [[]]
    for symbol, start, end in zip(symbols, [0, *ends], ends, strict=False):
        group = found[-1]
        if symbol == " ":
            found.append([])
        elif symbol:
            group.append((not is_sounded(symbol), Letter(start, end)))
        elif group:
            pause, letter = group[-1]
            group[-1] = (pause, Letter(letter.start, end))
    return [letters for group in found if (letters := _without_pauses(group))]


def match_words(
    words: Sequence[tuple[int, int]], weights: Sequence[int], spoken: Sequence[list[Letter]]
) -> list[WordTime]:
    """Return the time of every word; one that is not heard has no length.

    `weights` are the letters or phonemes that each word has by itself.
    """
    times: list[WordTime] = []
    reached = 0
    for first, last, begin, end in _alignment(weights, [len(group) for group in spoken]):
        letters = [letter for group in spoken[begin:end] for letter in group]
        for index, part in zip(
            range(first, last), _shares(letters, weights[first:last]), strict=True
        ):
            start = part[0].start if part else reached
            reached = part[-1].end if part else reached
            offset, stop = words[index]
            times.append(WordTime(start=start, end=reached, offset=offset, length=stop - offset))
    return times


def _without_pauses(group: Sequence[tuple[bool, Letter]]) -> list[Letter]:
    sounding = [index for index, (pause, _) in enumerate(group) if not pause]
    if not sounding:
        return []
    return [letter for _, letter in group[sounding[0] : sounding[-1] + 1]]


def _shares(letters: Sequence[Letter], weights: Sequence[int]) -> Iterator[Sequence[Letter]]:
    """Yield the letters of each of the words that were spoken as one."""
    total = sum(weights)
    bounds = [0]
    for index, reached in enumerate(itertools.accumulate(weights), 1):
        share = reached / total if total else index / len(weights)
        bounds.append(round(share * len(letters)))
    for begin, end in itertools.pairwise(bounds):
        yield letters[begin:end]


def _moves() -> list[tuple[int, int]]:
    """Return (words, groups) that may go together, the usual first."""
    fused = [(words, 1) for words in range(2, _MOST_FUSED + 1)]
    parts = [(1, groups) for groups in range(2, _MOST_PARTS + 1)]
    return [(1, 1), *fused, *parts, (1, 0), (0, 1)]


def _alignment(weights: Sequence[int], lengths: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Return the cheapest way through: (first word, one past the last, and groups likewise)."""
    word_sums = [0, *itertools.accumulate(weights)]
    group_sums = [0, *itertools.accumulate(lengths)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    moves = _moves()
    for place in itertools.product(range(len(weights) + 1), range(len(lengths) + 1)):
        options = []
        for move in moves:
            before = (place[0] - move[0], place[1] - move[1])
            if before in best:
                differ = (word_sums[place[0]] - word_sums[before[0]]) - (
                    group_sums[place[1]] - group_sums[before[1]]
                )
                cost = best[before][0] + abs(differ) + _UNUSUAL * (abs(move[0] - move[1]))
                options.append((cost, move))
        if options:
            best[place] = min(options, key=lambda option: option[0])
    return _path(best, (len(weights), len(lengths)))


def _path(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], place: tuple[int, int]
) -> list[tuple[int, int, int, int]]:
    path = []
    while place != (0, 0):
        words, groups = best[place][1]
        before = (place[0] - words, place[1] - groups)
        path.append((before[0], place[0], before[1], place[1]))
        place = before
    return path[::-1]
