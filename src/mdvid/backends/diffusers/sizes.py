"""In what size a model draws: near what it was trained on, in the ratio that is asked for."""

from __future__ import annotations

import math

LONGEST = 3.0
"""Ratio of the sides that a model can be asked for; of a longer picture the middle is taken."""


def drawn_size(width: int, height: int, *, area: int, least: int, multiple: int) -> tuple[int, int]:
    """Return the width and height to ask a model for, when `width` x `height` are wanted.

    As many pixels as are wanted, but at most `area` and at least `least`; sides are multiples of
    `multiple`.
    """
    ratio = min(max(width / height, 1 / LONGEST), LONGEST)
    pixels = min(max(width * height, least), area)
    return (
        _nearest(math.sqrt(pixels * ratio), multiple),
        _nearest(math.sqrt(pixels / ratio), multiple),
    )


def _nearest(side: float, multiple: int) -> int:
    return max(1, round(side / multiple)) * multiple
