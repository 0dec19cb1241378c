"""How much text fits a slide, for decks that are made from articles."""

from __future__ import annotations

from mdvid.deck.model import Capacity
from mdvid.media.model import Size
from mdvid.theme.geometry import SHORT_SIDE, shape, viewport
from mdvid.theme.model import Theme

_WIDE = 1280
"""CSS pixels across a slide of 16:9, for which a theme says its capacity."""

_LARGER_TYPE = 1.12
"""On a tall slide type is larger: it fills the whole width of a phone."""


def capacity(theme: Theme, size: Size) -> Capacity:
    """Return how much text fits under a heading on a slide of `size`.

    A theme says it for 16:9. Type follows the shorter side, so a narrower slide loses columns,
    a taller one gains lines.
    """
    window, own = viewport(size), theme.capacity
    type_size = _LARGER_TYPE if shape(size) == "tall" else 1.0
    columns = own.columns * window.width / _WIDE / type_size
    lines = own.lines * (window.height / SHORT_SIDE) / type_size
    return Capacity(lines=max(3, int(lines)), columns=max(12, int(columns)))
