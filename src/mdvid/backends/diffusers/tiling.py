"""Enlarging a picture tile by tile, so that one of any size fits into memory.

Neighbouring tiles overlap. What a model makes near the edge of a tile, where it sees no further,
is not used, and from there one tile fades into the next, so that no seam is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
"""Height, width, three colours; 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """How pictures are cut; in pixels of the picture that goes in."""

    side: int
    """Of a tile; what is no longer than that is not cut."""
    overlap: int
    """Of neighbouring tiles, at least; less than half of `side`."""
    margin: int
    """At a tile's inner edges that is not used; less than half of `overlap`."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a tile lies along one axis."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Pixels."""
        return self.end - self.start


def stretches(length: int, tiling: Tiling) -> tuple[Stretch, ...]:
    """Return the tiles along an axis: as few as possible, all of one length, evenly spread."""
    if length <= tiling.side:
        return (Stretch(0, length),)
    spare = length - tiling.side
    step = tiling.side - tiling.overlap
    more = -(-spare // step)
    starts = [spare * number // more for number in range(more + 1)]
    return tuple(Stretch(start, start + tiling.side) for start in starts)


def weights(stretch: Stretch, length: int, tiling: Tiling, scale: int) -> NDArray[np.float32]:
    """Return how much each enlarged pixel of a tile counts: nothing at inner edges, then more."""
    ramp = tiling.overlap - 2 * tiling.margin
    middle = (np.arange(stretch.length * scale, dtype=np.float32) + 0.5) / scale
    share = np.ones_like(middle)
    if stretch.start > 0:
        share = np.minimum(share, (middle - tiling.margin) / ramp)
    if stretch.end < length:
        share = np.minimum(share, (stretch.length - middle - tiling.margin) / ramp)
    return np.maximum(share, 0)


def count(width: int, height: int, tiling: Tiling) -> int:
    """Return how many tiles a picture is cut into."""
    return len(stretches(width, tiling)) * len(stretches(height, tiling))


def enlarge(picture: Pixels, tiling: Tiling, model: Callable[[Pixels], Pixels]) -> Pixels:
    """Return the picture as `model` enlarges it, by a whole factor that is the same for all tiles.

    Raises:
        ValueError: `model` does not enlarge by a whole factor.
    """
    height, width, colours = picture.shape
    result = total = np.zeros(0, np.float32)
    scale = 0
    for down, across in _tiles(width, height, tiling):
        tile = picture[down.start : down.end, across.start : across.end]
        enlarged = model(tile)
        if not scale:
            scale = _scale(tile, enlarged)
            result = np.zeros((height * scale, width * scale, colours), np.float32)
            total = np.zeros((height * scale, width * scale, 1), np.float32)
        if enlarged.shape != (down.length * scale, across.length * scale, colours):
            raise ValueError(f"a tile of {_size(tile)} became one of {_size(enlarged)}")
        share = np.outer(
            weights(down, height, tiling, scale), weights(across, width, tiling, scale)
        )[..., np.newaxis]
        place = (
            slice(down.start * scale, down.end * scale),
            slice(across.start * scale, across.end * scale),
        )
        result[place] += share * enlarged
        total[place] += share
    result /= total
    return result


def _tiles(width: int, height: int, tiling: Tiling) -> Iterator[tuple[Stretch, Stretch]]:
    for down in stretches(height, tiling):
        for across in stretches(width, tiling):
            yield down, across


def _scale(tile: Pixels, enlarged: Pixels) -> int:
    scale, rest = divmod(len(enlarged), len(tile))
    if rest or scale < 1:
        raise ValueError(f"a tile of {_size(tile)} became one of {_size(enlarged)}")
    return scale


def _size(picture: Pixels) -> str:
    return f"{picture.shape[1]}x{picture.shape[0]}"
