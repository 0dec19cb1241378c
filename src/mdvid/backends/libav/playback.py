"""Playing a video from end to end, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.stream import Stream
from av.video.frame import VideoFrame

from mdvid.backends.libav.filters import Sound
from mdvid.backends.libav.loudness import Energies, energies
from mdvid.backends.libav.picture import Plane, planes
from mdvid.media.model import SAMPLE_RATE

_CHANGE = 12
"""Steps of luma; a picture that is held by an encoder may waver by less."""

_CHUNK = 10 * SAMPLE_RATE
_RUN_IN = SAMPLE_RATE // 5
_MILLISECOND = SAMPLE_RATE // 1000

_PLANAR = "fltp"
_CHANNELS = 8
"""PyAV looks for a null pointer after the channels of a frame, and finds none after eight."""

_TRACKS = {"video": "the picture", "audio": "the sound"}


@dataclass(slots=True)
class Heard:
    """What came out of the decoder of one track of sound."""

    samples: int = 0
    unmeasured: str = ""
    """The kind of sound that was decoded, but cannot be measured."""
    peaks: list[float] = field(default_factory=list)
    """By the millisecond."""
    energies: list[Energies] = field(default_factory=list)


Text: TypeAlias = tuple[int, int, str]
"""A caption: start and end in milliseconds, and what it says."""


@dataclass(slots=True)
class Playback:
    """What came out of the decoders."""

    frames: int = 0
    irregular: int | None = None
    """The first frame that is not where a constant rate puts it."""
    keyframes: set[int] = field(default_factory=set)
    changes: list[int] = field(default_factory=list)
    """Frames that do not show what the frame before them showed."""
    sounds: list[Heard] = field(default_factory=list)
    """By track."""
    texts: list[list[Text]] = field(default_factory=list)
    """Captions, by track."""
    errors: list[str] = field(default_factory=list)
    """Sentences: the first damage of each track, and what ended the playing."""
    damaged: int = 0
    """Places that could not be decoded."""


def play(container: InputContainer) -> Playback:
    """Decode every packet of every track."""
    watcher = _Watcher()
    found = Playback(
        sounds=[Heard() for _ in container.streams.audio],
        texts=[[] for _ in container.streams.subtitles],
    )
    listeners = {
        stream.index: _Listener(heard)
        for stream, heard in zip(container.streams.audio, found.sounds, strict=True)
    }
    texts = dict(zip((s.index for s in container.streams.subtitles), found.texts, strict=True))
    for stream in container.streams:
        if stream.type in {"video", "audio"}:
            stream.codec_context.thread_type = "AUTO"
            stream.codec_context.options = {"err_detect": "explode"}
    streams = [stream for stream in container.streams if stream.type != "data"]
    try:
        for packet in container.demux(streams):
            if packet.stream.type == "subtitle":
                _read_text(packet, texts[packet.stream.index])
            else:
                _take(packet, found, watcher, listeners)
    except av.FFmpegError as error:
        found.errors.append(f"reading stopped: {why(error)}")
    for listener in listeners.values():
        listener.finish()
    return found


def _take(
    packet: av.Packet[Stream],
    found: Playback,
    watcher: _Watcher,
    listeners: Mapping[int, _Listener],
) -> None:
    try:
        for frame in packet.decode():
            if isinstance(frame, VideoFrame):
                watcher.see(frame, packet.stream, found)
            elif isinstance(frame, AudioFrame):
                listeners[packet.stream.index].hear(frame)
    except av.FFmpegError:
        at = None if packet.pts is None else packet.pts * packet.time_base
        _note_damage(found, packet.stream.type, at)


def _note_damage(found: Playback, track: str, at: Fraction | None) -> None:
    """Note a place that cannot be decoded; only the first of a track is told."""
    found.damaged += 1
    name = _TRACKS.get(track, track)
    if not any(error.startswith(name) for error in found.errors):
        place = "" if at is None else f" at {float(at):.3f} s"
        found.errors.append(f"{name} is damaged{place}")


def why(error: av.FFmpegError) -> str:
    """Return what went wrong without numbers and names of functions."""
    return (error.strerror or type(error).__name__).lower()


def _read_text(packet: av.Packet[Stream], texts: list[Text]) -> None:
    """Note a caption: the length of its text and the text (3GPP TS 26.245)."""
    data = bytes(packet)
    length = int.from_bytes(data[:2], "big")
    if length and packet.pts is not None:
        base = packet.time_base * 1000
        start = round(packet.pts * base)
        end = start + round((packet.duration or 0) * base)
        texts.append((start, end, data[2 : 2 + length].decode("utf-8", "replace")))


class _Watcher:
    """Compares each frame with the one before."""

    def __init__(self) -> None:
        self._last: Plane | None = None

    def see(self, frame: VideoFrame, stream: Stream, found: Playback) -> None:
        number = found.frames
        found.frames += 1
        rate = getattr(stream, "average_rate", None)
        shown = _seconds(frame)
        if frame.is_corrupt:
            _note_damage(found, "video", shown)
        if found.irregular is None and (shown is None or not rate or shown * rate != number):
            found.irregular = number
        if frame.key_frame:
            found.keyframes.add(number)
        luma = next(planes(frame))
        if self._last is not None and _differs(self._last, luma):
            found.changes.append(number)
        self._last = luma


def _seconds(frame: VideoFrame) -> Fraction | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base


def _differs(before: Plane, after: Plane) -> bool:
    if before.shape != after.shape:
        return True
    if np.array_equal(before, after):
        return False
    return bool(np.abs(before.astype(np.int16) - after).max() > _CHANGE)


class _Listener:
    """Measures sound piece by piece, so that hours of it need no memory."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._waiting: list[Sound] = []
        self._length = 0
        self._before: Sound = np.zeros(_RUN_IN, np.float32)

    def hear(self, frame: AudioFrame) -> None:
        self._heard.samples += frame.samples
        channels = frame.layout.nb_channels
        if frame.format.name != _PLANAR or channels >= _CHANNELS:
            self._heard.unmeasured = f"{channels} channels of {frame.format.name}"
            return
        self._waiting.append(frame.to_ndarray().mean(axis=0, dtype=np.float32))
        self._length += frame.samples
        if self._length >= _CHUNK:
            self._measure()

    def finish(self) -> None:
        if self._waiting:
            self._measure(last=True)

    def _measure(self, *, last: bool = False) -> None:
        sound = np.concatenate(self._waiting)
        whole = len(sound) if last else len(sound) // _MILLISECOND * _MILLISECOND
        self._waiting = [sound[whole:]]
        self._length = len(sound) - whole
        sound = sound[:whole]
        # The filters ring: each piece is heard together with the end of the one before.
        heard = np.concatenate((self._before, sound))
        self._heard.energies.append(energies(heard, SAMPLE_RATE)[_RUN_IN // _MILLISECOND :])
        starts = np.arange(0, len(sound), _MILLISECOND)
        if len(starts):
            self._heard.peaks += np.maximum.reduceat(np.abs(sound), starts).tolist()
        self._before = heard[-_RUN_IN:]
