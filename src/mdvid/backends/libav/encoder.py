"""The encoder: what mdvid asks of libav, in one class. Heavy modules load with the first call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from mdvid.engine.faults import LIMITS
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.model import Size, Timeline
from mdvid.media.report import VerifyReport
from mdvid.providers.requests import (
    InterpolationRequest,
    MasteringRequest,
    MotionRequest,
    MuxRequest,
    SegmentRequest,
    SoundRequest,
    StillRequest,
)

_REVISION = 1
"""To be raised when the settings in this package change what comes out."""

_LIBRARIES = ("av", "numpy", "soxr")

_loading = threading.Lock()
"""PyAV's modules import each other in a circle: two threads that load them at once break it."""


class LibavEncoder:
    """Encodes, masters and joins in this process; may be called from threads."""

    @cached_property
    def fingerprint(self) -> str:
        """The libraries and their versions.

        Raises:
            ProviderUnavailable: one of them is missing.
        """
        try:
            versions = [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
        except metadata.PackageNotFoundError as error:
            raise ProviderUnavailable(
                f"the Python package `{error.name}` is missing", hint=f"pip install {error.name}"
            ) from error
        return f"libav/{_REVISION}: " + ", ".join(versions)

    def close(self) -> None:
        """Nothing is kept between requests."""

    def master(self, request: MasteringRequest, take: Path, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV, 48 kHz mono; word times are carried over beside it.

        Raises:
            ProviderFailed: the take is silent, clipped, or too short or long for its text.
        """
        _call("master", "master", request, take, out)

    def check_take(self, text: str, take: Path) -> None:
        """Refuse a take of `text` that `master` would refuse.

        Raises:
            ProviderFailed: it is silent, clipped, or too short or long for the text.
        """
        _call("master", "check_take", text, take)

    def encode_sound(self, request: SoundRequest, takes: Sequence[Path], out: Path) -> None:
        """Write `out` as AAC in ADTS that begins and ends in silence; the layout beside it.

        Raises:
            ProviderFailed: a take is damaged or not mastered.
        """
        _call("sound", "encode_sound", request, takes, out)

    def encode_still(self, request: StillRequest, picture: Path, out: Path) -> None:
        """Write `out` as an Annex B stream: parameter sets and one IDR picture; checked.

        Raises:
            ProviderFailed: the picture is not usable, or what was encoded is not what was meant.
        """
        _call("still", "encode_still", request, picture, out)

    def encode_segment(
        self, request: SegmentRequest, picture: Path, sound: Path, out: Path
    ) -> None:
        """Write `out` as an Annex B stream with every frame of the hold encoded.

        Raises:
            ProviderFailed: as for a still.
        """
        _call("still", "encode_segment", request, picture, sound, out)

    def interpolate(self, request: InterpolationRequest, clip: Path, out: Path) -> None:
        """Write `out` as MP4 at the rate asked for, from the clip's first frame to its last.

        Raises:
            ProviderFailed: the clip is damaged or empty.
        """
        _call("clip", "interpolate", request, clip, out)

    def check_clip(self, clip: Path, size: Size) -> None:
        """Make sure that a clip which nobody here made is one of that size, and not too long.

        Raises:
            ProviderFailed: it is not.
        """
        _call("clip_limits", "check_clip", clip, size)

    def clip_frames(self, clip: Path, size: Size) -> Iterator[bytes]:
        """Yield the frames of a clip as JPEG of exactly that size.

        Raises:
            ProviderFailed: the clip is damaged or empty.
        """
        frames: Iterator[bytes] = _call("clip", "frames", clip, size)
        while (frame := _call("clip", "next_frame", frames)) is not None:
            yield frame

    def encode_motion(self, request: MotionRequest, frames: Iterable[bytes], out: Path) -> None:
        """Write `out` as an Annex B stream of `frames` that can be joined to stills; checked.

        How it goes on is in `out.with_suffix(".json")`.

        Raises:
            ProviderFailed: there are no frames, or what was encoded is not what was meant.
        """
        _call("motion", "encode_motion", request, frames, out)

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

        Raises:
            ProviderFailed: parts do not belong together, or the file is not what was meant.
        """
        _call("mux", "mux", request, timeline, stills, sounds, out, further=further)


def verify(path: Path) -> VerifyReport:
    """Return what was found in the MP4 at `path`, all of it decoded; damage is in the report.

    A timeline (`.json`) and captions (`.vtt`) of the same name are compared with it.

    Raises:
        OSError: the file cannot be opened at all.
    """
    report: VerifyReport = import_module(f"{__package__}.verification").verify(path)
    return report


def _call(module: str, function: str, *arguments: object, **more: object) -> Any:
    """Call a function of this package that needs libav, and say what libav says in our words."""
    with _loading:
        work: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
        av_error: type[Exception] = import_module("av.error").FFmpegError
    try:
        return work(*arguments, **more)
    except av_error as error:
        if isinstance(error, OSError) and error.errno in LIMITS:
            raise OSError(error.errno, str(error)) from error
        raise ProviderFailed(f"libav failed: {error}") from error
