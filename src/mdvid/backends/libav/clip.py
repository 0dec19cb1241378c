"""Clips: frames between the frames they have, and their frames one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, islice, pairwise
from pathlib import Path

import av
from av.filter import Graph
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from mdvid.errors import ProviderFailed
from mdvid.media.model import Size
from mdvid.providers.requests import InterpolationRequest

_MOTION = {
    # Things move, they are not faded: motion is estimated for small blocks, and overlapping blocks
    # are weighed. Against the frames left out of a clip with known motion (640x368, every fourth
    # kept) that gets 35.7 dB; with blocks of the default size 32.8, faded 25.5. The other way to
    # estimate, `bilat`, does as well, but not twice the same. Where the scene changes, frames are
    # repeated; the default takes much for a change.
    "mi_mode": "mci",
    "mc_mode": "aobmc",
    "me_mode": "bidir",
    "mb_size": "8",
    "scd_threshold": "20",
}

_FORMAT = "mp4"
"""A clip may come with a deck: what is a list of other files by its content is not followed."""

_BLOCK = 16
"""Pixels; of what is no multiple of its blocks, the filter leaves the rest to chance."""

_LARGEST = 1280 * 720
"""Pixels of what is interpolated, which takes 0.2 s a megapixel: few models make more of them."""

MOST_PIXELS = 50_000_000
"""Of a frame; a clip with more of them is an attack on memory."""

_AFTER = 3
"""Frames that the filter wants to see after those that it works on."""

_QUALITY = {
    "crf": "14",
    "preset": "veryfast",
    "x264-params": "threads=1:bframes=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:weightp=0",
}
"""Hardly to be told from the source. One thread, and nothing that looks ahead: the bytes are the
same every time, which with x264's lookahead they are not quite."""

_FINEST = {"qmin": "1", "qmax": "1"}
"""Of JPEG: the finest tables that there are. The picture is encoded once more after it."""

_BT601 = frozenset({Colorspace.ITU601, Colorspace.FCC, Colorspace.SMPTE170M})


def interpolate(request: InterpolationRequest, clip: Path, out: Path) -> None:
    """Write `out` as H.264 in MP4 at the rate asked for, from the first frame to the last.

    Raises:
        ProviderFailed: the clip is damaged or empty.
    """
    wanted = request.fps.fraction
    with av.open(f"file:{clip}", format=_FORMAT) as source:
        stream = _video(source)
        rate = stream.average_rate or wanted
        decoded = _decoded(source, stream)
        if rate < wanted:
            _write(_between(map(_handy, decoded), rate, wanted), wanted, out)
        else:
            _write(_fewer(decoded, rate, wanted), wanted, out)


def _write(frames: Iterator[VideoFrame], rate: Fraction, out: Path) -> None:
    options = {"fflags": "+bitexact", "movflags": "+faststart"}
    first = next(frames)
    with av.open(f"file:{out}", "w", format="mp4", options=options) as target:
        video = target.add_stream("libx264", rate=rate, options=dict(_QUALITY))
        video.width, video.height, video.pix_fmt = first.width, first.height, "yuv420p"
        video.codec_context.colorspace = first.colorspace
        video.codec_context.color_range = first.color_range
        for number, frame in enumerate(chain([first], frames)):
            frame.pts, frame.time_base, frame.pict_type = number, 1 / rate, PictureType.NONE
            target.mux(video.encode(frame))
        target.mux(video.encode(None))


def frames(clip: Path, size: Size) -> Iterator[bytes]:
    """Yield the frames of a clip as JPEG of that size; see `next_frame`.

    Raises:
        ProviderFailed: the clip is damaged or empty.
    """
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = size.width, size.height, "yuvj420p"
    encoder.time_base, encoder.thread_count = Fraction(1, 25), 1
    encoder.color_range = ColorRange.JPEG
    encoder.options = dict(_FINEST)
    with av.open(f"file:{clip}", format=_FORMAT) as source:
        for number, frame in enumerate(_decoded(source, _video(source))):
            # JFIF has the colours of BT.601 in full range.
            picture = frame.reformat(
                size.width,
                size.height,
                "yuvj420p",
                src_colorspace=Colorspace.ITU601
                if frame.colorspace in _BT601
                else Colorspace.ITU709,
                dst_colorspace=Colorspace.ITU601,
                dst_color_range=ColorRange.JPEG,
                interpolation=Interpolation.LANCZOS | Interpolation.ACCURATE_RND,
            )
            picture.pts, picture.time_base = number, encoder.time_base
            yield b"".join(bytes(packet) for packet in encoder.encode(picture))


def next_frame(made: Iterator[bytes]) -> bytes | None:
    """Return the next of `frames`; None after the last."""
    return next(made, None)


def _video(source: av.container.InputContainer) -> av.VideoStream:
    if not source.streams.video:
        raise ProviderFailed("the clip has no pictures")
    stream = source.streams.video[0]
    # Frames may become larger on the way, whatever the file says at its beginning.
    stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
    return stream


def _decoded(source: av.container.InputContainer, stream: av.VideoStream) -> Iterator[VideoFrame]:
    empty = True
    for frame in source.decode(stream):
        empty = False
        yield frame
    if empty:
        raise ProviderFailed("the clip has no pictures")


def _between(
    decoded: Iterator[VideoFrame], rate: Fraction, wanted: Fraction
) -> Iterator[VideoFrame]:
    """Yield frames from the first of `decoded` to the last, by motion-compensated interpolation."""
    last = next(decoded)
    graph = _interpolator(last, rate, wanted)
    sent = made = 0
    for frame in chain([last], decoded):
        last = frame
        _push(graph, frame, sent, rate)
        sent += 1
        for between in _ready(graph):
            made += 1
            yield between
    for number in range(sent, sent + _AFTER):
        _push(graph, last, number, rate)
    graph.vpush(None)
    yield from islice(_ready(graph), _shown_until_last(sent, rate, wanted) - made)


def _fewer(decoded: Iterator[VideoFrame], rate: Fraction, wanted: Fraction) -> Iterator[VideoFrame]:
    """Yield the frames that are shown when others are due; all of them if the rate is the same."""
    made = 0
    for number, frame in enumerate(decoded):
        if round(made * rate / wanted) == number:
            made += 1
            yield frame


def _shown_until_last(frames: int, rate: Fraction, wanted: Fraction) -> int:
    return math.floor((frames - 1) * wanted / rate) + 1


def _handy(frame: VideoFrame) -> VideoFrame:
    """Return a frame of at most `_LARGEST` pixels."""
    scale = math.sqrt(_LARGEST / (frame.width * frame.height))
    if scale >= 1:
        return frame
    width, height = (2 * round(side * scale / 2) for side in (frame.width, frame.height))
    return frame.reformat(width, height, interpolation=Interpolation.AREA)


def _interpolator(first: VideoFrame, rate: Fraction, wanted: Fraction) -> Graph:
    graph = Graph()
    source = graph.add_buffer(
        width=first.width, height=first.height, format=first.format, time_base=1 / rate
    )
    across, down = -first.width % _BLOCK, -first.height % _BLOCK
    nodes = (
        source,
        graph.add("pad", width=f"iw+{across}", height=f"ih+{down}"),
        graph.add("fillborders", right=str(across), bottom=str(down), mode="smear"),
        graph.add("minterpolate", fps=f"{wanted.numerator}/{wanted.denominator}", **_MOTION),
        graph.add("crop", out_w=str(first.width), out_h=str(first.height), x="0", y="0"),
        graph.add("buffersink"),
    )
    for node, following in pairwise(nodes):
        node.link_to(following)
    graph.configure()
    return graph


def _push(graph: Graph, frame: VideoFrame, number: int, rate: Fraction) -> None:
    frame.pts, frame.time_base = number, 1 / rate
    graph.vpush(frame)


def _ready(graph: Graph) -> Iterator[VideoFrame]:
    while True:
        try:
            yield graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
