"""Sizes of the picture: names, ratios and pixels."""

from __future__ import annotations

import re
from fractions import Fraction

from mdvid.config.values import BadValue
from mdvid.diagnostics import did_you_mean
from mdvid.media.model import Size

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "1440p": (2560, 1440), "4k": (3840, 2160)}
"""Names of sizes; ratios such as 16:9 are the other way to say it."""

SHORT_SIDE = 1080
"""Pixels of the short side where only a ratio is given."""

SMALLEST_SIDE, LARGEST_SIDE = 16, 7680


def size(value: object) -> Size:
    """Return the size in pixels that `1920x1080`, `1080p`, `4k` or `16:9` means, sides even."""
    width, height = written_size(value)
    return Size(width - width % 2, height - height % 2)


def written_size(value: object) -> tuple[int, int]:
    """Return the sides as written, before they are made even."""
    if isinstance(value, Size):
        return value.width, value.height
    written = str(value).strip().lower()
    if written in SIZES:
        return SIZES[written]
    pixels = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", written)
    ratio = re.fullmatch(r"(\d{1,4})\s*[:/]\s*(\d{1,4})", written)
    if pixels:
        sides = int(pixels[1]), int(pixels[2])
    elif ratio and int(ratio[1]) and int(ratio[2]):
        sides = _from_ratio(int(ratio[1]), int(ratio[2]))
    else:
        raise BadValue(
            "must be a size such as `1920x1080`, `1080p`, `4k`, `16:9`, `9:16` or `1:1`",
            did_you_mean(written, (*SIZES, "16:9", "4:3", "9:16", "1:1"), nearness=0.7),
        )
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in sides):
        raise BadValue(f"must have sides from {SMALLEST_SIDE} to {LARGEST_SIDE} pixels")
    return sides


def _from_ratio(width: int, height: int) -> tuple[int, int]:
    """Return that shape with the usual short side, in even pixels."""
    unit = Fraction(SHORT_SIDE, min(width, height))
    return round(width * unit / 2) * 2, round(height * unit / 2) * 2


def draft_size(full: Size, short_side: int = 540) -> Size:
    """Return `full` shrunk to the short side of a draft; a smaller one stays as it is."""
    unit = Fraction(short_side, min(full.width, full.height))
    if unit >= 1:
        return full
    return Size(round(full.width * unit / 2) * 2, round(full.height * unit / 2) * 2)
