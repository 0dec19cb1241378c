"""The ports: what mdvid cannot do itself.

A provider gets one frozen request and the paths it may read and write, nothing else: it never
sees the cache, a final name, the deck or another provider. It never installs, prompts or falls
back. `out` is a path in an empty staging folder; files beside it with the same stem belong to the
result. A request that cannot be met raises `ProviderFailed`.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from mdvid.media.model import Size, Timeline
from mdvid.providers.requests import (
    AlignmentRequest,
    AnimationRequest,
    EnlargementRequest,
    IllustrationRequest,
    InterpolationRequest,
    MasteringRequest,
    MotionRequest,
    MuxRequest,
    NarrationRequest,
    PictureRequest,
    SegmentRequest,
    SoundRequest,
    StillRequest,
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


class PictureConverter(Provider, Protocol):
    """Writes pictures in other file formats."""

    def to_jpeg(self, picture: Path, quality: int, out: Path) -> None:
        """Write `out` as JPEG."""
        ...


class Renderer(Provider, Protocol):
    """Turns the HTML of a slide into a picture."""

    def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
        """Write `out` as opaque PNG of exactly the size asked for, and what was noticed beside it.

        `assets` maps the URL of every asset and illustration to its file. The notice is
        `out.with_suffix(".json")`: `{"scale": 1.0, "overflow": [x, y], "missing": "glyphs",
        "refused": [urls], "broken": [urls], "errors": [text]}`.
        """
        ...

    def frames(
        self,
        request: PictureRequest,
        assets: Mapping[str, Path],
        moving: Iterable[Mapping[str, bytes]],
    ) -> abc.Generator[bytes]:
        """Yield the slide as PNG, once for each item of `moving`, as `render` would draw it.

        An item maps URLs of illustrations to the pictures (JPEG) that take their place. Closed
        early, it gives back what it holds.
        """
        ...


class Encoder(Provider, Protocol):
    """Turns pictures and speech into video."""

    def master(self, request: MasteringRequest, take: Path, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV, 48 kHz mono; word times are carried over beside it.

        Raises:
            ProviderFailed: the take is silent, clipped, or too short or long for its text.
        """
        ...

    def check_take(self, text: str, take: Path) -> None:
        """Refuse a take of `text` that `master` would refuse.

        Raises:
            ProviderFailed: it is silent, clipped, or too short or long for the text.
        """
        ...

    def encode_sound(self, request: SoundRequest, takes: Sequence[Path], out: Path) -> None:
        """Write `out` as AAC in ADTS that begins and ends in silence; the layout beside it.

        The layout is `out.with_suffix(".json")`, a `SlideSound` by `mdvid.media.layout`. For a
        slide without items `out` is an empty file.
        """
        ...

    def encode_still(self, request: StillRequest, picture: Path, out: Path) -> None:
        """Write `out` as an Annex B stream: parameter sets and one IDR picture; checked."""
        ...

    def encode_segment(
        self, request: SegmentRequest, picture: Path, sound: Path, out: Path
    ) -> None:
        """Write `out` as an Annex B stream with every frame of the hold encoded."""
        ...

    def interpolate(self, request: InterpolationRequest, clip: Path, out: Path) -> None:
        """Write `out` as MP4 at the rate asked for, from the clip's first frame to its last."""
        ...

    def clip_frames(self, clip: Path, size: Size) -> Iterator[bytes]:
        """Yield the frames of a clip as JPEG of exactly that size."""
        ...

    def encode_motion(self, request: MotionRequest, frames: Iterable[bytes], out: Path) -> None:
        """Write `out` as an Annex B stream of `frames` (PNG) that can be joined to stills.

        How it goes on is in `out.with_suffix(".json")`: `{"again": index of a keyframe}`, with
        which the stream is continued after its last picture, for as long as is wanted.
        """
        ...

    def mux(
        self,
        request: MuxRequest,
        timeline: Timeline,
        stills: Sequence[Sequence[Path]],
        sounds: Sequence[Path],
        out: Path,
    ) -> None:
        """Write `out` as MP4: per slide its stills (one a step) and its sound; packets checked."""
        ...
