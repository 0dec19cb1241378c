"""Integrated loudness, after ITU-R BS.1770-5 annex 1 (the measure of EBU R 128).

The energy of a sound is kept by the millisecond, so that loudness after a gain that changes slowly
can be told without filtering again.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mdvid.backends.libav.filters import K_WEIGHTING, Sound, filtered

NOTHING = -120.0
"""LUFS of silence, where the measure itself has no value."""

_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_BLOCK = 400
"""Milliseconds of a gating block; they overlap by three quarters."""
_HOP = 100

Energies = NDArray[np.float64]
"""By the millisecond: mean square of the K-weighted sound."""


def energies(sound: Sound, rate: int) -> Energies:
    """Return the energies of mono `sound`."""
    squares = np.square(filtered(sound, rate, K_WEIGHTING), dtype=np.float64)
    starts = np.arange(0, len(sound) * 1000 // rate + 1) * rate // 1000
    starts = starts[starts < len(sound)]
    means: Energies = np.add.reduceat(squares, starts) / (rate / 1000)
    return means


def integrated(found: Energies) -> float:
    """Return the integrated loudness in LUFS.

    A sound shorter than a gating block counts as one block of its own length.
    """
    blocks = _blocks(found)
    audible = blocks[blocks > _power(_ABSOLUTE_GATE)]
    if not audible.size:
        return NOTHING
    gate = _level(float(audible.mean())) + _RELATIVE_GATE
    return _level(float(audible[audible > _power(gate)].mean()))


def _blocks(found: Energies) -> Energies:
    total = np.concatenate(([0.0], np.cumsum(found)))
    if len(found) < _BLOCK:
        return np.array([total[-1] / max(len(found), 1)])
    starts = np.arange(0, len(found) - _BLOCK + 1, _HOP)
    means: Energies = np.maximum(total[starts + _BLOCK] - total[starts], 0) / _BLOCK
    return means


def _level(mean_square: float) -> float:
    return _OFFSET + 10 * math.log10(mean_square)


def _power(level: float) -> float:
    return float(10 ** ((level - _OFFSET) / 10))
