"""What providers say of the models behind a plan, each asked once."""

from __future__ import annotations

from typing import Protocol

from mdvid.providers.protocols import ModelInfo, Provider


class Modelled(Provider, Protocol):
    """A provider with models, whatever it makes."""

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`."""
        ...


class Models:
    """Answers of providers, as they were when first asked: for one plan, not for the next.

    A deck has hundreds of sentences and few voices, and to say what is behind a voice its
    provider reads files.
    """

    def __init__(self) -> None:
        self._infos: dict[tuple[int, str], ModelInfo] = {}
        self._fingerprints: dict[int, str] = {}
        self._asked: list[Modelled] = []
        """Kept, so that no other provider can have the identity of one of them."""

    def info(self, provider: Modelled, name: str) -> ModelInfo:
        """Return what is behind the full `name`.

        Raises:
            ProviderUnavailable: it is not on this machine.
        """
        key = (id(provider), name)
        if key not in self._infos:
            self._asked.append(provider)
            self._infos[key] = provider.model(name)
        return self._infos[key]

    def tool(self, provider: Modelled, name: str) -> str:
        """Return what a key says of a provider with this model.

        Raises:
            ProviderUnavailable: one of them is not on this machine.
        """
        info = self.info(provider, name)
        if id(provider) not in self._fingerprints:
            self._fingerprints[id(provider)] = provider.fingerprint
        return f"{self._fingerprints[id(provider)]} {info.revision}"
