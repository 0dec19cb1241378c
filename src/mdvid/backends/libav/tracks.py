"""The tracks of an MP4, and the packets that go into them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.container import OutputContainer
from av.stream import Disposition, Stream

from mdvid.media.hold import CodedPictures
from mdvid.media.language import iso_639_2, own_name
from mdvid.media.model import SAMPLE_RATE, Chapter, FrameRate
from mdvid.providers.requests import MuxRequest

MILLISECOND = Fraction(1, 1000)

AnyPacket: TypeAlias = "av.Packet[Stream]"

_FINEST = 10_000
_ASS_HEADER = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Alignment
Style: Default,Arial,16,&Hffffff,&H0,&H0,2
"""
"""What the encoder of caption tracks makes its sample description from."""


@dataclass(slots=True)
class Track:
    """A track that is being written, and what was put into it, so that it can be checked."""

    container: OutputContainer
    stream: Stream
    time_base: Fraction
    written: list[tuple[int, int]] = field(default_factory=list)
    """Time and size of each packet, in order."""

    def packet(self, data: bytes, duration: int, *, keyframe: bool = True) -> AnyPacket:
        """Return a packet without time, which can be written again and again."""
        packet = av.Packet(data)
        packet.stream = self.stream
        packet.time_base = self.time_base
        packet.duration = duration
        packet.is_keyframe = keyframe
        return packet

    def write(self, packet: AnyPacket, time: int) -> None:
        """Put `packet` at `time`."""
        packet.pts = packet.dts = time
        self.written.append((time, packet.size))
        self.container.mux_one(packet)


def timescale(fps: FrameRate) -> int:
    """Return ticks a second, fine enough and such that a frame is a whole number of them."""
    scale = fps.numerator
    while scale < _FINEST:
        scale *= 2
    return scale


def open_mp4(out: Path, request: MuxRequest) -> OutputContainer:
    """Return an MP4 to be written to `out`: index first, and no dates or versions in it."""
    container = av.open(
        f"file:{out}",
        "w",
        format="mp4",
        options={
            "movflags": "+faststart",
            "fflags": "+bitexact",
            "movie_timescale": str(SAMPLE_RATE),
            "video_track_timescale": str(timescale(request.fps)),
        },
    )
    container.metadata["title"] = request.title
    return container


def video_track(container: OutputContainer, pictures: CodedPictures, fps: FrameRate) -> Track:
    """Add the track of pictures, described as the stream itself says: size, level, colours."""
    stream = pictures.sets.stream + b"".join(unit.data for unit in pictures.units[:2])
    with av.open(io.BytesIO(stream), format="h264", options={"framerate": str(fps)}) as sample:
        video = container.add_stream_from_template(sample.streams.video[0])
    video.time_base = Fraction(1, timescale(fps))
    return Track(container, video, Fraction(1, timescale(fps)))


@dataclass(frozen=True, slots=True)
class Label:
    """What a player is told of a track of sound or captions."""

    lang: str
    """BCP 47 tag."""
    first: bool = True
    """It is the one that is played if nobody chooses."""
    named: bool = False
    """It has a name, as there are others of its kind."""

    def put_on(self, stream: Stream) -> None:
        """Write it onto the track."""
        stream.metadata["language"] = iso_639_2(self.lang)
        if self.named:
            # One is the name that MP4 has for tracks, the other that of most players.
            stream.metadata["title"] = stream.metadata["handler_name"] = own_name(self.lang)
            stream.disposition = Disposition.default if self.first else Disposition(0)


def sound_track(container: OutputContainer, label: Label) -> Track:
    """Add a track of mono AAC-LC."""
    sound = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
    label.put_on(sound)
    return Track(container, sound, Fraction(1, SAMPLE_RATE))


def caption_track(container: OutputContainer, label: Label) -> Track:
    """Add a track of soft captions."""
    captions = container.add_stream("mov_text")
    captions.codec_context.subtitle_header = _ASS_HEADER
    captions.time_base = MILLISECOND
    label.put_on(captions)
    return Track(container, captions, MILLISECOND)


def set_chapters(container: OutputContainer, items: tuple[Chapter, ...]) -> None:
    """Add chapters."""
    container.set_chapters(
        [
            {
                "id": number,
                "start": item.start,
                "end": item.end,
                "time_base": MILLISECOND,
                "metadata": {"title": item.title},
            }
            for number, item in enumerate(items, start=1)
        ]
    )
