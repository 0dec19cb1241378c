"""The providers of a session: made when first named, warm from then on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TypeVar

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.backends.images import LanczosEnlarger, PillowConverter
from mdvid.backends.libav import LibavEncoder
from mdvid.builder.kept import Kept
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

P = TypeVar("P", bound=Provider)

DRAWN = "card"
"""The illustrator that needs no model."""


class Tools:
    """Keeps providers between builds, so that a second build finds them warm."""

    def __init__(self) -> None:
        self._narrators: dict[str, Kept[Narrator]] = {}
        self._illustrators: dict[str, Kept[Illustrator]] = {}
        self._renderers: Kept[ChromiumRenderer] = Kept()
        self._aligners: Kept[Aligner] = Kept()
        self._enlargers: Kept[Enlarger] = Kept()
        self._animators: Kept[Animator] = Kept()
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
        kept = self._narrators.setdefault(provider, Kept())
        return _kept(kept, registry.narrator, provider, settings, _context(config))

    def aligner(self, config: Config) -> Aligner:
        """Return what finds out when words are spoken."""
        from mdvid.backends.align import CtcAligner  # few decks need it

        return self._aligners.get(
            repr(_context(config)),
            lambda: CtcAligner(
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
        return self._renderers.get(config.browser, lambda: ChromiumRenderer(config.browser))

    def illustrator(self, provider: str, config: Config) -> Illustrator:
        """Return the illustrator called `provider`.

        Raises:
            ConfigError: there is none of that name.
        """
        settings = config.illustrators.get(provider, {})
        kept = self._illustrators.setdefault(provider, Kept())
        return _kept(kept, registry.illustrator, provider, settings, _context(config))

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
            *chain.from_iterable(self._narrators.values()),
            *chain.from_iterable(self._illustrators.values()),
            *self._renderers,
            *self._aligners,
            *self._enlargers,
            *self._animators,
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
    kept: Kept[P],
    make: Callable[[str, Mapping[str, object], Mapping[str, object]], P],
    provider: str,
    settings: Mapping[str, object],
    context: Mapping[str, object],
) -> P:
    """Return the provider that was made with these settings before, or make it."""
    return kept.get(_key(settings, context), lambda: make(provider, settings, context))


def _of_diffusers(kept: Kept[P], make: Callable[..., P], config: Config) -> P:
    """Return what was made with the same settings of the illustrator `diffusers`, or make it."""
    settings, context = config.illustrators.get("diffusers", {}), _context(config)
    return kept.get(_key(settings, context), lambda: make(settings, **context))


def _key(settings: Mapping[str, object], context: Mapping[str, object]) -> str:
    return repr(sorted(settings.items())) + repr(sorted(context.items()))


def _context(config: Config) -> Mapping[str, object]:
    """Return what a provider may be told of the build; see `registry`."""
    return {
        "device": config.device,
        "root": config.root or Path(),
        "accepted": config.accept_licence,
    }
