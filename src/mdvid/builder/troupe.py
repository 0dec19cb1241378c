"""Which providers a build asks: the real ones, or stand-ins as long as its pins suffice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from mdvid.builder.blame import NotHad
from mdvid.builder.named_files import named_files
from mdvid.builder.standins import (
    PinnedAligner,
    PinnedAnimator,
    PinnedEnlarger,
    PinnedIllustrator,
    PinnedNarrator,
)
from mdvid.builder.tools import Tools, illustrator_of
from mdvid.config.model import Config
from mdvid.errors import ProviderUnavailable
from mdvid.pipeline.actions import Align, Animate, Enlarge, Illustrate, Narrate, PipelineAction
from mdvid.pipeline.pin_keys import settings_digest
from mdvid.pipeline.pins import (
    ALIGNER,
    ANIMATOR,
    ENLARGER,
    ILLUSTRATOR,
    NARRATOR,
    Pins,
    ProviderFacts,
)
from mdvid.providers.protocols import Aligner, Animator, Enlarger, Illustrator, Narrator

AnyStandIn = PinnedNarrator | PinnedIllustrator | PinnedEnlarger | PinnedAnimator | PinnedAligner


class Troupe:
    """Those who work for one build."""

    def __init__(self, tools: Tools, config: Config, pins: Pins) -> None:
        self._tools = tools
        self._config = config
        self._pins = pins
        self._narrators: dict[str, Narrator] = {}
        self._illustrator: Illustrator | None = None
        self._standins: dict[tuple[str, str], AnyStandIn] = {}

    def narrator(self, name: str) -> Narrator:
        """Return the narrator called `name`.

        Raises:
            ProviderUnavailable: it is known, but what it needs is not installed.
            ConfigError: it is not known.
        """
        if name not in self._narrators:
            self._narrators[name] = self._find_narrator(name)
        return self._narrators[name]

    @property
    def illustrator(self) -> Illustrator:
        """The illustrator.

        Raises:
            ProviderUnavailable: it is known, but what it needs is not installed.
            ConfigError: it is not known.
        """
        if self._illustrator is None:
            self._illustrator = self._find_illustrator(illustrator_of(self._config)[0])
        return self._illustrator

    def aligner(self, asked: Collection[str]) -> Aligner:
        """Return what finds out when words are spoken, with models that are called `asked`."""
        make = partial(self._tools.aligner, self._config)
        known = [m for m in self._pins.models if m.provider == ALIGNER and m.asked in asked]
        if not known and not self._config.frozen:
            return make()
        standin = PinnedAligner(make, known)
        self._standins[ALIGNER, ""] = standin
        return standin

    @property
    def enlarger(self) -> Enlarger:
        """What makes pictures larger."""
        make = partial(self._tools.enlarger, self._config)
        asked = self._config.illustration.upscaler
        known = self._pins.model(ENLARGER, asked)
        if not asked or (not known and not self._config.frozen):
            return make()
        standin = PinnedEnlarger(make, known, self._facts(ENLARGER))
        self._standins[ENLARGER, ""] = standin
        return standin

    @property
    def animator(self) -> Animator:
        """What makes clips of pictures."""
        make = partial(self._tools.animator, self._config)
        known = self._pins.model(ANIMATOR, self._config.illustration.animator)
        if not known and not self._config.frozen:
            return make()
        standin = PinnedAnimator(make, known, self._facts(ANIMATOR))
        self._standins[ANIMATOR, ""] = standin
        return standin

    def ask(self) -> bool:
        """Ask the real providers from now on; say whether somebody else was asked before."""
        idle = [standin for standin in self._standins.values() if not standin.asked]
        for standin in idle:
            standin.asked = True
        return bool(idle)

    def lack(self, action: PipelineAction) -> NotHad | None:
        """Return why `action` cannot be performed on this machine."""
        match action:
            case Narrate(request=request):
                standin = self._standins.get((NARRATOR, request.voice.provider))
                model = request.voice.name
            case Illustrate(request=request):
                standin = self._standins.get((ILLUSTRATOR, illustrator_of(self._config)[0]))
                model = request.model
            case Align(request=request):
                standin, model = self._standins.get((ALIGNER, "")), request.model
            case Enlarge(request=request):
                standin, model = self._standins.get((ENLARGER, "")), request.model
            case Animate(request=request):
                standin, model = self._standins.get((ANIMATOR, "")), request.model
            case _:
                return None
        if standin is None:
            return None
        return standin.lacks.get(model) or standin.lacks.get("")

    def _facts(self, kind: str) -> ProviderFacts | None:
        """Return what is known of those that have the settings of the illustrator `diffusers`."""
        return self._known(kind, "", self._config.illustrators.get("diffusers", {}))

    def _known(self, kind: str, name: str, settings: Mapping[str, object]) -> ProviderFacts | None:
        files = named_files(settings, self._config.root)
        return self._pins.provider(kind, name, settings_digest(settings), files)

    def _find_narrator(self, name: str) -> Narrator:
        config, pins = self._config, self._pins
        make = partial(self._tools.narrator, name, config)
        voices = [voice for voice in pins.voices if voice.provider == name]
        if not voices and not (config.frozen and _costly(make)):
            return make()
        facts = self._known(NARRATOR, name, config.narrators.get(name, {}))
        standin = PinnedNarrator(make, facts, voices, lenient=config.frozen)
        self._standins[NARRATOR, name] = standin
        return standin

    def _find_illustrator(self, name: str) -> Illustrator:
        config, pins = self._config, self._pins
        make = partial(self._tools.illustrator, name, config)
        models = [model for model in pins.models if model.provider == name]
        if not models and not (config.frozen and _costly(make)):
            return make()
        facts = self._known(ILLUSTRATOR, name, config.illustrators.get(name, {}))
        standin = PinnedIllustrator(make, facts, models, lenient=config.frozen)
        self._standins[ILLUSTRATOR, name] = standin
        return standin


def _costly(make: partial[Narrator] | partial[Illustrator]) -> bool:
    """Return whether a provider is costly; one that lacks something of this machine is."""
    try:
        return make().costly
    except ProviderUnavailable:
        return True
