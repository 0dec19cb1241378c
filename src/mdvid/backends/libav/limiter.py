"""A look-ahead limiter for true peaks.

True peaks are those of the sound oversampled four times, as ITU-R BS.1770-5 annex 2 asks. Gain is
computed by the millisecond and glides from one to the next, so nothing is distorted.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mdvid.backends.libav.filters import Sound
from mdvid.media.clock import SAMPLES_A_MILLISECOND

OVERSAMPLING = 4

Curve = NDArray[np.float64]
"""By the millisecond: a peak, or a gain."""

_GLIDE = 5
"""Milliseconds before and after a peak over which the gain changes."""


def true_peaks(oversampled: Sound) -> Curve:
    """Return the true peak of every millisecond of a sound at four times 48 kHz."""
    block = OVERSAMPLING * SAMPLES_A_MILLISECOND
    count = -(-len(oversampled) // block)
    padded = np.zeros(count * block, np.float32)
    padded[: len(oversampled)] = oversampled
    peaks: Curve = np.abs(padded).reshape(count, block).max(axis=1).astype(np.float64)
    return peaks


def gain_curve(peaks: Curve, ceiling: float) -> Curve:
    """Return by how much each millisecond must be turned down so that no peak is over `ceiling`.

    It is the lowest gain of the neighbourhood, smoothed over less than that: never above what
    any millisecond asks for, also between two of them, and without corners.
    """
    needed = np.minimum(1, ceiling / np.maximum(peaks, 1e-9))
    if needed.min() == 1:
        return needed
    reach = _GLIDE + 1
    lowest = sliding_window_view(np.pad(needed, reach, mode="edge"), 2 * reach + 1).min(axis=1)
    weights = np.hanning(2 * _GLIDE + 3)[1:-1]
    return np.convolve(np.pad(lowest, _GLIDE, mode="edge"), weights / weights.sum(), "valid")


def applied(sound: Sound, curve: Curve) -> Sound:
    """Return `sound` (48 kHz) with the gain of `curve`, linear between its milliseconds."""
    centres = (np.arange(len(curve)) + 0.5) * SAMPLES_A_MILLISECOND - 0.5
    gain = np.interp(np.arange(len(sound)), centres, curve)
    return (sound * gain).astype(np.float32)
