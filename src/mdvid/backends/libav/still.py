"""Coded stills, and segments in which every frame of a hold is encoded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from av.video.frame import PictureType, VideoFrame

from mdvid.backends.libav import x264
from mdvid.backends.libav.picture import identical, likeness, read_picture
from mdvid.errors import ProviderFailed
from mdvid.media.clock import frames_in
from mdvid.media.hold import AccessUnit, CodedPictures, Holder
from mdvid.media.layout import load_slide_sound
from mdvid.media.steps import slide_steps
from mdvid.providers.requests import SegmentRequest, StillRequest

_FLOOR = 24
"""Decibels of PSNR. Slides have over 50 at crf 18, pure noise 40, and 31 at crf 28; another
picture has about 10."""

_SAME = 60
"""Decibels between the first and the last frame of an encoded hold: a few samples may differ."""

_FIRST_HOLDS = 3


def encode_still(request: StillRequest, picture: Path, out: Path) -> None:
    """Write one IDR picture with its parameter sets.

    It is decoded again, with two pictures of a hold behind it: the first must look like the
    source, the others must be the first, bit for bit.

    Raises:
        ProviderFailed: the picture is not usable, or what was encoded is not what was meant.
    """
    source = read_picture(picture.read_bytes(), request.size)
    context = x264.encoder(request)
    still = x264.coded(context, x264.encode(context, source, 0), request.size)
    units = list(Holder(still.sets, _FIRST_HOLDS).hold(still.units[0], _FIRST_HOLDS))
    first, *holds = x264.decoded(still, units)
    check_likeness(source, first)
    if not all(identical(first, frame) for frame in holds):
        raise ProviderFailed("the pictures of a hold differ from its keyframe")
    out.write_bytes(x264.stored(still))


def encode_segment(request: SegmentRequest, picture: Path, sound: Path, out: Path) -> None:
    """Write every frame of one step's hold, encoded; a keyframe every few seconds.

    After each keyframe the encoder is given the keyframe as it decodes, not the source again:
    there is nothing left to improve, and the frames stay the same throughout. The stretch up to
    the next keyframe is encoded once and repeated.

    Raises:
        ProviderFailed: as for a still.
    """
    size, fps = request.still.size, request.still.fps
    frames = request.frames or _frames(request, sound)
    interval = min(frames, frames_in(request.keyframe_seconds, fps))
    source = read_picture(picture.read_bytes(), size)
    context = x264.encoder(request.still)
    first = x264.encode(context, source, 0)
    still = x264.coded(context, first, size)
    (keyframe,) = x264.decoded(still, [still.units[0]])
    keyframe.pict_type = PictureType.NONE  # else every frame would become a keyframe too
    more = [x264.encode(context, keyframe, number) for number in range(1, interval)]
    group = x264.coded(context, first + b"".join(more), size)
    if len(group.units) != interval:
        raise ProviderFailed(f"{interval} frames were encoded as {len(group.units)} pictures")
    frames_of_group = x264.decoded(group, list(group.units))
    check_likeness(source, frames_of_group[0])
    if likeness(frames_of_group[0], frames_of_group[-1]) < _SAME:
        raise ProviderFailed("the picture changes while it is held")
    out.write_bytes(x264.stored(_repeated(group, frames)))


def _frames(request: SegmentRequest, sound: Path) -> int:
    layout = load_slide_sound(sound.with_suffix(".json").read_text("utf-8"))
    return slide_steps(layout, request.steps, request.still.fps)[request.step].frames


def _repeated(group: CodedPictures, frames: int) -> CodedPictures:
    units: tuple[AccessUnit, ...] = group.units * (frames // len(group.units))
    return replace(group, units=units + group.units[: frames - len(units)])


def check_likeness(source: VideoFrame, frame: VideoFrame) -> None:
    """Make sure that a decoded picture looks like what was encoded.

    Raises:
        ProviderFailed: it does not.
    """
    decibels = likeness(source, frame)
    if decibels < _FLOOR:
        raise ProviderFailed(
            f"the encoded picture does not look like its source: {decibels:.1f} dB, "
            f"expected at least {_FLOOR}"
        )
