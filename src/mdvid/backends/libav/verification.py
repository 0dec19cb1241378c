"""Is this video whole? Everything in it is decoded, and compared with what lies beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.stream import Stream

from mdvid.backends.libav.loudness import integrated
from mdvid.backends.libav.playback import Heard, Playback, Text, play, why
from mdvid.backends.libav.promises import check_promises, decodable, name_of
from mdvid.backends.libav.sidecars import check_captions_files, check_timeline
from mdvid.diagnostics import counted
from mdvid.media.report import Check, VerifyReport

AUDIBLE = 10 ** (-50 / 20)

_LOUDEST = -12.0
_QUIETEST = -20.0


def verify(path: Path) -> VerifyReport:
    """Return what was found in the MP4 at `path`; damage is in the report, not an exception.

    A timeline (`.json`) and captions (`.vtt`, `.es.vtt`) of the same name are compared with it.

    Raises:
        OSError: the file cannot be opened at all.
    """
    with path.open("rb"):
        pass
    try:
        with av.open(f"file:{path}", metadata_errors="replace") as container:
            checks = tuple(_checks(path, container))
    except av.FFmpegError as error:
        checks = (Check(name="container", ok=False, detail=f"cannot be read: {why(error)}"),)
    return VerifyReport(path=str(path), checks=checks)


def _checks(path: Path, container: InputContainer) -> Iterator[Check]:
    yield from check_promises(path, container)
    if not container.streams.video or not container.streams.audio or not decodable(container):
        return
    found = play(container)
    yield _decoding(found)
    yield _frames(container, found)
    sounds, subtitles = container.streams.audio, container.streams.subtitles
    for track, heard in zip(sounds, found.sounds, strict=True):
        yield _durations(name_of("durations", track, sounds), container, found, heard)
        yield _sound(
            name_of("sound", track, sounds), heard, spoken=_is_read(track, container, found)
        )
    if not subtitles:
        yield Check(name="captions", ok=True, detail="no caption track")
    for stream, texts in zip(subtitles, found.texts, strict=True):
        yield _captions(name_of("captions", stream, subtitles), container, texts)
    yield _chapters(container)
    timeline = _timeline(path.with_suffix(".json"))
    if timeline:
        yield from check_timeline(timeline, container, found)
    yield from check_captions_files(path, container, found)


def _decoding(found: Playback) -> Check:
    samples = " and ".join(str(heard.samples) for heard in found.sounds)
    detail = "; ".join(found.errors) or f"{found.frames} frames and {samples} samples"
    if found.damaged > 1:
        detail += f"; {found.damaged} places in all"
    return Check(name="decoding", ok=not found.errors, detail=detail)


def _frames(container: InputContainer, found: Playback) -> Check:
    promised = container.streams.video[0].frames
    if found.frames != promised or not promised:
        detail = f"{found.frames} frames come out, expected {promised}"
        return Check(name="frames", ok=False, detail=detail)
    if found.irregular is not None:
        detail = f"frame {found.irregular} is not where a constant frame rate puts it"
        return Check(name="frames", ok=False, detail=detail)
    return Check(name="frames", ok=True, detail=f"{found.frames} at a constant rate")


def _durations(name: str, container: InputContainer, found: Playback, heard: Heard) -> Check:
    video, audio = container.streams.video[0], container.streams.audio[0]
    rate = video.average_rate or Fraction(1)
    pictures = found.frames / rate
    sound = Fraction(heard.samples, audio.rate or 1)
    # One AAC frame may stand over the end.
    off = abs(pictures - sound) > Fraction(1024, audio.rate or 1)
    promised = Fraction(container.duration or 0, av.time_base)
    off = off or abs(promised - pictures) > max(1 / rate, Fraction(1, 20))
    detail = (
        f"pictures {float(pictures):.3f} s, sound {float(sound):.3f} s, "
        f"container {float(promised):.3f} s"
    )
    return Check(name=name, ok=not off, detail=detail + (", expected the same" if off else ""))


def _is_read(track: Stream, container: InputContainer, found: Playback) -> bool:
    """Return whether there are captions in the language of a track of sound."""
    read = zip(container.streams.subtitles, found.texts, strict=True)
    several = len(container.streams.audio) > 1
    lang = track.metadata.get("language")
    return any(texts and (not several or s.metadata.get("language") == lang) for s, texts in read)


def _sound(name: str, heard: Heard, *, spoken: bool) -> Check:
    if heard.unmeasured:
        detail = f"{heard.unmeasured} cannot be measured, expected 1 of floats"
        return Check(name=name, ok=False, detail=detail)
    peaks = np.array(heard.peaks or [0.0])
    silent = float((peaks < AUDIBLE).mean())
    if silent == 1:
        detail = "silent throughout" + (", though there are captions" if spoken else "")
        return Check(name=name, ok=not spoken, detail=detail)
    level = integrated(np.concatenate(heard.energies))
    peak = float(peaks.max())
    ok = _QUIETEST <= level <= _LOUDEST and peak <= 1
    detail = f"{level:.1f} LUFS, peak {20 * np.log10(peak):.1f} dBFS, {silent:.0%} silence" + (
        "" if ok else f", expected {_QUIETEST:.0f} to {_LOUDEST:.0f} LUFS and no clipping"
    )
    return Check(name=name, ok=ok, detail=detail)


def _captions(name: str, container: InputContainer, texts: list[Text]) -> Check:
    length = (container.duration or 0) / 1000
    at = 0
    for number, (start, end, text) in enumerate(texts, start=1):
        if not (at <= start < end <= length + 1) or not text.strip():
            detail = f"caption {number} ({start} to {end} ms) overlaps, is empty or out of range"
            return Check(name=name, ok=False, detail=detail)
        at = end
    return Check(name=name, ok=bool(texts), detail=f"{counted(len(texts), 'caption')} in the track")


def _chapters(container: InputContainer) -> Check:
    chapters = container.chapters()
    starts = [chapter["start"] * (chapter["time_base"] or Fraction(1)) for chapter in chapters]
    length = Fraction(container.duration or 0, av.time_base)
    ok = not starts or (starts[0] == 0 and starts == sorted(set(starts)) and starts[-1] < length)
    detail = counted(len(starts), "chapter") + (
        "" if ok else ", expected the first at 0:00, in order"
    )
    return Check(name="chapters", ok=ok, detail=detail)


def _timeline(path: Path) -> dict[str, Any] | None:
    """Return the timeline beside the video, if that is what lies there."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) and "slides" in value and "fps" in value else None
