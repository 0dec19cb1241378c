"""Slides that move: encoded once, and repeated by their packets from then on."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedRandom
from pathlib import Path

import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame

from mdvid.backends.libav import x264
from mdvid.backends.libav.picture import read_picture
from mdvid.backends.libav.still import check_likeness
from mdvid.errors import ProviderFailed
from mdvid.media.clock import frames_in
from mdvid.media.hold import CodedPictures
from mdvid.media.model import Size
from mdvid.providers.requests import MotionRequest


def encode_motion(request: MotionRequest, frames: Iterable[bytes], out: Path) -> None:
    """Write a stream of `frames`, and how it goes on after them.

    A loop goes forwards and backwards, without a jump and without showing a frame twice where it
    turns: 0 1 2 3 2 1, and on with 0. What plays once has its last frame as a keyframe, which is
    held like a still. There is a keyframe at least every few seconds.

    Raises:
        ProviderFailed: there are no frames, or what was encoded is not what was meant.
    """
    strip = _Strip(request)
    with tempfile.TemporaryFile(dir=out.parent) as file:
        reel = _Reel(file, request.still.size)
        pictures = (read_picture(png, request.still.size) for png in frames)
        if request.loop:
            strip.put_all(reel.recorded(pictures))
            strip.put_all(reel.backwards())
        else:
            strip.put_once(pictures)
    strip.write(out)


@dataclass(slots=True)
class _Strip:
    """What has been encoded so far."""

    request: MotionRequest
    again: int = 0
    coded: list[bytes] = field(default_factory=list)
    sources: dict[int, VideoFrame] = field(default_factory=dict)
    """Some of the pictures, by their number, to be compared in the end."""
    _context: VideoCodecContext = field(init=False)
    _keyframe: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._context = x264.encoder(self.request.still)

    def put_all(self, pictures: Iterable[VideoFrame]) -> None:
        """Encode pictures."""
        last = None
        for last in pictures:
            self._put(last)
        if last is not None:
            self.sources[len(self.coded) - 1] = last

    def put_once(self, pictures: Iterator[VideoFrame]) -> None:
        """Encode pictures, the last of them as a keyframe."""
        last = None
        for picture in pictures:
            if last is not None:
                self._put(last)
            last = picture
        if last is not None:
            self.again = len(self.coded)
            self._put(last, keyframe=True)
            self.sources[self.again] = last

    def write(self, out: Path) -> None:
        """Write it, if it is what was meant."""
        if not self.coded:
            raise ProviderFailed("there is not a single frame to encode")
        self._rest()
        size = self.request.still.size
        found = x264.coded(self._context, b"".join(self.coded), size)
        if len(found.units) != len(self.coded):
            raise ProviderFailed(f"{len(self.coded)} frames became {len(found.units)} pictures")
        self._check(found)
        out.write_bytes(x264.stored(found))
        out.with_suffix(".json").write_text(json.dumps({"again": self.again}) + "\n", "utf-8")

    def _put(self, picture: VideoFrame, *, keyframe: bool = False) -> None:
        number = len(self.coded)
        if number == 0:
            self.sources[0] = picture
        since = number - self._keyframe
        if keyframe or since >= frames_in(self.request.keyframe_seconds, self.request.still.fps):
            self._keyframe = number
        picture.pict_type = PictureType.I if self._keyframe == number else PictureType.NONE
        self.coded.append(x264.encode(self._context, picture, number))

    def _rest(self) -> None:
        """Encode the rest on the last frame, where it is not to be held."""
        if not self.request.encoded_holds or self.again != len(self.coded) - 1:
            return
        found = x264.coded(self._context, b"".join(self.coded), self.request.still.size)
        (keyframe,) = x264.played(found, found.units[-1:])
        keyframe.pict_type = PictureType.NONE
        interval = frames_in(self.request.keyframe_seconds, self.request.still.fps)
        for _ in range(interval - 1):
            self._put(keyframe)

    def _check(self, found: CodedPictures) -> None:
        for number, shown in enumerate(x264.played(found, found.units)):
            if number in self.sources:
                check_likeness(self.sources[number], shown)


class _Reel:
    """Pictures on the disk: all of them together may be larger than the memory."""

    def __init__(self, file: BufferedRandom, size: Size) -> None:
        self._file = file
        self._shape = (size.height * 3 // 2, size.width)
        self._count = 0

    def recorded(self, pictures: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
        """Yield pictures, and keep them."""
        for picture in pictures:
            self._file.write(np.ascontiguousarray(picture.to_ndarray()).data)
            self._count += 1
            yield picture

    def backwards(self) -> Iterator[VideoFrame]:
        """Yield those between the last and the first, in the other order."""
        length = self._shape[0] * self._shape[1]
        for number in range(self._count - 2, 0, -1):
            self._file.seek(number * length)
            samples = np.frombuffer(self._file.read(length), np.uint8).reshape(self._shape)
            yield VideoFrame.from_ndarray(samples, format="yuv420p")
