"""Joining stills and sounds into one MP4, packet by packet."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from av.container import OutputContainer

from mdvid.backends.libav import mux_check
from mdvid.backends.libav.tracks import (
    AnyPacket,
    Label,
    Track,
    caption_track,
    open_mp4,
    set_chapters,
    sound_track,
    timescale,
    video_track,
)
from mdvid.errors import ProviderFailed
from mdvid.media.aac import from_adts, silent_frame
from mdvid.media.burning import burnt_slide
from mdvid.media.caption_files import plain_lines
from mdvid.media.captions import captions
from mdvid.media.chapters import chapters
from mdvid.media.clock import frames_in, samples_at
from mdvid.media.hold import AccessUnit, CodedPictures, Holder, joined, read_pictures
from mdvid.media.model import AAC_FRAME, SAMPLE_RATE, Caption, TimedSlide, Timeline
from mdvid.media.schedule import audio_frames, sound_frames
from mdvid.providers.requests import MuxRequest


@dataclass(frozen=True, slots=True)
class _Narration:
    """What is heard and read in one language."""

    frames: Iterator[bytes]
    """Of AAC."""
    shown: Sequence[Caption]
    sound: Track
    captions: Track | None
    """None if there is nothing to read."""


def mux(
    request: MuxRequest,
    timeline: Timeline,
    stills: Sequence[Sequence[Path]],
    sounds: Sequence[Path],
    out: Path,
    *,
    further: Sequence[Sequence[Path]] = (),
) -> None:
    """Write the MP4, open it again and check its packets.

    `further` holds the sounds of all slides for each further narration.

    Raises:
        ProviderFailed: parts do not belong together, or the file is not what was meant.
    """
    wanted = [1 if _is_burnt(request, slide) else len(slide.steps) for slide in timeline.slides]
    heard = [len(paths) for paths in (sounds, *further)]
    if [len(paths) for paths in stills] != wanted or set(heard) != {len(timeline.slides)}:
        raise ProviderFailed(
            f"{sum(map(len, stills))} stills and {len(sounds)} sounds for {sum(wanted)} steps of "
            f"{len(timeline.slides)} slides"
        )
    listed = chapters(timeline)
    first = _read(stills[0][0], request)
    with open_mp4(out, request) as container:
        video = video_track(container, first, request.fps)
        narrations = _narrations(container, request, timeline, (sounds, *further))
        set_chapters(container, listed)
        try:
            units = joined(_units(request, timeline, first, stills), first.sets.sequence)
            _write_all(video, narrations, timeline, units)
        except ValueError as error:
            raise ProviderFailed(f"the parts of the video cannot be joined: {error}") from error
    written = [("video", video), *(("audio", one.sound) for one in narrations)]
    written += [("subtitle", one.captions) for one in narrations if one.captions]
    mux_check.check(out, timeline, written, listed)


def _narrations(
    container: OutputContainer,
    request: MuxRequest,
    timeline: Timeline,
    sounds: Sequence[Sequence[Path]],
) -> list[_Narration]:
    """Add the tracks of all narrations: those of sound, and then those of captions."""
    spoken = [timeline, *map(timeline.spoken_in, timeline.narrations)]
    langs = (request.lang, *request.further)
    labels = [Label(lang, first=not i, named=len(langs) > 1) for i, lang in enumerate(langs)]
    shown = [captions(one) if request.captions else () for one in spoken]
    heard = [sound_track(container, label) for label in labels]
    read = [
        caption_track(container, label) if found else None
        for label, found in zip(labels, shown, strict=True)
    ]
    runs = [(from_adts(path.read_bytes()) for path in paths) for paths in sounds]
    frames = [sound_frames(timeline, run, silent_frame()) for run in runs]
    return [_Narration(*parts) for parts in zip(frames, shown, heard, read, strict=True)]


def _units(
    request: MuxRequest,
    timeline: Timeline,
    first: CodedPictures,
    stills: Sequence[Sequence[Path]],
) -> Iterator[AccessUnit]:
    """Yield the coded pictures of all slides; stills are read as they are needed."""
    holder = Holder(first.sets, frames_in(request.keyframe_seconds, request.fps))
    for slide, paths in zip(timeline.slides, stills, strict=True):
        shown = (None,) if _is_burnt(request, slide) else slide.steps
        for path, step in zip(paths, shown, strict=True):
            pictures = _read(path, request)
            if pictures.sets != first.sets:
                raise ProviderFailed("two stills were encoded differently and may not be joined")
            if step is None:
                yield from _burnt(request, timeline, slide, pictures, holder)
            elif step.moving:
                yield from holder.play(replace(pictures, again=_again(path)), step.frames)
            elif not request.encoded_holds:
                yield from holder.play(pictures, step.frames)
            else:
                yield from _every_frame(pictures, step.frames)


def _is_burnt(request: MuxRequest, slide: TimedSlide) -> bool:
    return request.burnt and bool(slide.utterances)


def _every_frame(pictures: CodedPictures, frames: int) -> tuple[AccessUnit, ...]:
    if len(pictures.units) != frames:
        raise ProviderFailed(f"a segment has {len(pictures.units)} frames, expected {frames}")
    return pictures.units


def _burnt(
    request: MuxRequest,
    timeline: Timeline,
    slide: TimedSlide,
    pictures: CodedPictures,
    holder: Holder,
) -> Iterator[AccessUnit]:
    """Yield the pictures of a slide with captions drawn on them."""
    if request.encoded_holds:
        yield from _every_frame(pictures, slide.frames)
        return
    parts = burnt_slide(slide, fps=timeline.fps, lang=timeline.lang).parts
    if len(parts) != len(pictures.units):
        raise ProviderFailed(
            f"slide {slide.number} has {len(pictures.units)} pictures with captions, expected "
            f"{len(parts)}"
        )
    for part, unit in zip(parts, pictures.units, strict=True):
        yield from holder.hold(unit, part.frames)


def _read(path: Path, request: MuxRequest) -> CodedPictures:
    try:
        pictures = read_pictures(path.read_bytes())
        size = pictures.sets.sequence.size
    except ValueError as error:
        raise ProviderFailed(f"a coded picture cannot be read: {error}") from error
    if size != request.size:
        raise ProviderFailed(f"a coded picture is {size}, expected {request.size}")
    return pictures


def _again(path: Path) -> int:
    """Return the index of the picture with which the clip at `path` goes on."""
    try:
        return int(json.loads(path.with_suffix(".json").read_text("utf-8"))["again"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ProviderFailed(f"a coded clip does not say how it goes on: {error}") from error


_SKIP_PICTURE = 32
"""Bytes; so small a coded picture is one that repeats, and its packet is made once."""


def _write_all(
    video: Track,
    narrations: Sequence[_Narration],
    timeline: Timeline,
    units: Iterable[AccessUnit],
) -> None:
    """Write the packets of all tracks in order of time."""
    fps = timeline.fps
    scale, samples = fps.numerator, SAMPLE_RATE * fps.denominator
    duration = timescale(fps) // scale * fps.denominator
    packets: dict[bytes, AnyPacket] = {}
    speech = [_SoundWriter(one.sound, timeline, one.frames) for one in narrations]
    texts = [_TextWriter(one.captions, one.shown) for one in narrations if one.captions]
    writers: list[_SoundWriter | _TextWriter] = [*speech, *texts]
    count = 0
    for number, unit in enumerate(units):
        data = unit.data
        packet = packets.get(data) if len(data) <= _SKIP_PICTURE else None
        if packet is None:
            packet = video.packet(data, duration, keyframe=unit.keyframe)
            if len(data) <= _SKIP_PICTURE:
                packets[data] = packet
        video.write(packet, number * duration)
        until = (number + 1) * samples // scale
        for writer in writers:
            if writer.next < until:
                writer.write(until)
        count = number + 1
    for sound in speech:
        sound.write(samples_at(count, fps) + AAC_FRAME)


class _SoundWriter:
    """Writes AAC frames as time goes on."""

    def __init__(self, track: Track, timeline: Timeline, frames: Iterator[bytes]) -> None:
        self._track = track
        self._frames = frames
        self._silence = silent_frame()
        self._silent = track.packet(self._silence, AAC_FRAME)
        self._end = samples_at(timeline.frames, timeline.fps)
        self._last = (audio_frames(timeline) - 1) * AAC_FRAME
        # An AAC frame needs the one before it: the first has silence in front of it, which the
        # edit list of the track leaves out again.
        self._track.write(self._silent, -AAC_FRAME)
        self.next = 0
        """Sample at which the next one begins."""

    def write(self, until: int) -> None:
        """Write the frames that begin before sample `until`; the last one ends with the video."""
        while self.next < until:
            frame = next(self._frames, None)
            if frame is None:
                return
            if self.next == self._last:
                packet = self._track.packet(frame, self._end - self._last)
            elif frame is self._silence or frame == self._silence:
                packet = self._silent
            else:
                packet = self._track.packet(frame, AAC_FRAME)
            self._track.write(packet, self.next)
            self.next += AAC_FRAME


class _TextWriter:
    """Writes captions as time goes on."""

    def __init__(self, track: Track, shown: Sequence[Caption]) -> None:
        self._track = track
        self._texts = _caption_samples(shown)
        self._take()

    def write(self, until: int) -> None:
        """Write the captions that begin before sample `until`."""
        while self._text and self.next < until:
            start, duration, sample = self._text
            self._track.write(self._track.packet(sample, duration), start)
            self._take()

    def _take(self) -> None:
        self._text = next(self._texts, None)
        self.next = self._text[0] * SAMPLE_RATE // 1000 if self._text else sys.maxsize
        """Sample at which the next one begins."""


def _caption_samples(shown: Iterable[Caption]) -> Iterator[tuple[int, int, bytes]]:
    """Yield (start, duration, sample): the length of the text and the text (3GPP TS 26.245).

    Where nothing is shown, the muxer puts in blanks.
    """
    for caption in shown:
        text = "\n".join(plain_lines(caption)).encode()
        yield caption.start, caption.end - caption.start, len(text).to_bytes(2, "big") + text
