"""Captions: the words as written, timed by the speech, never by the slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mdvid.media.clock import SAMPLES_A_MILLISECOND, milliseconds_of, samples_at
from mdvid.media.layout import shifted
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
    fps, lang = timeline.fps, timeline.lang
    return tuple(
        _in_milliseconds(cue, samples_at(slide.start_frame, fps))
        for slide in timeline.slides
        for cue in cues(alone(slide, fps), frames=slide.frames, fps=fps, lang=lang)
    )


def alone(slide: TimedSlide, fps: FrameRate) -> tuple[TimedUtterance, ...]:
    """Return what is said on a slide as if the video began with it."""
    start = samples_at(slide.start_frame, fps)
    return tuple(shifted(utterance, -start) for utterance in slide.utterances)


@lru_cache(maxsize=256)  # files, the MP4 and pages ask for the same ones, and an edit changes few
def cues(
    utterances: tuple[TimedUtterance, ...], *, frames: int, fps: FrameRate, lang: str
) -> tuple[Cue, ...]:
    """Return the captions of one slide of so many frames; all times count from its beginning."""
    return tuple(_cues(utterances, frames, fps, lang))


def _cues(
    utterances: Sequence[TimedUtterance], frames: int, fps: FrameRate, lang: str
) -> Iterator[Cue]:
    run = [piece for utterance in utterances for piece in pieces(utterance)]
    gap = samples_at(_FRAMES_BETWEEN, fps)
    found = split(run, lang, gap)
    starts = [caption[0][0].start for caption in found]
    ends = [start - gap for start in (*starts[1:], samples_at(frames, fps))][: len(starts)]
    at = 0
    for caption, start, latest in zip(found, starts, ends, strict=True):
        begin = max(at, start)
        end = min(caption[-1][-1].end + LINGER, latest, begin + LONGEST)
        at = max(end, begin + SAMPLES_A_MILLISECOND)
        yield Cue(caption, begin, at)


def _in_milliseconds(cue: Cue, before: int) -> Caption:
    """Return a caption of the video, where its slide begins after so many samples."""
    start = milliseconds_of(before + cue.start)
    return Caption(
        lines=cue.texts,
        start=start,
        # Rounded down, or the gap behind it would be less than two frames.
        end=max((before + cue.end) // SAMPLES_A_MILLISECOND, start + 1),
        words=tuple(
            tuple(
                (milliseconds_of(before + piece.start), text)
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
