"""Samples, frames and milliseconds, by integers and ratios only.

A sample is a forty-eight-thousandth of a second. A frame rate is a ratio, so 30000/1001 is exact
at any length. Milliseconds are for people and for file formats; nothing is computed from them.
"""

from __future__ import annotations

from mdvid.media.model import SAMPLE_RATE, FrameRate

SAMPLES_A_MILLISECOND = SAMPLE_RATE // 1000


def frames_for(samples: int, fps: FrameRate) -> int:
    """Return how many whole frames last at least `samples`; also the first frame at or after."""
    return -(-samples * fps.numerator // (SAMPLE_RATE * fps.denominator))


def samples_at(frame: int, fps: FrameRate) -> int:
    """Return the sample at which `frame` begins, rounded half up where a frame is no integer."""
    return divided(frame * SAMPLE_RATE * fps.denominator, fps.numerator)


def samples_of(milliseconds: int) -> int:
    """Return exactly how many samples last `milliseconds`."""
    return milliseconds * SAMPLES_A_MILLISECOND


def milliseconds_of(samples: int) -> int:
    """Return `samples` in milliseconds, rounded half up."""
    return divided(samples, SAMPLES_A_MILLISECOND)


def milliseconds_at(frame: int, fps: FrameRate) -> int:
    """Return the time at which `frame` begins in milliseconds, rounded half up."""
    return divided(frame * 1000 * fps.denominator, fps.numerator)


def frames_in(seconds: int, fps: FrameRate) -> int:
    """Return how many frames last about `seconds`; at least 1."""
    return max(1, divided(seconds * fps.numerator, fps.denominator))


def divided(numerator: int, denominator: int) -> int:
    """Return the quotient rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)
