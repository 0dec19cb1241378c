"""The ports of what turns slides, pictures and speech into video.

As for every provider: one frozen request and the paths it may read and write; see `protocols`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from mdvid.media.model import Size, Timeline
from mdvid.providers.protocols import Provider
from mdvid.providers.requests import (
    InterpolationRequest,
    MasteringRequest,
    MotionRequest,
    MuxRequest,
    PictureRequest,
    RecordingRequest,
    SegmentRequest,
    SoundRequest,
    StillRequest,
)


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
    ) -> Generator[bytes]:
        """Yield the slide as PNG, once for each item of `moving`, as `render` would draw it.

        An item maps URLs of illustrations to the pictures (JPEG) that take their place. Closed
        early, it gives back what it holds.
        """
        ...


class RecordingDecoder(Provider, Protocol):
    """Reads recordings that people made."""

    def decode(self, request: RecordingRequest, recording: Path, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV (mono), and word times beside it as a narrator does.

        Raises:
            ProviderFailed: it cannot be decoded, is silent or too long.
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

    def check_clip(self, clip: Path, size: Size) -> None:
        """Make sure that a clip which nobody here made is one of that size, and not too long.

        Raises:
            ProviderFailed: it is not.
        """
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
        *,
        further: Sequence[Sequence[Path]] = (),
    ) -> None:
        """Write `out` as MP4: per slide its stills (one a step) and its sound; packets checked.

        `further` holds the sounds of all slides for each further narration.
        """
        ...
