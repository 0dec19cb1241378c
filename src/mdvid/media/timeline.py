"""The timeline: slides, steps and speech of a whole video, and its two forms as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mdvid.media.clock import milliseconds_at, milliseconds_of, samples_at
from mdvid.media.layout import dump_utterance, load_utterance, shifted
from mdvid.media.model import (
    SAMPLE_RATE,
    FrameRate,
    NarrationEntry,
    Size,
    SlideSound,
    TimedSlide,
    TimedStep,
    TimedUtterance,
    Timeline,
)
from mdvid.media.narrations import dump_narration, load_narration, timed_narration
from mdvid.media.steps import slide_frames, slide_steps

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideEntry:
    """What the timeline must know of a slide besides its sound."""

    number: int
    id: str
    title: str
    line: int
    steps: int = 1
    continued: bool = False
    """It goes on under the heading of the slide before."""
    moving: bool = False
    """There is a picture on it that moves."""


def build_timeline(
    slides: Sequence[SlideEntry],
    sounds: Sequence[SlideSound],
    *,
    deck: str,
    title: str,
    lang: str,
    size: Size,
    fps: FrameRate,
    further: Sequence[tuple[NarrationEntry, Sequence[SlideSound]]] = (),
) -> Timeline:
    """Return the timeline of slides and their sounds, in order.

    Each slide lasts a whole number of frames that depends on nothing but itself, so slides can
    be moved about, and no error adds up. `further` are narrations in other languages and their
    sounds, none of which may be longer than that of its slide in `sounds`; see `longest`.
    """
    at = 0
    timed: list[TimedSlide] = []
    for slide, sound in zip(slides, sounds, strict=True):
        timed.append(_place(slide, sound, at, fps))
        at += timed[-1].frames
    return Timeline(
        deck=deck,
        title=title,
        lang=lang,
        size=size,
        fps=fps,
        slides=tuple(timed),
        narrations=tuple(timed_narration(entry, heard, timed, fps) for entry, heard in further),
    )


def _place(slide: SlideEntry, sound: SlideSound, at: int, fps: FrameRate) -> TimedSlide:
    start = samples_at(at, fps)
    return TimedSlide(
        number=slide.number,
        id=slide.id,
        title=slide.title,
        line=slide.line,
        start_frame=at,
        frames=slide_frames(sound, slide.steps, fps),
        steps=tuple(
            replace(step, start_frame=at + step.start_frame, moving=slide.moving)
            for step in slide_steps(sound, slide.steps, fps)
        ),
        utterances=tuple(shifted(utterance, start) for utterance in sound.utterances),
        continued=slide.continued,
    )


def timeline_json(timeline: Timeline, *, burnt: bool = False) -> str:
    """Return the timeline as people and other programs get it; seconds, to the millisecond.

    If captions are `burnt` into the pictures, it says for which frames.
    """
    value = {
        "version": _VERSION,
        "deck": timeline.deck,
        "title": timeline.title,
        "lang": timeline.lang,
        "fps": str(timeline.fps),
        "size": [timeline.size.width, timeline.size.height],
        "sample_rate": SAMPLE_RATE,
        "frames": timeline.frames,
        "duration": milliseconds_at(timeline.frames, timeline.fps) / 1000,
        **_languages(timeline),
        "slides": [
            {
                **_head(slide),
                **({"captions": _burnt(slide, timeline)} if burnt else {}),
                "speech": [_speech(item) for item in slide.utterances],
                **_narrations(index, timeline),
            }
            for index, slide in enumerate(timeline.slides)
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def dump_timeline(timeline: Timeline) -> str:
    """Return the timeline as JSON that `load_timeline` reads back exactly."""
    value = {
        "version": _VERSION,
        "deck": timeline.deck,
        "title": timeline.title,
        "lang": timeline.lang,
        "fps": [timeline.fps.numerator, timeline.fps.denominator],
        "size": [timeline.size.width, timeline.size.height],
        "slides": [
            {
                **_head(slide),
                "continued": slide.continued,
                "utterances": [dump_utterance(item) for item in slide.utterances],
            }
            for slide in timeline.slides
        ],
        "narrations": [dump_narration(narration) for narration in timeline.narrations],
    }
    return json.dumps(value, ensure_ascii=False)


def load_timeline(text: str) -> Timeline:
    """Read what `dump_timeline` wrote.

    Raises:
        ValueError: it is not that.
    """
    try:
        value = json.loads(text)
        return Timeline(
            deck=value["deck"],
            title=value["title"],
            lang=value["lang"],
            size=Size(*value["size"]),
            fps=FrameRate(*value["fps"]),
            slides=tuple(_slide(slide) for slide in value["slides"]),
            narrations=tuple(map(load_narration, value["narrations"])),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a timeline: {error!r}") from error


def _head(slide: TimedSlide) -> dict[str, Any]:
    return {
        "number": slide.number,
        "id": slide.id,
        "title": slide.title,
        "line": slide.line,
        "start_frame": slide.start_frame,
        "frames": slide.frames,
        "steps": [_step(step) for step in slide.steps],
    }


def _burnt(slide: TimedSlide, timeline: Timeline) -> list[dict[str, Any]]:
    from mdvid.media.burning import burnt_slide  # few videos have any

    shown = burnt_slide(slide, fps=timeline.fps, lang=timeline.lang)
    return [
        {
            "start_frame": slide.start_frame + caption.start_frame,
            "frames": caption.frames,
            "lines": list(caption.lines),
        }
        for caption in shown.captions
    ]


def _step(step: TimedStep) -> dict[str, Any]:
    times = {"start_frame": step.start_frame, "frames": step.frames}
    return {**times, "moving": True} if step.moving else times


def _slide(value: dict[str, Any]) -> TimedSlide:
    return TimedSlide(
        number=value["number"],
        id=value["id"],
        title=value["title"],
        line=value["line"],
        start_frame=value["start_frame"],
        frames=value["frames"],
        steps=tuple(TimedStep(**step) for step in value["steps"]),
        utterances=tuple(load_utterance(item) for item in value["utterances"]),
        continued=value["continued"],
    )


def _languages(timeline: Timeline) -> dict[str, Any]:
    further = [one.entry.lang for one in timeline.narrations]
    return {"languages": [timeline.lang, *further]} if further else {}


def _narrations(index: int, timeline: Timeline) -> dict[str, Any]:
    """Return what is said to a slide in further languages."""
    said = {
        one.entry.lang: [_speech(item) for item in one.utterances[index]]
        for one in timeline.narrations
    }
    return {"narrations": said} if said else {}


def _speech(utterance: TimedUtterance) -> dict[str, Any]:
    return {
        "text": utterance.text,
        "spoken": utterance.spoken,
        "voice": utterance.voice,
        "start": milliseconds_of(utterance.start) / 1000,
        "end": milliseconds_of(utterance.end) / 1000,
        "words": [
            {
                "text": word.text,
                "start": milliseconds_of(word.start) / 1000,
                "end": milliseconds_of(word.end) / 1000,
            }
            for word in utterance.words
        ],
    }
