"""The providers of a session: made when first named, warm from then on."""

from __future__ import annotations

from pathlib import Path

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.backends.images import PillowConverter
from mdvid.backends.libav import LibavEncoder
from mdvid.config.model import Config
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers import registry
from mdvid.providers.protocols import Illustrator, Narrator


class Tools:
    """Keeps providers between builds, so that a second build finds them warm."""

    def __init__(self) -> None:
        self._narrators: dict[str, Narrator] = {}
        self._illustrators: dict[str, Illustrator] = {}
        self._renderers: dict[Path | None, ChromiumRenderer] = {}
        self._encoder = LibavEncoder()
        self._converter = PillowConverter()

    def narrator(self, provider: str) -> Narrator:
        """Return the narrator called `provider`.

        Raises:
            ConfigError: there is none of that name.
        """
        if provider not in self._narrators:
            self._narrators[provider] = registry.narrator(provider, {})
        return self._narrators[provider]

    def renderer(self, browser: Path | None) -> ChromiumRenderer:
        """Return the renderer that uses `browser`, or the one that is found."""
        if browser not in self._renderers:
            self._renderers[browser] = ChromiumRenderer(browser)
        return self._renderers[browser]

    def toolbox(self, config: Config) -> Toolbox:
        """Return the tools for one build; narrators are those that were asked for so far."""
        provider = config.illustrator.partition(":")[0]
        if provider not in self._illustrators:
            self._illustrators[provider] = registry.illustrator(provider, {})
        return Toolbox(
            narrators=dict(self._narrators),
            illustrator=self._illustrators[provider],
            renderer=self.renderer(config.browser),
            encoder=self._encoder,
            converter=self._converter,
        )

    def close(self) -> None:
        """End every process that was started; safe to call twice."""
        for tool in (
            *self._narrators.values(),
            *self._illustrators.values(),
            *self._renderers.values(),
            self._encoder,
        ):
            tool.close()
