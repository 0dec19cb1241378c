"""Pictures that are none: not a number, black, of one colour, or covered by a safety checker."""

from __future__ import annotations

from typing import Any

BLACK = 8 / 255
"""A picture without a brighter pixel is black to everybody."""

FLAT = 1 / 255
"""Standard deviation of brightness below which there is nothing to see."""


def fault(pixels: Any, *, flagged: bool) -> str | None:
    """Return what is wrong with a picture; None if it can be shown.

    `pixels` are numbers from 0 to 1, by row, column and channel. `flagged` is what the pipeline's
    own safety checker says; it blackens the picture too.
    """
    import numpy as np

    if flagged:
        return "the model's safety checker does not let it be shown"
    if not np.isfinite(pixels).all():
        return "it is not a picture: some of its pixels are not a number (NaN)"
    if pixels.max() <= BLACK:
        return "it is black"
    if pixels.std(axis=(0, 1)).max() < FLAT:
        return "it is of one colour"
    return None
