"""The stand-ins of a build, one for each kind of provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from mdvid.builder.standin import ABSENT, Remembered, StandIn, named
from mdvid.errors import ProviderUnavailable
from mdvid.pipeline.pins import ModelName, ProviderFacts, VoiceName
from mdvid.providers.protocols import (
    Aligner,
    Animator,
    Enlarger,
    Illustrator,
    ModelInfo,
    Narrator,
    Progress,
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


class PinnedAligner(StandIn[Aligner]):
    """Knows the models that word times were pinned of, one for each language."""

    def __init__(self, make: Callable[[], Aligner], models: Sequence[ModelName]) -> None:
        super().__init__(make)
        self._models = tuple(models)

    def align(self, request: AlignmentRequest, take: Path, out: Path) -> None:
        """Let the real aligner listen."""
        self.real().align(request, take, out)

    def _remembered(self, name: str) -> ModelInfo | None:
        return named(self._models, name)


R = TypeVar("R", bound=Enlarger | Animator)


class _Reworker(Remembered[R]):
    """Makes something else of a picture, by a model whose settings were pinned as well."""

    def __init__(
        self, make: Callable[[], R], known: ModelName | None, facts: ProviderFacts | None
    ) -> None:
        super().__init__(make, known)
        self._facts = facts

    @property
    def recipe(self) -> Mapping[str, object]:
        """What its pins were made by; asks the real one if the settings are others now."""
        return self._facts.recipe if self._facts else self.real().recipe


class PinnedEnlarger(_Reworker[Enlarger]):
    """Knows the model that pictures were enlarged by."""

    def enlarge(
        self, request: EnlargementRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Let the real enlarger work."""
        self.real().enlarge(request, picture, out, progress)


class PinnedAnimator(_Reworker[Animator]):
    """Knows the model that clips were made by."""

    def animate(
        self, request: AnimationRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Let the real animator work."""
        self.real().animate(request, picture, out, progress)


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
        return named(self._models, name)

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
