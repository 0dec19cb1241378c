"""Which AAC frame stands where in the whole video."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from mdvid.media.clock import divided, samples_at
from mdvid.media.model import AAC_FRAME, SAMPLE_RATE, Timeline


def audio_frames(timeline: Timeline) -> int:
    """Return how many AAC frames cover the video."""
    return -(-samples_at(timeline.frames, timeline.fps) // AAC_FRAME)


def audio_starts(timeline: Timeline) -> tuple[int, ...]:
    """Return, by slide, the AAC frame at which its run begins.

    It is the one nearest to the slide's first picture, at most half an AAC frame (10.7 ms) away
    wherever the slide stands. A run is no longer than its slide, so runs never overlap; what is
    between them is filled with silent frames.
    """
    a_frame = AAC_FRAME * timeline.fps.numerator
    a_picture = SAMPLE_RATE * timeline.fps.denominator
    return tuple(divided(slide.start_frame * a_picture, a_frame) for slide in timeline.slides)


def sound_frames(
    timeline: Timeline, runs: Iterable[Sequence[bytes]], silence: bytes
) -> Iterator[bytes]:
    """Yield the AAC frames of the whole video; `runs` holds those of each slide, read in turn.

    Raises:
        ValueError: a run is longer than the slide it belongs to.
    """
    starts = audio_starts(timeline)
    ends = (*starts[1:], audio_frames(timeline))
    for slide, start, end, run in zip(timeline.slides, starts, ends, runs, strict=True):
        room = end - start
        if len(run) > room:
            raise ValueError(
                f"slide {slide.number} has {len(run)} AAC frames of sound in a place for {room}"
            )
        yield from run
        yield from repeat(silence, room - len(run))
