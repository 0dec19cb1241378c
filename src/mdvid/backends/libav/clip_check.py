"""Is this take of speech plausible? What is not is refused, so that broken sound never ships."""

from __future__ import annotations

import unicodedata

import numpy as np

from mdvid.backends.libav.filters import Sound
from mdvid.errors import ProviderFailed

_SILENT = 10 ** (-50 / 20)
"""Peak of a take in which nothing is heard."""

_FULL_SCALE = 32_766 / 32_768
_RUN = 4
"""Samples in a row at full scale that cannot be speech."""
_RUNS_A_SECOND = 3

_FASTEST = 60
"""Letters a second; the quickest auctioneers stay under 40."""

_SECONDS_A_LETTER = 0.6
_SECONDS_A_DIGIT = 2.0
_SECONDS_A_SYMBOL = 2.0
_PATIENCE = 3.0


def check_level(sound: Sound, rate: int) -> None:
    """Refuse a take that is silent, or was cut off at full scale where it was made.

    Raises:
        ProviderFailed: it says what was measured and what is expected.
    """
    peak = float(np.abs(sound).max(initial=0))
    if peak < _SILENT:
        level = f"{20 * np.log10(peak):.0f} dBFS" if peak else "no signal at all"
        raise ProviderFailed(f"the take is silent: {level}, expected a peak above -50 dBFS")
    runs = _clipped_runs(sound)
    allowed = 1 + _RUNS_A_SECOND * len(sound) / rate
    if runs > allowed:
        raise ProviderFailed(
            f"the take is clipped: {runs} runs of samples at full scale, "
            f"expected at most {allowed:.0f}"
        )


def check_length(text: str, seconds: float) -> None:
    """Refuse a take that is implausibly short or long for its text; the limits are generous.

    Raises:
        ProviderFailed: it says what was measured and what is expected.
    """
    shortest, longest = plausible_seconds(text)
    if seconds < shortest or seconds > longest:
        kind = "short" if seconds < shortest else "long"
        raise ProviderFailed(
            f"the take is too {kind} for its text: {seconds:.2f} s of speech, "
            f"expected {shortest:.2f} to {longest:.1f} s for {len(text)} characters"
        )


def plausible_seconds(text: str) -> tuple[float, float]:
    """Return between which lengths, in seconds, speech of `text` may be."""
    kinds = [unicodedata.category(character) for character in text]
    letters = sum(kind.startswith("L") for kind in kinds)
    digits = sum(kind.startswith("N") for kind in kinds)
    symbols = sum(kind[0] in "SP" for kind in kinds)
    longest = letters * _SECONDS_A_LETTER + digits * _SECONDS_A_DIGIT + symbols * _SECONDS_A_SYMBOL
    return letters / _FASTEST, longest + _PATIENCE


def _clipped_runs(sound: Sound) -> int:
    full = np.abs(sound) >= _FULL_SCALE
    if not full.any():
        return 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], full, [False])).astype(np.int8)))
    return int(np.count_nonzero(edges[1::2] - edges[::2] >= _RUN))
