"""Providers whose results are pinned: nobody is asked for anything until a result is missing.

What a plan has to know of them comes from the pins: so nothing is loaded, no folder of a model is
looked at, and neither model nor provider need be on this machine. Only if something is missing is
the real provider asked; what it lacks then is kept, for whoever tells the user.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from mdvid.builder.blame import NotHad
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.pipeline.pins import ModelName, ProviderFacts, VoiceName
from mdvid.providers.protocols import (
    Aligner,
    Animator,
    Enlarger,
    Illustrator,
    ModelInfo,
    Narrator,
    Progress,
    Provider,
    VoiceInfo,
    unheard,
)
from mdvid.providers.requests import (
    AlignmentRequest,
    AnimationRequest,
    EnlargementRequest,
    IllustrationRequest,
    NarrationRequest,
)

ABSENT = "not here"
"""Fingerprint and revision of what is not on this machine: nothing was ever made with that."""


class Modelled(Provider, Protocol):
    """A provider with models, whatever it makes."""

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`."""
        ...


P = TypeVar("P", bound=Modelled)


class StandIn(ABC, Generic[P]):
    """What all of them have in common."""

    costly = True

    def __init__(self, make: Callable[[], P]) -> None:
        """`make` returns the real provider, or raises what `NotHad` says."""
        self._make = make
        self.asked = False
        """Whether the real provider is asked: something is not pinned."""
        self.lacks: dict[str, NotHad] = {}
        """Why a model cannot be had, by its full name; under the empty one why none can."""

    @property
    def fingerprint(self) -> str:
        """That of the real provider, once it is asked."""
        if not self.asked:
            return ABSENT
        try:
            return self.real().fingerprint
        except (ConfigError, ProviderUnavailable) as error:
            self.lacks[""] = error
            return ABSENT

    def close(self) -> None:
        """Do nothing: whoever made the real provider closes it."""

    def real(self) -> P:
        """Return the real provider.

        Raises:
            ProviderUnavailable: it is known, but what it needs is not installed.
            ConfigError: it is not known.
        """
        return self._make()

    def model(self, name: str) -> ModelInfo:
        """Return what is behind the full `name`; what is remembered, if it is not here."""
        known = self._remembered(name)
        if known and not self.asked:
            return known
        try:
            return self.real().model(name)
        except (ConfigError, ProviderUnavailable) as error:
            self.lacks[name] = error
            return known or ModelInfo(name=name, revision=ABSENT)

    @abstractmethod
    def _remembered(self, name: str) -> ModelInfo | None:
        """Return what the pins say of a model."""


class PinnedAligner(StandIn[Aligner]):
    """Knows the model that word times were pinned of."""

    def __init__(self, make: Callable[[], Aligner], known: ModelName | None) -> None:
        super().__init__(make)
        self._known = known

    def align(self, request: AlignmentRequest, take: Path, out: Path) -> None:
        """Let the real aligner listen."""
        self.real().align(request, take, out)

    def _remembered(self, name: str) -> ModelInfo | None:
        return _named(self._known, name)


class PinnedEnlarger(StandIn[Enlarger]):
    """Knows the model that pictures were enlarged by."""

    def __init__(self, make: Callable[[], Enlarger], known: ModelName | None) -> None:
        super().__init__(make)
        self._known = known

    def enlarge(
        self, request: EnlargementRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Let the real enlarger work."""
        self.real().enlarge(request, picture, out, progress)

    def _remembered(self, name: str) -> ModelInfo | None:
        return _named(self._known, name)


class PinnedAnimator(StandIn[Animator]):
    """Knows the model that clips were made by."""

    def __init__(self, make: Callable[[], Animator], known: ModelName | None) -> None:
        super().__init__(make)
        self._known = known

    def animate(
        self, request: AnimationRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Let the real animator work."""
        self.real().animate(request, picture, out, progress)

    def _remembered(self, name: str) -> ModelInfo | None:
        return _named(self._known, name)


class PinnedNarrator(StandIn[Narrator]):
    """Knows the voices that takes were pinned of."""

    def __init__(
        self,
        make: Callable[[], Narrator],
        facts: ProviderFacts | None,
        voices: Sequence[VoiceName],
        *,
        lenient: bool = False,
    ) -> None:
        """`lenient`: a voice that cannot be had is called as it was asked for."""
        super().__init__(make)
        self._facts = facts
        self._voices = tuple(voices)
        self._lenient = lenient

    @property
    def recipe(self) -> Mapping[str, object]:
        """What its pins were made by; asks the real one if the settings are others now."""
        return self._facts.recipe if self._facts else _recipe(self, lenient=self._lenient)

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the voices that are on this machine."""
        return self.real().voices()

    def resolve(self, name: str, lang: str) -> str:
        """Return the full name that is remembered, or that the real narrator says."""
        known = next((v for v in self._voices if (v.asked, v.lang) == (name, lang)), None)
        if known:
            return known.name
        try:
            return self.real().resolve(name, lang)
        except ProviderUnavailable as error:
            if not self._lenient:
                raise
            self.lacks[name] = error
            return name

    def narrate(self, request: NarrationRequest, out: Path) -> None:
        """Let the real narrator speak."""
        self.real().narrate(request, out)

    def _remembered(self, name: str) -> ModelInfo | None:
        known = next((v for v in self._voices if v.name == name), None)
        if known is None:
            return None
        return ModelInfo(name=name, revision=ABSENT, word_times=known.word_times)


class PinnedIllustrator(StandIn[Illustrator]):
    """Knows the models that pictures were pinned of."""

    def __init__(
        self,
        make: Callable[[], Illustrator],
        facts: ProviderFacts | None,
        models: Sequence[ModelName],
        *,
        lenient: bool = False,
    ) -> None:
        """`lenient`: a model that cannot be had is called as it was asked for."""
        super().__init__(make)
        self._facts = facts
        self._models = tuple(models)
        self._lenient = lenient

    @property
    def recipe(self) -> Mapping[str, object]:
        """What its pins were made by; asks the real one if the settings are others now."""
        return self._facts.recipe if self._facts else _recipe(self, lenient=self._lenient)

    @property
    def uses_palette(self) -> bool:
        """Whether it draws in the theme's colours."""
        if self._facts:
            return self._facts.palette
        try:
            return self.real().uses_palette
        except ProviderUnavailable:
            if not self._lenient:
                raise
            return False

    @property
    def lanes(self) -> int:
        """How many pictures are drawn at once, if any is drawn."""
        return 1 if not self.asked or self.lacks else self.real().lanes

    def models(self) -> Sequence[ModelInfo]:
        """Return the models that are on this machine."""
        return self.real().models()

    def _remembered(self, name: str) -> ModelInfo | None:
        return next(filter(None, (_named(known, name) for known in self._models)), None)

    def resolve(self, name: str) -> str:
        """Return the full name that is remembered, or that the real illustrator says."""
        known = next((m for m in self._models if m.asked == name), None)
        if known:
            return known.name
        try:
            return self.real().resolve(name)
        except ProviderUnavailable as error:
            if not self._lenient:
                raise
            self.lacks[name] = error
            return name

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        """Let the real illustrator draw."""
        self.real().illustrate(request, out, progress)


def _recipe(standin: PinnedNarrator | PinnedIllustrator, *, lenient: bool) -> Mapping[str, object]:
    try:
        return standin.real().recipe
    except ProviderUnavailable as error:
        if not lenient:
            raise
        standin.lacks[""] = error
        return {}


def _named(known: ModelName | None, name: str) -> ModelInfo | None:
    """Return what is known of a model that is called `name`, by the deck or in full."""
    if known and name in {known.asked, known.name}:
        return ModelInfo(name=known.name, revision=ABSENT)
    return None
