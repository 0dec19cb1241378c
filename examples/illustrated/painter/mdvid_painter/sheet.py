"""A sheet to paint on as paper is cut: layer over layer, from far to near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Field: TypeAlias = NDArray[np.floating[Any]]
"""Numbers: one for each pixel (a mask, from 0 to 1), for each column (a line), or a colour."""
Point: TypeAlias = tuple[float, float]

FINE = 4
"""Samples that a pixel has along each axis where an edge runs through it."""

DITHER = (
    np.array(((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5)), np.float32) + 0.5
) / 16
"""Thresholds from 0 to 1 (Bayer, 1973)."""


def colour(text: str) -> Field:
    """Return `#rrggbb` as red, green and blue from 0 to 1."""
    return np.array([int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)], np.float32)


def blend(colours: Sequence[str], places: Field | float) -> Field:
    """Return the colours at `places` between 0 (the first of `colours`) and 1 (the last)."""
    stops = np.array([colour(text) for text in colours])
    at = np.linspace(0, 1, len(stops))
    channels = [np.interp(places, at, stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


class Sheet:
    """Pixels, and a source of chance. Lengths are in heights of the sheet.

    So (0, 0) is the top left corner, (`right`, 1) the bottom right one, and a tall sheet shows the
    same things as a wide one, only less of them.
    """

    def __init__(
        self, width: int, height: int, seed: int, on_layer: Callable[[], None] = lambda: None
    ) -> None:
        self.width, self.height, self.right = width, height, width / height
        self.rng = np.random.default_rng(seed)
        self.on_layer = on_layer
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        self.x, self.y = (columns + 0.5) / height, (rows + 0.5) / height
        self.columns = (np.arange(width * FINE, dtype=np.float32) + 0.5) / FINE / height
        """Where a line has its heights: `FINE` times in each pixel."""
        self.pixels = np.zeros((height, width, 3), np.float32)

    def lay(self, mask: Field, tint: Field) -> None:
        """Lay a colour, or one for each pixel, over what is there."""
        self.pixels += (tint - self.pixels) * mask[..., None]

    def shine(self, mask: Field, tint: Field) -> None:
        """Add light; what is bright gains less, so that nothing burns out."""
        self.pixels += (1 - self.pixels) * tint * mask[..., None]

    def inside(self, distance: Field) -> Field:
        """Return the mask of what is inside an edge, given distances to it, negative inside."""
        mask: Field = np.clip(0.5 - distance * self.height, 0, 1)
        return mask

    def away(self, centre: Point) -> Field:
        """Return how far each pixel is from a point."""
        distance: Field = np.hypot(self.x - centre[0], self.y - centre[1])
        return distance

    def below(self, line: Field) -> Field:
        """Return how far each pixel is below a line."""
        distance: Field = self.y - line.reshape(self.width, FINE).mean(axis=1)
        return distance

    def under(self, line: Field) -> Field:
        """Return the mask of what is under a line: exact downwards, sampled across."""
        parts = [self.inside(line[start::FINE] - self.y) for start in range(FINE)]
        mask: Field = np.mean(parts, axis=0)
        return mask

    def polygon(self, *corners: Point) -> Field:
        """Return the mask of a polygon: drawn larger, and made smaller for smooth edges."""
        scale = self.height * FINE
        large = Image.new("L", (self.width * FINE, scale))
        ImageDraw.Draw(large).polygon([(x * scale, y * scale) for x, y in corners], fill=255)
        return np.asarray(large.reduce(FINE), np.float32) / 255

    def shadow(self, mask: Field) -> Field:
        """Return the soft shadow that a paper throws on what is behind it."""
        paper = Image.fromarray((mask * 255).astype(np.uint8))
        blurred = paper.filter(ImageFilter.GaussianBlur(self.height / 80))
        return np.asarray(blurred, np.float32) / 255

    def ridge(self, roughness: float) -> Field:
        """Return a line from 0 to 1 that is as rough from near as from far.

        Midpoint displacement (Fournier, Fussell and Carpenter, 1982): every piece is halved and
        its middle moved by chance, each time `roughness` as far. 0.6 makes rock, 0.4 hills.
        """
        line, reach = self.rng.uniform(-1, 1, 3 + int(self.right)), 1.0
        while len(line) < len(self.columns):
            middles = (line[1:] + line[:-1]) / 2
            moved = middles + self.rng.uniform(-reach, reach, len(middles))
            line = np.insert(line, range(1, len(line)), moved)
            reach *= roughness
        even = np.linspace(0, len(line) - 1, len(self.columns))
        line = np.interp(even, np.arange(len(line)), line)
        return _spread(line)

    def drift(self, stretch: float) -> Field:
        """Return clouds from 0 to 1, `stretch` times as wide as they are high: octaves of noise."""
        total = np.zeros_like(self.x)
        for octave in range(6):
            rows = 3 * 2**octave
            grid = self.rng.random((rows, max(2, round(rows * self.right / stretch))), np.float32)
            size = self.width, self.height
            total += np.asarray(Image.fromarray(grid).resize(size)) / 1.8**octave
        return _spread(total)

    def image(self) -> Image.Image:
        """Return the picture, dithered in a fixed pattern: no steps where colours run softly.

        Random grain would hide them too, and make the file twice as large.
        """
        pattern = np.tile(DITHER, (self.height // 4 + 1, self.width // 4 + 1))
        levels = self.pixels * 255 + pattern[: self.height, : self.width, None]
        return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def _spread(values: Field) -> Field:
    """Return `values` moved and stretched to reach from 0 to 1."""
    spread: Field = (values - values.min()) / np.ptp(values)
    return spread
