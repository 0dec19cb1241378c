"""Pins: costly results that lie beside the deck, and what has to be known to use them.

With them a deck is built where its models are not. So they also say what a model is called in
full, and what mdvid would have asked the model's provider while it plans.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from mdvid.engine.digest import Digest
from mdvid.media.model import Size

T = TypeVar("T")

DIGITS = 12
"""Hexadecimal digits of a key in the names of files: enough to tell a deck's pins apart."""

NARRATOR, ILLUSTRATOR = "narrator", "illustrator"
"""Kinds of provider."""
ALIGNER, ENLARGER, ANIMATOR = "align", "upscaler", "animator"
"""What stands for the provider in the name of a model that nobody chooses a provider for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinFile:
    """One file of a pinned result."""

    suffix: str
    """`.png`; the main file of a result has the suffix of its action."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedFiles:
    """The files of one pinned result."""

    stem: str
    """What their names begin with: `illustration-0123456789ab`."""
    files: tuple[PinFile, ...]
    """The main file, then what belongs to it."""
    size: Size | None = None
    """Of a picture or a clip, as it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """By what something was made."""

    provider: str = ""
    model: str = ""
    revision: str = ""
    licence: str = ""
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One pinned result. Of its fields only the first three matter to builds."""

    key: Digest
    """Of what was wanted; see `pin_keys`."""
    kind: str
    """`illustration`, `enlarged`, `clip`, `narration`, `alignment`."""
    files: tuple[PinFile, ...]
    """The main file, then what belongs to it."""
    origin: Origin = Origin()
    made_from: tuple[Origin, ...] = ()
    """Of the results that it was made from, the last one first."""
    slide: str = ""
    """Title of the slide that it was made for."""
    text: str = ""
    """What is said, or shown."""

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return file_stem(self.kind, self.key)

    def placed(self, size: Size | None = None) -> PinnedFiles:
        """Return what a build has to know of it; `size` is that of a picture or a clip."""
        return PinnedFiles(stem=self.stem, files=self.files, size=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceName:
    """What a voice is called in full."""

    provider: str
    asked: str
    """As the deck names it; empty for the default of the language."""
    lang: str
    name: str
    word_times: bool = True
    """Whether it says when each word is spoken: what is planned depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """What a model is called in full."""

    provider: str
    asked: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """What a provider makes of its settings."""

    kind: str
    """`narrator`, `illustrator`, `upscaler`, `animator`."""
    name: str = ""
    """Empty for those that nobody chooses a provider of."""
    settings: Digest
    """Of the settings that this follows from; with others, the provider has to be asked."""
    files: tuple[Digest, ...] = ()
    """Of the files that the settings name, and of how they are named there."""
    recipe: Mapping[str, object] = field(default_factory=dict)
    palette: bool = False
    """Whether it draws in the theme's colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompted:
    """What a seed follows from: the words of a prompt, and what the deck adds to all of them."""

    text: str
    style: str = ""
    seed: int | None = None
    """The deck's `illustration.seed`."""


@dataclass(frozen=True, kw_only=True)
class Pins:
    """Everything in a folder of pins; empty where there is none."""

    pins: tuple[Pin, ...] = ()
    voices: tuple[VoiceName, ...] = ()
    models: tuple[ModelName, ...] = ()
    providers: tuple[ProviderFacts, ...] = ()
    rerolls: Mapping[Prompted, int] = field(default_factory=dict)
    """How often another picture was asked for."""

    @cached_property
    def by_key(self) -> Mapping[Digest, Pin]:
        """The pins by their key."""
        return {pin.key: pin for pin in self.pins}

    def voice(self, provider: str, asked: str, lang: str) -> VoiceName | None:
        """Return what is known of the voice meant by `asked` for `lang`."""
        wanted = (provider, asked, lang)
        return next((v for v in self.voices if (v.provider, v.asked, v.lang) == wanted), None)

    def model(self, provider: str, asked: str) -> ModelName | None:
        """Return what is known of the model meant by `asked`."""
        wanted = (provider, asked)
        return next((m for m in self.models if (m.provider, m.asked) == wanted), None)

    def provider(
        self, kind: str, name: str, settings: Digest, files: Collection[Digest]
    ) -> ProviderFacts | None:
        """Return what is known of a provider, if it was asked with the same settings.

        `files` are those that the settings name and that are on this machine: a recording need not
        be where nothing is spoken, but if it is there, it has to be the same.
        """
        wanted = (kind, name, settings)
        known = ((p, (p.kind, p.name, p.settings)) for p in self.providers)
        same = (p for p, facts in known if facts == wanted and {*files} <= {*p.files})
        return next(same, None)

    def joined(self, other: Pins) -> Pins:
        """Return what both have; where they differ, `other` is right."""
        return Pins(
            pins=_joined(self.pins, other.pins, lambda pin: pin.key),
            voices=_joined(self.voices, other.voices, lambda v: (v.provider, v.asked, v.lang)),
            models=_joined(self.models, other.models, lambda m: (m.provider, m.asked)),
            providers=_joined(self.providers, other.providers, lambda p: (p.kind, p.name)),
            rerolls={**self.rerolls, **other.rerolls},
        )

    def rerolled(self, prompts: Iterable[Prompted]) -> Pins:
        """Return the same with other pictures for these prompts."""
        counts = dict(self.rerolls)
        for prompt in dict.fromkeys(prompts):
            counts[prompt] = counts.get(prompt, 0) + 1
        return replace(self, rerolls=counts)


def file_stem(kind: str, key: Digest) -> str:
    """Return `illustration-0123456789ab`: what the files of a pin are called."""
    return f"{kind}-{key[:DIGITS]}"


def _joined(ours: Iterable[T], theirs: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    return tuple(
        ({key(item): item for item in ours} | {key(item): item for item in theirs}).values()
    )
