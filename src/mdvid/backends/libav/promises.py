"""What every video of mdvid promises about its tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from mdvid.media.model import SAMPLE_RATE
from mdvid.media.report import Check

_BT709 = 1
_LIMITED = 1
_HEADER = 8
_LARGE = 16


def check_promises(path: Path, container: InputContainer) -> Iterator[Check]:
    """Yield what can be told without decoding."""
    boxes = top_boxes(path)
    first = "moov" in boxes and ("mdat" not in boxes or boxes.index("moov") < boxes.index("mdat"))
    yield Check(
        name="container",
        ok=first,
        detail=" ".join(boxes) + ("" if first else ", expected moov before mdat"),
    )
    videos, sounds = container.streams.video, container.streams.audio
    ok = len(videos) == 1 and len(sounds) >= 1
    yield Check(
        name="tracks",
        ok=ok,
        detail=f"{len(videos)} video, {len(sounds)} audio, {len(container.streams.subtitles)} "
        "of captions" + ("" if ok else "; expected one video, and audio"),
    )
    if not decodable(container):
        yield Check(name="codecs", ok=False, detail="a track has a codec that nobody knows")
    elif ok:
        yield _video(videos[0])
        for track in sounds:
            yield _sound(track, name_of("audio", track, sounds))


def decodable(container: InputContainer) -> bool:
    """Return whether there is a decoder for every track of pictures or sound."""
    tracks = (*container.streams.video, *container.streams.audio)
    return all(getattr(track, "codec_context", None) is not None for track in tracks)


def top_boxes(path: Path) -> list[str]:
    """Return the types of the outermost boxes, in order (ISO/IEC 14496-12, clause 4.2)."""
    boxes: list[str] = []
    size = path.stat().st_size
    at = 0
    with path.open("rb") as file:
        while at + _HEADER <= size:
            file.seek(at)
            header = file.read(_LARGE)
            length = int.from_bytes(header[:4], "big")
            boxes.append(header[4:8].decode("ascii", "replace"))
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            if length < _HEADER:
                break
            at += length
    return boxes


def _video(stream: VideoStream) -> Check:
    context = stream.codec_context
    facts = {
        "codec": (context.name, "h264"),
        "profile": (context.profile, "High"),
        "pixels": (context.pix_fmt, "yuv420p"),
        "even size": ((context.width % 2, context.height % 2), (0, 0)),
        "primaries": (context.color_primaries, _BT709),
        "transfer": (context.color_trc, _BT709),
        "matrix": (context.colorspace, _BT709),
        "range": (context.color_range, _LIMITED),
        "constant rate": (stream.average_rate, stream.base_rate),
    }
    detail = f"{context.width}x{context.height}, {stream.average_rate} frames a second"
    return _facts("video", facts, detail)


def name_of(what: str, track: Stream, tracks: Sequence[Stream]) -> str:
    """Return what a check of one of several tracks is called: `audio spa`."""
    return what if len(tracks) < 2 else f"{what} {track.metadata.get('language', 'und')}"  # noqa: PLR2004


def _sound(stream: AudioStream, name: str) -> Check:
    context = stream.codec_context
    facts = {
        "codec": (context.name, "aac"),
        "profile": (context.profile, "LC"),
        "sample rate": (context.sample_rate, SAMPLE_RATE),
    }
    return _facts(name, facts, f"{context.layout.name}, {context.sample_rate} samples a second")


def _facts(name: str, facts: Mapping[str, tuple[object, object]], detail: str) -> Check:
    wrong = [
        f"{key} is {found}, expected {wanted}"
        for key, (found, wanted) in facts.items()
        if found != wanted
    ]
    return Check(name=name, ok=not wrong, detail="; ".join(wrong) or detail)
