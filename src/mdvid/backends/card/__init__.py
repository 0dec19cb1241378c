"""The drawn illustration: shapes in the theme's colours that say that they are drawn.

It needs no model, so that `![prompt](gen:)` works everywhere; a few words of the prompt choose
what kind of picture it is, the seed all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from mdvid.backends.card.canvas import Canvas
from mdvid.backends.card.chance import Chance
from mdvid.backends.card.choice import choose
from mdvid.backends.card.colours import Colours
from mdvid.backends.card.label import draw_label, face
from mdvid.errors import ConfigError
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.requests import IllustrationRequest


class CardIllustrator:
    """Draws plain shapes: sea, hills, beam of light, rings, bars, tiles, contours; no model."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        if settings:
            raise ConfigError(f"the illustrator `card` has no setting `{next(iter(settings))}`")

    @cached_property
    def fingerprint(self) -> str:
        """The drawing code, and the library that fills the shapes."""
        code = code_fingerprint("backends/card")
        return f"card {code} {face()} pillow {version('pillow')}"

    def close(self) -> None:
        """Nothing is held."""

    def illustrate(self, request: IllustrationRequest, out: Path) -> None:
        """Write `out` as PNG of exactly the size asked for."""
        colours = Colours.of(request.palette)
        chance = Chance(request.seed)
        canvas = Canvas(request.size, colours.ground)
        choose(request.prompt, chance)(canvas, colours, chance)
        image = canvas.image()
        draw_label(image, request.prompt, colours)
        image.save(out, "PNG", compress_level=4)
