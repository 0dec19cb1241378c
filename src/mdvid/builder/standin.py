"""A stand-in for a provider: nobody is asked for anything until a result is missing.

What a plan has to know of a provider comes from the pins: so nothing is loaded, no folder of a
model is looked at, and neither model nor provider need be on this machine. Only if something is
missing is the real provider asked; what it lacks then is kept, for whoever tells the user.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from mdvid.builder.blame import NotHad
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.pipeline.models import Modelled
from mdvid.pipeline.pins import ModelName
from mdvid.providers.protocols import ModelInfo

ABSENT = "not here"
"""Fingerprint and revision of what is not on this machine: nothing was ever made with that."""


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
            self.lacks[known.name if known else name] = error
            return known or ModelInfo(name=name, revision=ABSENT)

    @abstractmethod
    def _remembered(self, name: str) -> ModelInfo | None:
        """Return what the pins say of a model."""


class Remembered(StandIn[P]):
    """One of which a single model is known."""

    def __init__(self, make: Callable[[], P], known: ModelName | None) -> None:
        super().__init__(make)
        self._known = known

    def _remembered(self, name: str) -> ModelInfo | None:
        return named(filter(None, (self._known,)), name)


def named(models: Iterable[ModelName], name: str) -> ModelInfo | None:
    """Return what is known of a model that is called `name`, by the deck or in full."""
    for known in models:
        if name in {known.asked, known.name}:
            return ModelInfo(name=known.name, revision=ABSENT)
    return None
