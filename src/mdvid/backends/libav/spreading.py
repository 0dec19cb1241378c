"""When words are probably spoken, if nobody says: spread over the stretches that are not silent."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

import numpy as np

from mdvid.backends.libav.filters import Sound

_WINDOW = 0.02
"""Seconds over which the level is taken."""
_PAUSE = 0.25
"""Seconds; shorter silences are inside words, and between those of a phrase."""
_SHORTEST = 0.06
"""Seconds; shorter noises are clicks of the tongue, or of the mouse."""
_RANGE = 30
"""Decibels under the loud parts in which speech still is."""
_OVER_NOISE = 9
"""Decibels that speech is above the noise of the room."""

_WORD = re.compile(r"\S+")


def spread(sound: Sound, rate: int, text: str) -> list[dict[str, int]]:
    """Return word times as a narrator does: each word takes time by its length, pauses take none.

    A word is never on both sides of a pause.
    """
    words = list(_WORD.finditer(text))
    if not words:
        return []
    stretches = speech_stretches(sound, rate)
    total = sum(end - start for start, end in stretches)
    lengths = [len(word[0]) + 1 for word in words]
    reached = [0, *accumulate(lengths)]
    before = [0, *accumulate(end - start for start, end in stretches)]

    def place(share: int, stretch: int) -> int:
        start, end = stretches[stretch]
        spoken = total * share // reached[-1]
        return start + min(max(spoken - before[stretch], 0), end - start)

    times = []
    for index, word in enumerate(words):
        first, last = reached[index], reached[index + 1]
        middle = total * (first + last) // (2 * reached[-1])
        stretch = min(bisect_right(before, middle) - 1, len(stretches) - 1)
        times.append(
            {
                "start": place(first, stretch),
                "end": place(last, stretch),
                "offset": word.start(),
                "length": len(word[0]),
            }
        )
    return times


def speech_stretches(sound: Sound, rate: int) -> list[tuple[int, int]]:
    """Return where somebody speaks, as (first sample, one past the last); never nothing."""
    window = max(1, round(_WINDOW * rate))
    count = -(-len(sound) // window)
    padded = np.zeros(count * window, np.float32)
    padded[: len(sound)] = sound
    power = np.square(padded.reshape(count, window)).mean(axis=1)
    levels = 10 * np.log10(power / power.max() + 1e-12)
    quiet, loud = np.percentile(levels, (10, 95))
    # In a recording without any pause, what is quiet is speech as well.
    threshold = max(loud - _RANGE, min(quiet + _OVER_NOISE, loud - 15))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], levels > threshold, [0])).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and (start - found[-1][1]) * _WINDOW < _PAUSE:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    long = [(start, end) for start, end in found if (end - start) * _WINDOW >= _SHORTEST]
    return [(a * window, min(b * window, len(sound))) for a, b in long] or [(0, len(sound))]
