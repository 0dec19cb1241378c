"""Bringing a take to its loudness without letting its true peaks through the ceiling."""

from __future__ import annotations

import numpy as np
import soxr

from mdvid.backends.libav.filters import Sound
from mdvid.backends.libav.limiter import OVERSAMPLING, applied, gain_curve, true_peaks
from mdvid.backends.libav.loudness import Energies, energies, integrated
from mdvid.media.model import SAMPLE_RATE

_HEADROOM = 10 ** (-0.15 / 20)
"""Kept under the ceiling, for rounding and for meters that interpolate otherwise."""
_ROUNDS = 12
_CLOSE = 0.05
"""LU."""


def at_level(sound: Sound, rate: int, target: float, true_peak: float) -> Sound:
    """Return `sound` at 48 kHz with a loudness of `target` LUFS and peaks under `true_peak` dBTP.

    The limiter takes loudness away, so gain and limiter are found together: by the millisecond,
    from energies and peaks that are measured once.
    """
    if rate > SAMPLE_RATE:
        sound, rate = soxr.resample(sound, rate, SAMPLE_RATE), SAMPLE_RATE
    found = energies(sound, rate)
    # Nothing lies above 24 kHz here, so every fourth sample of the oversampled sound is the
    # sound itself at 48 kHz.
    oversampled = soxr.resample(sound, rate, OVERSAMPLING * SAMPLE_RATE)
    peaks = true_peaks(oversampled)
    ceiling = 10 ** (true_peak / 20) * _HEADROOM
    gain = 10 ** ((target - integrated(found)) / 20)
    curve = gain_curve(peaks * gain, ceiling)
    for _ in range(_ROUNDS):
        missing = target - integrated(_after(found, gain * curve))
        if missing < _CLOSE:
            break
        gain *= 10 ** (missing / 20)
        curve = gain_curve(peaks * gain, ceiling)
    return applied(oversampled[::OVERSAMPLING], gain * curve)


def _after(found: Energies, curve: Energies) -> Energies:
    length = min(len(found), len(curve))
    return found[:length] * np.square(curve[:length])
