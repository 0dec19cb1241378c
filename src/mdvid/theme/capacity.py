"""How much text fits a slide, for decks that are made from articles."""

from __future__ import annotations

from mdvid.deck.model import Capacity
from mdvid.media.model import Size
from mdvid.theme.model import Theme


def capacity(theme: Theme, size: Size) -> Capacity:
    """Return how much text fits under a heading on a slide of `size`.

    A theme says it for 16:9. Type is as large as the shorter side allows at any shape, so a
    narrower slide loses columns, a taller one gains lines.
    """
    raise NotImplementedError
