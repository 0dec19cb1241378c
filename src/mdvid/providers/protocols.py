"""The ports: what mdvid cannot do itself.

A provider gets one frozen request and the paths it may read and write, nothing else: it never
sees the cache, a final name, the deck or another provider. It never installs, prompts or falls
back. `out` is a path in an empty staging folder; files beside it with the same stem belong to the
result. A request that cannot be met raises `ProviderFailed`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from mdvid.providers.requests import (
    AlignmentRequest,
    AnimationRequest,
    EnlargementRequest,
    IllustrationRequest,
    NarrationRequest,
)

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many parts of one request are done, and of how many; from any thread."""


def unheard(done: int, total: int) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What is behind a voice or an illustrator; what a pin says of where a result came from."""

    name: str
    """In full, as people write it after `PROVIDER:`; empty if there is nothing to choose."""
    revision: str = ""
    """The commit that was fetched, or the digest of the files: part of the key. Empty for what
    the provider's fingerprint says already."""
    licence: str = ""
    description: str = ""
    word_times: bool = True
    """Whether a voice says when each word is spoken."""


class Provider(Protocol):
    """What every provider offers, whatever it makes. Its methods may be called from threads."""

    @property
    def fingerprint(self) -> str:
        """All that can change the result and is not in a request: tool, version, options.

        Cheap: asking for it loads no model and starts no process.

        Raises:
            ProviderUnavailable: the tool is not on this machine.
        """
        ...

    def close(self) -> None:
        """Give back processes and memory; safe to call twice."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInfo:
    """A voice that can be asked for."""

    name: str
    lang: str
    licence: str = ""
    description: str = ""
    languages: tuple[str, ...] = ()
    """All that it speaks, if `lang` says only that they are several (`mul`)."""


class Generator(Provider, Protocol):
    """What makes results out of words alone."""

    @property
    def costly(self) -> bool:
        """Whether results are worth keeping beside the deck: they take a model, and long."""
        ...

    @property
    def recipe(self) -> Mapping[str, object]:
        """The settings that say what is wanted, where they differ from the defaults.

        Pins are known by them; where and how fast something is made is not among them.
        """
        ...

    def model(self, name: str) -> ModelInfo:
        """Return what is behind the full `name`. Cheap: loads no model, starts no process.

        Raises:
            ProviderUnavailable: it is not on this machine.
        """
        ...


class Narrator(Generator, Protocol):
    """Turns one utterance into speech."""

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the voices that are on this machine."""
        ...

    def resolve(self, name: str, lang: str) -> str:
        """Return the full name of the voice meant by `name` (may be empty) for `lang`.

        Raises:
            ProviderUnavailable: there is no such voice here; the hint names near ones.
        """
        ...

    def narrate(self, request: NarrationRequest, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV (mono, any rate), and word times beside it.

        The times are in `out.with_suffix(".json")`: a list of
        `{"start": sample, "end": sample, "offset": character, "length": characters}` with offsets
        into `request.text`, ordered, in samples of the WAV; empty if the voice gives none.
        """
        ...


@runtime_checkable
class Phonetic(Protocol):
    """What a narrator may offer besides: to say words that are given in the IPA.

    In `NarrationRequest.text` these stand between `⟦` and `⟧`; a narrator without this gets none.
    """

    def sounds(self, name: str) -> Collection[str]:
        """Return the sounds that the voice with the full name `name` can say; may be none."""
        ...


class Illustrator(Generator, Protocol):
    """Turns a prompt into a picture."""

    @property
    def uses_palette(self) -> bool:
        """Whether it draws in the theme's colours; only then are they in its requests."""
        ...

    @property
    def lanes(self) -> int:
        """How many requests it wants at once: those that run together may share a batch."""
        ...

    def models(self) -> Sequence[ModelInfo]:
        """Return the models that are on this machine; none if it needs none."""
        ...

    def resolve(self, name: str) -> str:
        """Return the full name of the model meant by `name` (may be empty).

        Raises:
            ProviderUnavailable: it is not on this machine; the hint says how to get it.
        """
        ...

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for."""
        ...


class Enlarger(Provider, Protocol):
    """Turns a picture into a larger one."""

    @property
    def recipe(self) -> Mapping[str, object]:
        """The settings that say what is wanted, where they differ from the defaults."""
        ...

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`.

        Raises:
            ProviderUnavailable: it is not on this machine.
        """
        ...

    def enlarge(
        self, request: EnlargementRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for."""
        ...


class Animator(Provider, Protocol):
    """Turns a picture into a clip."""

    @property
    def recipe(self) -> Mapping[str, object]:
        """The settings that say what is wanted, where they differ from the defaults."""
        ...

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`.

        Raises:
            ProviderUnavailable: it is not on this machine.
        """
        ...

    def animate(
        self, request: AnimationRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as MP4 (H.264, no sound), at the frame rate that the model works at."""
        ...


class Aligner(Provider, Protocol):
    """Finds out when each word of a take is spoken."""

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`.

        Raises:
            ProviderUnavailable: it is not on this machine.
        """
        ...

    def align(self, request: AlignmentRequest, take: Path, out: Path) -> None:
        """Write `out` as a copy of the take, and word times beside it as a narrator does."""
        ...
