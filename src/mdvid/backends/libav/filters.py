"""Biquad filters as frequency responses, applied by FFT.

Designs: R. Bristow-Johnson, "Audio EQ Cookbook" (W3C Note), and ITU-R BS.1770-5, annex 1.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

_TAIL = 0.1
"""Seconds after which the slowest filter here (38 Hz) has died away; FFTs wrap around."""


class Biquad(NamedTuple):
    """Coefficients of a second-order section at `rate` samples a second, a0 being 1."""

    b0: float
    b1: float
    b2: float
    a1: float
    a2: float
    rate: int = 48_000


K_WEIGHTING = (
    Biquad(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241,
           0.73248077421585),
    Biquad(1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621),
)  # fmt: skip
"""BS.1770-5, annex 1, tables 1 and 2: the head's shelf, and the high-pass."""


def filtered(sound: Sound, rate: int, chain: tuple[Biquad, ...]) -> Sound:
    """Return `sound` (of `rate` samples a second) after the filters of `chain`."""
    size = _comfortable(len(sound) + int(_TAIL * rate))
    spectrum = np.fft.rfft(sound, size) * _response(chain, size, rate)
    return np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32, copy=False)


def high_pass(frequency: float) -> Biquad:
    """Return a Butterworth high-pass."""
    cosine, alpha = _angles(frequency, math.sqrt(0.5))
    b = (1 + cosine) / 2
    return _normal((b, -2 * b, b), (1 + alpha, -2 * cosine, 1 - alpha))


def peak(frequency: float, q: float, decibels: float) -> Biquad:
    """Return a bell that raises or lowers the neighbourhood of `frequency`."""
    cosine, alpha = _angles(frequency, q)
    a = 10 ** (decibels / 40)
    return _normal(
        (1 + alpha * a, -2 * cosine, 1 - alpha * a), (1 + alpha / a, -2 * cosine, 1 - alpha / a)
    )


def high_shelf(frequency: float, decibels: float) -> Biquad:
    """Return a shelf of slope 1 that raises or lowers everything above `frequency`."""
    cosine, alpha = _angles(frequency, math.sqrt(0.5))
    a = 10 ** (decibels / 40)
    root = 2 * math.sqrt(a) * alpha
    up, down = a + 1, a - 1
    return _normal(
        (
            a * (up + down * cosine + root),
            -2 * a * (down + up * cosine),
            a * (up + down * cosine - root),
        ),
        (up - down * cosine + root, 2 * (down - up * cosine), up - down * cosine - root),
    )


def _angles(frequency: float, q: float) -> tuple[float, float]:
    omega = 2 * math.pi * frequency / 48_000
    return math.cos(omega), math.sin(omega) / (2 * q)


def _normal(b: tuple[float, float, float], a: tuple[float, float, float]) -> Biquad:
    return Biquad(b[0] / a[0], b[1] / a[0], b[2] / a[0], a[1] / a[0], a[2] / a[0])


@lru_cache(maxsize=64)
def _response(chain: tuple[Biquad, ...], size: int, rate: int) -> NDArray[np.complex64]:
    """Return what the filters do at the frequencies of an FFT of `size` at `rate`.

    Evaluated at the physical frequency, so a filter designed for 48 kHz is the same at any rate.
    """
    frequency = np.fft.rfftfreq(size, 1 / rate)
    response = np.ones(len(frequency), np.complex128)
    for b in chain:
        z = np.exp(-2j * np.pi * frequency / b.rate)
        response *= (b.b0 + z * (b.b1 + z * b.b2)) / (1 + z * (b.a1 + z * b.a2))
    return response.astype(np.complex64)


def _comfortable(length: int) -> int:
    """Return a size that FFTs like, at least `length`; few of them, so that responses are kept."""
    power = max(1024, 1 << (length - 1).bit_length())
    return next(n for n in (power * 5 // 8, power * 3 // 4, power * 7 // 8, power) if n >= length)
