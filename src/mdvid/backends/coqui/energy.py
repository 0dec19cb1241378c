"""Word times for voices that tell none: the measured speech, shared out by phonemes.

A guess, but an honest one: words are only where something is heard, so that a pause moves nothing
that comes after it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mdvid.backends.coqui.times import WordTime

if TYPE_CHECKING:
    import numpy as np

_WINDOW = 100
"""Windows a second in which loudness is measured."""

_QUIET = 0.03
"""Of the loudness of loud parts (about -30 dB): below it is a pause."""

_NEAR = 12
"""Of a second: a word that would begin so shortly before a pause begins after it."""

_SHORTEST_PAUSE = 8
"""Windows; stops of the mouth before a `p` or `t` are shorter."""


def spread(
    words: Sequence[tuple[int, int]], weights: Sequence[int], sound: np.ndarray, rate: int
) -> list[WordTime]:
    """Return the time of every word in `sound`, which has `rate` samples a second."""
    stretches = _speech(sound, rate)
    speaking = sum(end - start for start, end in stretches)
    total, slack = sum(weights), rate // _NEAR
    times = []
    for (offset, stop), (before, after) in zip(
        words, itertools.pairwise([0, *itertools.accumulate(weights)]), strict=True
    ):
        start = _place(stretches, before * speaking // max(total, 1), slack, at_end=False)
        end = _place(stretches, after * speaking // max(total, 1), slack, at_end=True)
        times.append(
            WordTime(start=start, end=max(start, end), offset=offset, length=stop - offset)
        )
    return times


def _speech(sound: np.ndarray, rate: int) -> list[tuple[int, int]]:
    """Return where something is heard: (first sample, one past the last)."""
    import numpy as np

    size = max(rate // _WINDOW, 1)
    padded = np.pad(sound.astype(np.float64), (0, -len(sound) % size))
    loudness = np.sqrt(np.mean(padded.reshape(-1, size) ** 2, axis=1))
    loud = loudness > _QUIET * np.quantile(loudness, 0.95) if len(loudness) else []
    stretches: list[tuple[int, int]] = []
    for window in np.flatnonzero(loud).tolist():
        if stretches and window - stretches[-1][1] < _SHORTEST_PAUSE:
            stretches[-1] = (stretches[-1][0], window + 1)
        else:
            stretches.append((window, window + 1))
    found = [(first * size, min(last * size, len(sound))) for first, last in stretches]
    return found or [(0, len(sound))]


def _place(stretches: Sequence[tuple[int, int]], spoken: int, slack: int, *, at_end: bool) -> int:
    """Return the sample at which so many samples of speech were heard.

    At a pause, give or take `slack`, that is before it for the end of a word, and after it for a
    beginning.
    """
    *before, (last, _) = stretches
    for start, end in before:
        if spoken < end - start - slack:
            return start + spoken
        if at_end and spoken <= end - start + slack:
            return end
        spoken = max(spoken - (end - start), 0)
    return last + spoken
