"""Captions: the words as written, timed by the speech, never by the slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mdvid.media.clock import milliseconds_at, milliseconds_of, samples_of
from mdvid.media.model import Caption, TimedSlide, Timeline
from mdvid.media.pieces import Piece, pieces
from mdvid.media.splitting import LONGEST, lines, split

_TOGETHER = samples_of(400)
"""Utterances with a longer pause between them never share a caption."""

_LINGER = 390
"""Milliseconds a caption may stay after its speech, if nothing follows."""

_FRAMES_BETWEEN = 2


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Return the captions of the whole video: at most 2 lines of 42 columns, 7 s, none overlapping.

    Short ones stay for 5/6 s where there is room, none more than 0.4 s after its speech; between
    two that follow on each other two frames are left, so that the change is seen.
    """
    found = [caption for slide in timeline.slides for run in _runs(slide) for caption in split(run)]
    gap = milliseconds_at(_FRAMES_BETWEEN, timeline.fps)
    return tuple(_timed(found, gap, milliseconds_at(timeline.frames, timeline.fps)))


def to_vtt(items: Iterable[Caption]) -> str:
    """Return captions as WebVTT."""
    cues = (
        f"\n{_clock(item.start, '.')} --> {_clock(item.end, '.')}\n{_escaped(item)}\n"
        for item in items
    )
    return "WEBVTT\n" + "".join(cues)


def to_srt(items: Iterable[Caption]) -> str:
    """Return captions as SubRip."""
    cues = (
        f"{number}\n{_clock(item.start, ',')} --> {_clock(item.end, ',')}\n"
        + "\n".join(item.lines)
        + "\n"
        for number, item in enumerate(items, start=1)
    )
    return "\n".join(cues)


def _runs(slide: TimedSlide) -> Iterator[list[Piece]]:
    """Yield the pieces of utterances that follow on each other."""
    run: list[Piece] = []
    for utterance in slide.utterances:
        if run and utterance.start - run[-1].end > _TOGETHER:
            yield run
            run = []
        run += pieces(utterance)
    if run:
        yield run


def _timed(found: Sequence[Sequence[Piece]], gap: int, length: int) -> Iterator[Caption]:
    starts = [milliseconds_of(caption[0].start) for caption in found]
    at = 0
    for index, caption in enumerate(found):
        start = max(at, starts[index])
        end = milliseconds_of(caption[-1].end) + _LINGER
        if index + 1 < len(found):
            end = min(end, starts[index + 1] - gap)
        end = min(end, start + milliseconds_of(LONGEST), length)
        at = max(end, start + 1)
        yield Caption(lines=lines(caption), start=start, end=at)


def _escaped(item: Caption) -> str:
    text = "\n".join(item.lines)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
