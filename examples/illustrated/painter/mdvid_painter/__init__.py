"""An illustrator for mdvid, as an example: landscapes like cut paper, from a prompt and a seed.

Only this module knows mdvid. It imports nothing heavy: mdvid loads it for every build of a deck
that names it, also for those that have nothing to paint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from itertools import count
from pathlib import Path

from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import IllustrationRequest

THICK = 4.0
"""The most mist; 1 is usual."""


class PainterIllustrator:
    """Paints the place that a prompt names, in the light of the hour that it names."""

    costly = True
    """It takes a second or so, and it is not there where mdvid alone is: worth a pin."""
    uses_palette = False
    """The hour gives the colours; another theme must not make mdvid paint anew."""
    lanes = 1
    """One at a time: nothing is gained by a batch."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        unknown = next((key for key in settings if key != "mist"), None)
        if unknown is not None:
            raise ConfigError(
                f"the illustrator `painter` has no setting `{unknown}`",
                hint=did_you_mean(unknown, ["mist"]) or "`mist` is its only one",
            )
        self._mist = _thickness(settings.get("mist", 1))
        # Defaults stay out: so a setting can be added later, and no pin is lost by it.
        self.recipe: Mapping[str, object] = {} if self._mist == 1 else {"mist": self._mist}

    @cached_property
    def fingerprint(self) -> str:
        """The source of this package, its settings, and the libraries that do the sums."""
        source = hashlib.sha256()
        for file in sorted(Path(__file__).parent.glob("*.py")):
            source.update(file.read_bytes())
        tools = f"numpy {version('numpy')} pillow {version('pillow')}"
        return f"painter {source.hexdigest()[:16]} mist {self._mist} {tools}"

    def close(self) -> None:
        """Nothing is held."""

    def models(self) -> Sequence[ModelInfo]:
        """Return none: there is nothing to choose."""
        return ()

    def model(self, name: str) -> ModelInfo:
        """Return under which terms its pictures may be used; pins say so."""
        return ModelInfo(name=name, licence="Apache-2.0", description="paper-cut landscapes")

    def resolve(self, name: str) -> str:
        """Return the empty name.

        Raises:
            ProviderUnavailable: a model was named. Never fall back to something else.
        """
        if name:
            raise ProviderUnavailable(
                f"the illustrator `painter` has no model `{name}`: it paints without one",
                hint="write `painter` alone",
            )
        return ""

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for."""
        from mdvid_painter.choice import choose  # numpy: loaded when something is painted
        from mdvid_painter.sheet import Sheet

        place, hour = choose(f"{request.prompt} {request.style}")
        done = count(1)
        sheet = Sheet(
            request.size.width,
            request.size.height,
            request.seed,
            on_layer=lambda: progress(next(done), place.layers),
        )
        place.paint(sheet, replace(hour, mist=self._mist))
        sheet.image().save(out, "PNG", optimize=True)


def _thickness(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= THICK:
        raise ConfigError(f"`mist` must be a number from 0 to {THICK:g}, not `{value}`")
    return float(value)
