"""The providers of a session: made when first named, warm from then on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.backends.images import LanczosEnlarger, PillowConverter
from mdvid.backends.libav import LibavEncoder
from mdvid.config.model import Config
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers import registry
from mdvid.providers.production import RecordingDecoder
from mdvid.providers.protocols import (
    Aligner,
    Animator,
    Enlarger,
    Illustrator,
    Narrator,
    Provider,
)

P = TypeVar("P")

DRAWN = "card"
"""The illustrator that needs no model."""


class Tools:
    """Keeps providers between builds, so that a second build finds them warm."""

    def __init__(self) -> None:
        self._narrators: dict[tuple[str, str], Narrator] = {}
        self._illustrators: dict[tuple[str, str], Illustrator] = {}
        self._renderers: dict[Path | None, ChromiumRenderer] = {}
        self._aligners: dict[str, Aligner] = {}
        self._enlargers: dict[str, Enlarger] = {}
        self._animators: dict[str, Animator] = {}
        self._resampler = LanczosEnlarger()
        self._encoder = LibavEncoder()
        self._converter = PillowConverter()
        self._recordings: RecordingDecoder | None = None

    def narrator(self, provider: str, config: Config) -> Narrator:
        """Return the narrator called `provider`.

        Raises:
            ConfigError: there is none of that name.
        """
        settings = config.narrators.get(provider, {})
        return _kept(self._narrators, registry.narrator, provider, settings, _context(config))

    def aligner(self, config: Config) -> Aligner:
        """Return what finds out when words are spoken."""
        from mdvid.backends.align import CtcAligner  # few decks need it

        return self._aligners.setdefault(
            repr(_context(config)),
            CtcAligner(
                device=config.device, root=config.root or Path(), accepted=config.accept_licence
            ),
        )

    @property
    def recordings(self) -> RecordingDecoder:
        """What reads recordings."""
        from mdvid.backends.libav.recordings import LibavRecordings  # few decks need it

        self._recordings = self._recordings or LibavRecordings()
        return self._recordings

    def enlarger(self, config: Config) -> Enlarger:
        """Return what makes pictures larger: by a model, if one is named.

        Raises:
            ConfigError: its settings make no sense.
        """
        if not config.illustration.upscaler:
            return self._resampler
        from mdvid.backends.diffusers.enlarger import DiffusersEnlarger  # few decks need it

        return _of_diffusers(self._enlargers, DiffusersEnlarger, config)

    def animator(self, config: Config) -> Animator:
        """Return what makes clips of pictures.

        Raises:
            ConfigError: its settings make no sense.
        """
        from mdvid.backends.diffusers.animator import DiffusersAnimator  # few decks need it

        return _of_diffusers(self._animators, DiffusersAnimator, config)

    def renderer(self, config: Config) -> ChromiumRenderer:
        """Return the renderer that uses the browser of `config`, or the one that is found."""
        if config.browser not in self._renderers:
            self._renderers[config.browser] = ChromiumRenderer(config.browser)
        return self._renderers[config.browser]

    def illustrator(self, provider: str, config: Config) -> Illustrator:
        """Return the illustrator called `provider`.

        Raises:
            ConfigError: there is none of that name.
        """
        settings = config.illustrators.get(provider, {})
        return _kept(self._illustrators, registry.illustrator, provider, settings, _context(config))

    def toolbox(
        self, config: Config, narrators: Mapping[str, Narrator], illustrator: Illustrator
    ) -> Toolbox:
        """Return the tools for one build with these narrators and this illustrator."""
        return Toolbox(
            narrators=narrators,
            illustrator=illustrator,
            renderer=self.renderer(config),
            encoder=self._encoder,
            converter=self._converter,
        )

    def close(self) -> None:
        """End every process that was started; safe to call twice."""
        tools: tuple[Provider, ...] = (
            *self._narrators.values(),
            *self._illustrators.values(),
            *self._renderers.values(),
            *self._aligners.values(),
            *self._enlargers.values(),
            *self._animators.values(),
            *filter(None, [self._recordings]),
            self._resampler,
            self._encoder,
            self._converter,
        )
        with ExitStack() as stack:  # ends all of them, also if one of them fails to
            for tool in tools:
                stack.callback(tool.close)


def illustrator_of(config: Config) -> tuple[str, str]:
    """Return the name of the illustrator, and of its model as it is asked for."""
    # A draft is a quick look: no model is asked, whatever the deck wants in the end.
    provider, _, model = config.illustrator.partition(":")
    return (DRAWN, "") if config.draft else (provider, model)


def _kept(
    kept: dict[tuple[str, str], P],
    make: Callable[[str, Mapping[str, object], Mapping[str, object]], P],
    provider: str,
    settings: Mapping[str, object],
    context: Mapping[str, object],
) -> P:
    """Return the provider that was made with these settings before, or make it."""
    key = (provider, repr(sorted(settings.items())) + repr(sorted(context.items())))
    if key not in kept:
        kept[key] = make(provider, settings, context)
    return kept[key]


def _of_diffusers(kept: dict[str, P], make: Callable[..., P], config: Config) -> P:
    """Return what was made with the same settings of the illustrator `diffusers`, or make it."""
    settings, context = config.illustrators.get("diffusers", {}), _context(config)
    key = repr(sorted(settings.items())) + repr(sorted(context.items()))
    if key not in kept:
        kept[key] = make(settings, **context)
    return kept[key]


def _context(config: Config) -> Mapping[str, object]:
    """Return what a provider may be told of the build; see `registry`."""
    return {
        "device": config.device,
        "root": config.root or Path(),
        "accepted": config.accept_licence,
    }
