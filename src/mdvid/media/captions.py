"""Captions: the words as written, timed by the speech, never by the slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mdvid.media.clock import SAMPLES_A_MILLISECOND, milliseconds_of, samples_at
from mdvid.media.model import Caption, FrameRate, TimedSlide, TimedUtterance, Timeline
from mdvid.media.pieces import Piece, pieces
from mdvid.media.splitting import LINGER, LONGEST, split

_FRAMES_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: pieces of text by line, and when it is shown, in samples."""

    lines: tuple[tuple[Piece, ...], ...]
    start: int
    end: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they are read."""
        return tuple("".join(_text(line)) for line in self.lines)


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Return the captions of the whole video: at most 2 lines of 42 columns, 7 s, none overlapping.

    Short ones stay for 5/6 s where there is room, none more than 0.4 s after its speech, and none
    longer than its slide; between two that follow on each other two frames are left, so that the
    change is seen.
    """
    return tuple(
        _in_milliseconds(cue)
        for slide in timeline.slides
        for cue in _of_slide(slide, timeline.fps, timeline.lang)
    )


def cues(
    utterances: Sequence[TimedUtterance], *, stop: int, fps: FrameRate, lang: str
) -> Iterator[Cue]:
    """Yield the captions of one slide, which is shown until sample `stop`."""
    run = [piece for utterance in utterances for piece in pieces(utterance)]
    gap = samples_at(_FRAMES_BETWEEN, fps)
    found = split(run, lang, gap)
    starts = [caption[0][0].start for caption in found]
    ends = [start - gap for start in (*starts[1:], stop)][: len(starts)]
    at = 0
    for caption, start, latest in zip(found, starts, ends, strict=True):
        begin = max(at, start)
        end = min(caption[-1][-1].end + LINGER, latest, begin + LONGEST)
        at = max(end, begin + SAMPLES_A_MILLISECOND)
        yield Cue(caption, begin, at)


def _of_slide(slide: TimedSlide, fps: FrameRate, lang: str) -> Iterator[Cue]:
    stop = samples_at(slide.start_frame + slide.frames, fps)
    return cues(slide.utterances, stop=stop, fps=fps, lang=lang)


def _in_milliseconds(cue: Cue) -> Caption:
    start = milliseconds_of(cue.start)
    return Caption(
        lines=cue.texts,
        start=start,
        # Rounded down, or the gap behind it would be less than two frames.
        end=max(cue.end // SAMPLES_A_MILLISECOND, start + 1),
        words=tuple(
            tuple(
                (milliseconds_of(piece.start), text)
                for piece, text in zip(line, _text(line), strict=True)
            )
            for line in cue.lines
        ),
    )


def _text(line: Sequence[Piece]) -> Iterator[str]:
    """Yield what each piece adds to the text of a line."""
    for index, piece in enumerate(line):
        space = ("\u00a0" if piece.bound else " ") if piece.spaced and index else ""
        yield space + piece.text
