"""When each step of a slide is shown."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from mdvid.media.clock import frames_for
from mdvid.media.model import FrameRate, SlideSound, TimedStep


def slide_frames(sound: SlideSound, steps: int, fps: FrameRate) -> int:
    """Return how many frames a slide is shown: its sound in whole frames, one a step at least."""
    return max(frames_for(sound.samples, fps), steps, 1)


def slide_steps(sound: SlideSound, steps: int, fps: FrameRate) -> tuple[TimedStep, ...]:
    """Return the steps of one slide, in frames from its beginning; together they fill it.

    A step with a cue begins on the first frame at or after its word. Without any cue the
    utterances are shared out evenly. Steps between two that are known share the time evenly.
    """
    frames = slide_frames(sound, steps, fps)
    known = _cued(sound, steps, fps) or _by_utterances(sound, steps, fps)
    starts = _spread(known, steps, frames)
    stops = (*starts[1:], frames)
    return tuple(
        TimedStep(start_frame=start, frames=stop - start)
        for start, stop in zip(starts, stops, strict=True)
    )


def _cued(sound: SlideSound, steps: int, fps: FrameRate) -> dict[int, int]:
    """Return the first frame of each step that has a cue, by index from 0."""
    known: dict[int, int] = {}
    for utterance in sound.utterances:
        for step, sample in utterance.cues:
            if 1 < step <= steps:
                known.setdefault(step - 1, frames_for(sample, fps))
    return known


def _by_utterances(sound: SlideSound, steps: int, fps: FrameRate) -> dict[int, int]:
    count = len(sound.utterances)
    if count < steps:
        return {}
    firsts = ((index, index * count // steps) for index in range(1, steps))
    return {index: frames_for(sound.utterances[first].start, fps) for index, first in firsts}


def _spread(known: Mapping[int, int], steps: int, frames: int) -> list[int]:
    """Return where every step begins: rising, from 0, with at least one frame each."""
    marks = {0: 0, **known, steps: frames}
    places = sorted(marks)
    starts: list[int] = []
    for left, right in pairwise(places):
        span = marks[right] - marks[left]
        starts += [marks[left] + span * i // (right - left) for i in range(right - left)]
    for index in range(1, steps):
        starts[index] = max(starts[index], starts[index - 1] + 1)
    for index in range(steps - 1, 0, -1):
        starts[index] = min(starts[index], frames - (steps - index))
    return starts
