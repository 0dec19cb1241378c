"""Does a video agree with the files that were made with it: its timeline, its captions?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

from av.container import InputContainer
from av.stream import Stream

from mdvid.backends.libav.playback import Heard, Playback, Text
from mdvid.backends.libav.promises import name_of
from mdvid.diagnostics import counted
from mdvid.media.language import UNDETERMINED, iso_639_2
from mdvid.media.report import Check

_AUDIBLE = 10 ** (-50 / 20)
_EARLIEST = -30
_LATEST = 200
"""Milliseconds between the beginning of an utterance and the first sound of it: a take keeps a
little silence at its beginning, and stands at most half an AAC frame from where it should."""

_CUE = re.compile(r"(\d{1,4}):(\d\d):(\d\d)\.(\d{3}) --> (\d{1,4}):(\d\d):(\d\d)\.(\d{3})")
_EXACT = 1


@dataclass(frozen=True, slots=True)
class _Step:
    start: int
    moves: range
    """Frames in which the picture may change, though no step begins."""

    @classmethod
    def read(cls, step: dict[str, Any]) -> Self:
        start = int(step["start_frame"])
        frames = int(step["frames"]) if step.get("moving") else 0
        return cls(start, range(start, start + frames))


def check_timeline(
    timeline: dict[str, Any], container: InputContainer, found: Playback
) -> Iterator[Check]:
    """Yield how the video agrees with the timeline in its public form (`deck.json`)."""
    try:
        slides = timeline["slides"]
        steps = [_Step.read(step) for slide in slides for step in slide["steps"]]
        captions = [caption for slide in slides for caption in slide.get("captions", ())]
        places = {int(c["start_frame"]) + d for c in captions for d in (0, int(c["frames"]))}
        further = timeline.get("languages", ())[1:]
        speech = [[slide["speech"] for slide in slides]]
        speech += [[slide["narrations"][lang] for slide in slides] for lang in further]
        starts = [[round(s[0]["start"] * 1000) for s in said if s] for said in speech]
        frames, rate = int(timeline["frames"]), Fraction(timeline["fps"])
        titles = [int(slide["start_frame"]) / rate for slide in slides if slide["title"]]
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        yield Check(name="timeline", ok=False, detail=f"the timeline is damaged: {error!r}")
        return
    yield _length(frames, rate, container, found)
    yield _pictures(steps, places & set(range(frames)), found)
    if len(starts) != len(found.sounds):
        detail = f"{len(found.sounds)} tracks of sound for {len(starts)} languages"
        yield Check(name="languages", ok=False, detail=detail)
        return
    sounds = container.streams.audio
    for track, begins, heard in zip(sounds, starts, found.sounds, strict=True):
        yield _onsets(name_of("sync", track, sounds), begins, heard)
    yield _chapter_places(titles, container)


def check_captions_files(
    video: Path, container: InputContainer, found: Playback
) -> Iterator[Check]:
    """Yield how caption tracks agree with the files beside the video: `talk.vtt`, `talk.es.vtt`."""
    sounds, langs = container.streams.audio, _languages(container.streams.subtitles)
    first = video.with_suffix(".vtt")
    if first.is_file():
        several = len(sounds) > 1
        wanted = _languages(sounds)[:1] if several else langs
        tracks = [t for t, lang in zip(found.texts, langs, strict=True) if lang in wanted]
        yield _check_captions_file("caption file", first, tracks)
        if several:
            yield from _further_files(video, langs, found)


def _further_files(video: Path, langs: list[str], found: Playback) -> Iterator[Check]:
    start = f"{video.stem}."
    for file in sorted(video.parent.iterdir()):
        tag = file.name.removeprefix(start).removesuffix(".vtt")
        if file.name != f"{start}{tag}.vtt" or iso_639_2(tag) not in langs:
            continue
        tracks = zip(found.texts, langs, strict=True)
        same = [texts for texts, lang in tracks if lang == iso_639_2(tag)]
        yield _check_captions_file(f"caption file {tag}", file, same)


def _languages(tracks: Sequence[Stream]) -> list[str]:
    return [track.metadata.get("language", UNDETERMINED) for track in tracks]


def _check_captions_file(name: str, path: Path, tracks: Sequence[list[Text]]) -> Check:
    """Return whether one of the tracks shows what the WebVTT file shows, when it does."""
    if not tracks:
        return Check(name=name, ok=True, detail="no caption track to compare with")
    times = [
        (_milliseconds(cue.groups()[:4]), _milliseconds(cue.groups()[4:]))
        for cue in _CUE.finditer(path.read_text("utf-8", "replace"))
    ]
    shown = [[(start, end) for start, end, _ in texts] for texts in tracks]
    track = next((one for one in shown if _agree(times, one)), None)
    detail = (
        f"{counted(len(track or shown[0]), 'caption')} in the track, {len(times)} in {path.name}"
    )
    if track is None:
        detail += ", expected the same at the same times"
    return Check(name=name, ok=track is not None, detail=detail)


def _agree(times: list[tuple[int, int]], others: list[tuple[int, int]]) -> bool:
    return len(times) == len(others) and all(
        abs(a - c) <= _EXACT and abs(b - d) <= _EXACT
        for (a, b), (c, d) in zip(times, others, strict=True)
    )


def _length(frames: int, rate: Fraction, container: InputContainer, found: Playback) -> Check:
    actual = container.streams.video[0].average_rate
    ok = found.frames == frames and actual == rate
    detail = f"{found.frames} frames at {actual}"
    return Check(
        name="timeline", ok=ok, detail=detail + ("" if ok else f", expected {frames} at {rate}")
    )


def _pictures(steps: list[_Step], captions: set[int], found: Playback) -> Check:
    """Check that the picture changes where a step or a caption does, and within those that move."""
    starts = {step.start for step in steps} | captions
    allowed = starts.union(*(step.moves for step in steps))
    event = "step or caption changes" if captions else "step begins"
    stray = sorted(set(found.changes) - allowed)
    missing = sorted(starts - found.keyframes)
    if stray:
        detail = f"the picture changes at frame {stray[0]}, where no {event}"
    elif missing:
        detail = f"frame {missing[0]}, where a {event}, is no keyframe"
    else:
        where = f"where a {event}" + (" or moves" if allowed > starts else "")
        detail = f"{counted(len(found.changes), 'change')}, none but {where}"
    return Check(name="pictures", ok=not stray and not missing, detail=detail)


def _onsets(name: str, starts: list[int], heard: Heard) -> Check:
    """Check that each slide's speech is heard where the timeline says, in milliseconds."""
    loud = [index for index, peak in enumerate(heard.peaks) if peak > _AUDIBLE]
    offsets: list[int] = []
    for start in starts:
        place = bisect_left(loud, start + _EARLIEST)
        offsets.append(loud[place] - start if place < len(loud) else len(heard.peaks))
    late = [
        (start, offset) for start, offset in zip(starts, offsets, strict=True) if offset > _LATEST
    ]
    if late:
        start, offset = late[0]
        detail = f"speech that begins at {start} ms is heard {offset} ms later"
        return Check(name=name, ok=False, detail=f"{detail}, expected at most {_LATEST}")
    detail = f"{counted(len(starts), 'slide')} with speech"
    if offsets:
        detail += f", heard {min(offsets)} to {max(offsets)} ms after the beginning of their take"
    return Check(name=name, ok=True, detail=detail)


def _chapter_places(starts: list[Fraction], container: InputContainer) -> Check:
    """Check that chapters begin where titled slides do; a slide may continue a chapter."""
    found = [c["start"] * (c["time_base"] or Fraction(1)) for c in container.chapters()]
    places = {round(start * 1000) for start in (Fraction(0), *starts)}
    stray = [start for start in found if round(start * 1000) not in places]
    ok = not stray and bool(found) == bool(starts)
    detail = f"{counted(len(found), 'chapter')} for {counted(len(starts), 'titled slide')}"
    if stray:
        detail += f", but no such slide begins at {float(stray[0]):.3f} s"
    elif not ok:
        detail += ", expected both or neither"
    return Check(name="chapter places", ok=ok, detail=detail)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
