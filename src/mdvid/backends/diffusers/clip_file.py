"""Frames into an MP4: H.264 of a quality that further processing does not see, no sound, no date.

The same frames give the same bytes: one thread, and nothing in the file that tells of when or
where it was made.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image, ImageOps

from mdvid.media.model import Size

Frames = NDArray[np.float32]
"""Number, height, width, three colours; 0 to 1."""

CRF = 12
"""Hardly to be told from the source, and about a tenth of what lossless would take."""

_BT709 = 1
_LIMITED = 1
_OPTIONS = {
    # Without B-frames the first frame is at time zero in every reader, edit lists or not.
    "bframes": "0",
    "threads": "1",
    "force-cfr": "1",
}
_EXACT = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP


def write_clip(frames: Frames, *, asked: Size, size: Size, fps: int, out: Path) -> None:
    """Write `out` as MP4 of exactly `size`, H.264 High, 4:2:0, BT.709, constant frame rate.

    `asked` is the size that the frames were to have. Frames that have it are stretched to `size`,
    as the picture was that they come from; others, of models that choose for themselves, are cut
    to its ratio.
    """
    with av.open(out, "w", format="mp4", options={"fflags": "+bitexact"}) as file:
        stream = file.add_stream("libx264", rate=fps)
        _describe(stream, size, fps)
        for number, pixels in enumerate(frames):
            frame = _frame(pixels, asked, size)
            frame.pts, frame.time_base = number, Fraction(1, fps)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())


def _describe(stream: VideoStream, size: Size, fps: int) -> None:
    stream.width, stream.height = size.width, size.height
    stream.pix_fmt = "yuv420p"
    stream.time_base = stream.codec_context.time_base = Fraction(1, fps)
    context = stream.codec_context
    context.thread_count = 1
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.sample_aspect_ratio = Fraction(1)
    stream.options = {
        "preset": "medium",
        "profile": "high",
        "crf": str(CRF),
        "g": str(fps),
        "x264-params": ":".join(f"{key}={value}" for key, value in _OPTIONS.items()),
    }


def _frame(pixels: NDArray[np.float32], asked: Size, size: Size) -> VideoFrame:
    picture = np.asarray(resampled(pixels, asked, size))
    return VideoFrame.from_ndarray(picture, format="rgb24").reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=_EXACT,
    )


def resampled(pixels: NDArray[np.float32], asked: Size, size: Size) -> Image.Image:
    """Return one frame in its final size."""
    picture = Image.fromarray((pixels * 255).round().clip(0, 255).astype(np.uint8))
    given, wanted = (asked.width, asked.height), (size.width, size.height)
    if picture.size == given:
        return picture.resize(wanted, Image.Resampling.LANCZOS)
    return ImageOps.fit(picture, wanted, Image.Resampling.LANCZOS)
