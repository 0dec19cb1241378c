"""A canvas with smooth edges: everything is drawn at twice the size and then made smaller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from mdvid.backends.card.colours import Colour
from mdvid.media.model import Size

if TYPE_CHECKING:
    from PIL.Image import Image

Point: TypeAlias = tuple[float, float]

_FINE = 12_000_000
"""Pixels; a larger card has edges that nobody sees, and would take too much memory."""


class Canvas:
    """Draws in units of the card's own size: (0, 0) is the top left corner.

    One byte a pixel until the end: a card has few colours, and filling is what takes the time.
    """

    def __init__(self, size: Size, ground: Colour) -> None:
        from PIL import Image, ImageDraw

        self.width = size.width
        self.height = size.height
        self.unit = min(size.width, size.height) / 100
        """A hundredth of the shorter side."""
        self._scale = 2 if size.width * size.height <= _FINE else 1
        self._image = Image.new("P", (size.width * self._scale, size.height * self._scale), 0)
        self._draw = ImageDraw.Draw(self._image)
        self._indexes: dict[Colour, int] = {ground: 0}

    def fill(self, colour: Colour) -> None:
        """Paint everything."""
        self.rectangle((0, 0), (self.width, self.height), colour)

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """Fill a polygon."""
        s = self._scale
        self._draw.polygon([(x * s, y * s) for x, y in points], fill=self._index(colour))

    def rectangle(
        self, corner: Point, opposite: Point, colour: Colour, *, radius: float = 0
    ) -> None:
        """Fill a rectangle with rounded corners."""
        s = self._scale
        box = (corner[0] * s, corner[1] * s, opposite[0] * s, opposite[1] * s)
        self._draw.rounded_rectangle(box, radius * s, fill=self._index(colour))

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        self._draw.ellipse(self._box(centre, radius, radius), fill=self._index(colour))

    def ring(self, centre: Point, radii: Point, colour: Colour, *, line: float) -> None:
        """Draw an ellipse that is upright."""
        width = max(1, round(line * self._scale))
        box = self._box(centre, *radii)
        self._draw.ellipse(box, outline=self._index(colour), width=width)

    def sector(self, centre: Point, radius: float, angles: Point, colour: Colour) -> None:
        """Fill a slice of a circle; angles in degrees, clockwise from the right."""
        box = self._box(centre, radius, radius)
        self._draw.pieslice(box, angles[0], angles[1], fill=self._index(colour))

    def line(self, points: Sequence[Point], colour: Colour, *, width: float) -> None:
        """Draw a line through `points` with round joints and ends."""
        s, thick = self._scale, max(1, round(width * self._scale))
        scaled = [(x * s, y * s) for x, y in points]
        self._draw.line(scaled, fill=self._index(colour), width=thick, joint="curve")
        for point in (points[0], points[-1]):
            self.disc(point, thick / s / 2, colour)

    def image(self) -> Image:
        """Return the card at its size."""
        flat = [0] * (256 * 3)
        for colour, index in self._indexes.items():
            flat[index * 3 : index * 3 + 3] = colour
        self._image.putpalette(flat)
        return self._image.convert("RGB").reduce(self._scale)

    def _box(self, centre: Point, across: float, down: float) -> tuple[float, float, float, float]:
        x, y, s = centre[0], centre[1], self._scale
        return (x - across) * s, (y - down) * s, (x + across) * s, (y + down) * s

    def _index(self, colour: Colour) -> int:
        return self._indexes.setdefault(colour, len(self._indexes))
