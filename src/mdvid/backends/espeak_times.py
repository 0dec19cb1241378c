"""When each word is heard, from what espeak-ng reports while it speaks.

espeak-ng tells where words begin, with holes and lies: clitics are fused ("of the" is one event),
one written word may give several events (the later ones with positions of anything), and the end
of a clause includes its pause. Pure.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """One word of the text, and when it is heard, in samples."""

    start: int
    end: int
    offset: int
    length: int


def word_times(
    text: str, words: Sequence[tuple[int, int]], ends: Sequence[tuple[int, int]], samples: int
) -> tuple[WordTime, ...]:
    """Return the times of all words of `text`, in order, each within the sound.

    `words` are (character, sample) of word events; `ends` are (sample of the end of a clause,
    sample where its sound ends); `samples` is the length of all.
    """
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    if not tokens or samples <= 0:
        return ()
    onsets = _onsets(tokens, words, samples)
    times = []
    for (start, end), (first, last) in zip(
        tokens, _intervals(tokens, onsets, samples), strict=True
    ):
        heard = _without_pause(first, last, ends)
        times.append(WordTime(start=first, end=heard, offset=start, length=end - start))
    return tuple(times)


def _onsets(
    tokens: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], samples: int
) -> dict[int, int]:
    """Return when tokens begin, of those that have an event; rising."""
    starts = [start for start, _ in tokens]
    onsets = {0: 0}
    reached = 0
    for offset, sample in words:
        index = bisect_right(starts, offset) - 1
        # What points back belongs to the word that is being said.
        if index > reached and sample < samples:
            onsets[index] = max(sample, onsets[reached])
            reached = index
    return onsets


def _intervals(
    tokens: Sequence[tuple[int, int]], onsets: dict[int, int], samples: int
) -> list[tuple[int, int]]:
    """Return from when to when each token may be heard, sharing by characters what is fused."""
    known = [*sorted(onsets), len(tokens)]
    bounds: list[int] = []
    for index, following in itertools.pairwise(known):
        begin = onsets[index]
        stop = onsets.get(following, samples)
        base = tokens[index][0]
        width = tokens[following - 1][1] - base
        bounds += [
            begin + (stop - begin) * (tokens[i][0] - base) // width for i in range(index, following)
        ]
    return list(zip(bounds, [*bounds[1:], samples], strict=True))


def _without_pause(first: int, last: int, ends: Sequence[tuple[int, int]]) -> int:
    """Return where a word falls silent that is followed by the end of a clause."""
    index = bisect_right(ends, (last, last)) - 1
    if index >= 0:
        clause, silent = ends[index]
        if clause > first:
            return max(first, min(last, silent))
    return last
