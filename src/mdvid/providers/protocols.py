"""The ports: what mdvid cannot do itself.

A provider gets one frozen request and the paths it may read and write, nothing else: it never
sees the cache, a final name, the deck or another provider. It never installs, prompts or falls
back. `out` is a path in an empty staging folder; files beside it with the same stem belong to the
result. A request that cannot be met raises `ProviderFailed`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mdvid.media.model import Timeline
from mdvid.providers.requests import (
    IllustrationRequest,
    MasteringRequest,
    MuxRequest,
    NarrationRequest,
    PictureRequest,
    SegmentRequest,
    SoundRequest,
    StillRequest,
)


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


class Narrator(Provider, Protocol):
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


class Illustrator(Provider, Protocol):
    """Turns a prompt into a picture."""

    def illustrate(self, request: IllustrationRequest, out: Path) -> None:
        """Write `out` as PNG of exactly the size asked for."""
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


class Encoder(Provider, Protocol):
    """Turns pictures and speech into video."""

    def master(self, request: MasteringRequest, take: Path, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV, 48 kHz mono; word times are carried over beside it.

        Raises:
            ProviderFailed: the take is silent, clipped, or too short or long for its text.
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
