"""Pictures in and out of libav: PNG to the colours of video, and how alike two pictures are."""

from __future__ import annotations

import math
from collections.abc import Iterator

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray

from mdvid.errors import ProviderFailed
from mdvid.media.model import Size

Plane = NDArray[np.uint8]

# A box filter over two by two pixels with exact rounding: within half a step of the formulas of
# ITU-R BT.709. The faster ways of the scaler are off by up to 20 steps at coloured edges.
_EXACT = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP


def read_picture(png: bytes, size: Size) -> VideoFrame:
    """Return a PNG as yuv420p, BT.709, limited range.

    Raises:
        ProviderFailed: it is damaged or of another size.
    """
    decoder = av.CodecContext.create("png", "r")
    decoder.thread_count = 1
    if not png:
        raise ProviderFailed("the picture is an empty file, expected a PNG")
    frames = decoder.decode(av.Packet(png)) or decoder.decode(None)
    if not frames:
        raise ProviderFailed("the picture is no PNG, or cut off")
    frame = frames[0]
    if (frame.width, frame.height) != (size.width, size.height):
        raise ProviderFailed(f"the picture is {frame.width}x{frame.height}, expected {size}")
    return frame.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=_EXACT,
    )


def planes(frame: VideoFrame) -> Iterator[Plane]:
    """Yield luma, then both chroma planes, without padding."""
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        yield rows[:, : plane.width]


def identical(one: VideoFrame, other: VideoFrame) -> bool:
    """Return whether two pictures are the same, sample by sample."""
    return all(np.array_equal(a, b) for a, b in zip(planes(one), planes(other), strict=True))


def likeness(one: VideoFrame, other: VideoFrame) -> float:
    """Return the lowest PSNR of the three planes in decibels; infinite if they are the same."""
    return min(_psnr(a, b) for a, b in zip(planes(one), planes(other), strict=True))


def _psnr(one: Plane, other: Plane) -> float:
    difference = np.subtract(one, other, dtype=np.float32).ravel()
    error = float(np.dot(difference, difference)) / difference.size
    return 10 * math.log10(255 * 255 / error) if error else math.inf
