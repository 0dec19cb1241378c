"""Captions that are part of the pictures: what is shown together, and for which frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mdvid.media.captions import alone, cues
from mdvid.media.clock import frames_for
from mdvid.media.model import FrameRate, TimedSlide, TimedStep, TimedUtterance


@dataclass(frozen=True, slots=True)
class Part:
    """One picture of a slide: a step with a caption, or without any."""

    step: int
    """Index from 0."""
    caption: int
    """Number from 1; 0 for none."""
    start_frame: int
    frames: int


@dataclass(frozen=True, slots=True)
class BurntCaption:
    """One caption, in frames from the beginning of its slide."""

    lines: tuple[str, ...]
    start_frame: int
    frames: int


@dataclass(frozen=True, slots=True)
class Burnt:
    """The captions of one slide and its pictures, in frames from its beginning."""

    captions: tuple[BurntCaption, ...]
    parts: tuple[Part, ...]
    """They fill the slide, in order."""


def burnt(
    utterances: tuple[TimedUtterance, ...], steps: Sequence[TimedStep], *, fps: FrameRate, lang: str
) -> Burnt:
    """Return what is shown on a slide of these steps; times count from its beginning.

    A caption is shown from the first frame at or after its first word.
    """
    frames = steps[-1].start_frame + steps[-1].frames
    captions: list[BurntCaption] = []
    shown = {0: 0}
    for cue in cues(utterances, frames=frames, fps=fps, lang=lang):
        start, end = (min(frames_for(sample, fps), frames) for sample in (cue.start, cue.end))
        if start < end:
            captions.append(BurntCaption(cue.texts, start, end - start))
            shown |= {start: len(captions), end: 0}
    steps_at = {step.start_frame: index for index, step in enumerate(steps)}
    return Burnt(tuple(captions), tuple(_parts(steps_at, shown, frames)))


def _parts(steps: Mapping[int, int], captions: Mapping[int, int], frames: int) -> Iterator[Part]:
    """Yield the pictures between all frames at which a step or a caption changes."""
    step = caption = 0
    starts = sorted({*steps, *captions} - {frames})
    for start, stop in pairwise([*starts, frames]):
        step, caption = steps.get(start, step), captions.get(start, caption)
        yield Part(step, caption, start, stop - start)


def burnt_slide(slide: TimedSlide, *, fps: FrameRate, lang: str) -> Burnt:
    """Return what is shown on a slide of a timeline, in frames from its beginning."""
    first = slide.start_frame
    steps = [replace(step, start_frame=step.start_frame - first) for step in slide.steps]
    return burnt(alone(slide, fps), steps, fps=fps, lang=lang)
