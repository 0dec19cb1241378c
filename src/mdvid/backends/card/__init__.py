"""The drawn illustration: shapes in the theme's colours that say that they are drawn.

It needs no model, so that `![prompt](gen:)` works everywhere; a few words of the prompt choose
what kind of picture it is, the seed all the rest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from mdvid.backends.card.canvas import Canvas
from mdvid.backends.card.chance import Chance
from mdvid.backends.card.choice import choose
from mdvid.backends.card.colours import Colours
from mdvid.backends.card.label import draw_label, face
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import IllustrationRequest


class CardIllustrator:
    """Draws plain shapes: sea, hills, beam of light, rings, bars, tiles, contours; no model."""

    costly = False
    uses_palette = True

    def __init__(self, settings: Mapping[str, object]) -> None:
        if settings:
            raise ConfigError(f"the illustrator `card` has no setting `{next(iter(settings))}`")
        self.recipe: Mapping[str, object] = {}
        self.lanes = os.cpu_count() or 1

    @cached_property
    def fingerprint(self) -> str:
        """The drawing code, and the library that fills the shapes."""
        code = code_fingerprint("backends/card")
        return f"card {code} {face()} pillow {version('pillow')}"

    def close(self) -> None:
        """Nothing is held."""

    def models(self) -> Sequence[ModelInfo]:
        """Return none: there is nothing to choose."""
        return ()

    def model(self, name: str) -> ModelInfo:
        """Return that there is no model."""
        return ModelInfo(name=name)

    def resolve(self, name: str) -> str:
        """Return the empty name: there is nothing to choose.

        Raises:
            ProviderUnavailable: a model was named.
        """
        if name:
            raise ProviderUnavailable(
                f"the illustrator `card` has no model `{name}`: it draws without one",
                hint="write `card` alone",
            )
        return ""

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for."""
        del progress  # it is over before anybody could look
        colours = Colours.of(request.palette)
        chance = Chance(request.seed)
        canvas = Canvas(request.size, colours.ground)
        choose(request.prompt, chance)(canvas, colours, chance)
        image = canvas.image()
        draw_label(image, request.prompt, colours)
        image.save(out, "PNG", compress_level=4)
