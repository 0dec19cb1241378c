"""The size of a slide in CSS pixels, whatever the size of the picture.

Real decks carry lengths in CSS pixels (`![w:300](x.png)`, `font-size: 24px`) that were chosen on
Marp's canvas of 1280x720. So every slide is laid out with a short side of 720 CSS pixels, and the
browser's device scale factor makes the picture larger or smaller.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mdvid.media.model import Size

SHORT_SIDE = 720
"""CSS pixels along the shorter side of every slide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """What the browser's window must be so that a slide fills a picture exactly."""

    width: int
    """CSS pixels; the last one may be partly outside the picture."""
    height: int
    scale: float
    """Device pixels per CSS pixel."""


def viewport(size: Size) -> Viewport:
    """Return the window in which a slide for a picture of `size` is laid out."""
    short = min(size.width, size.height)
    return Viewport(
        width=math.ceil(size.width * SHORT_SIDE / short),
        height=math.ceil(size.height * SHORT_SIDE / short),
        scale=short / SHORT_SIDE,
    )


def shape(size: Size) -> str:
    """Return `wide` (16:9, 4:3), `square` or `tall` (9:16): what a layout depends on."""
    ratio = size.width / size.height
    if ratio > 1.2:  # noqa: PLR2004  # between 1:1 and 5:4
        return "wide"
    return "square" if ratio > 0.8 else "tall"  # noqa: PLR2004  # between 4:5 and 1:1
