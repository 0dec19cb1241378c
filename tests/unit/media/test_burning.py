from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdvid.media.burning import Burnt, Part, burnt, burnt_slide
from mdvid.media.layout import shifted
from mdvid.media.model import FrameRate, TimedSlide, TimedStep, TimedUtterance

RATE = 48_000
THIRTY = FrameRate(30)
NTSC = FrameRate(30000, 1001)


def said(text: str, start: float, end: float) -> TimedUtterance:
    first, last = round(start * RATE), round(end * RATE)
    return TimedUtterance(text=text, spoken=text, voice="v", start=first, end=last)


def steps(*frames: int) -> tuple[TimedStep, ...]:
    starts = [sum(frames[:index]) for index in range(len(frames))]
    return tuple(
        TimedStep(start_frame=start, frames=count)
        for start, count in zip(starts, frames, strict=True)
    )


def shown(*utterances: TimedUtterance, over: tuple[int, ...] = (120,)) -> Burnt:
    return burnt(utterances, steps(*over), fps=THIRTY, lang="en")


def test_a_caption_is_shown_from_the_first_frame_at_or_after_its_word() -> None:
    found = shown(said("It is on.", 0.51, 2))
    assert found.parts == (Part(0, 0, 0, 16), Part(0, 1, 16, 56), Part(0, 0, 72, 48))
    assert found.captions[0].lines == ("It is on.",)
    assert (found.captions[0].start_frame, found.captions[0].frames) == (16, 56)


def test_a_slide_without_speech_is_its_steps() -> None:
    assert shown(over=(10, 20)).parts == (Part(0, 0, 0, 10), Part(1, 0, 10, 20))


def test_a_step_that_comes_within_a_caption_is_seen_with_it() -> None:
    found = shown(said("It is on.", 1, 3), over=(45, 75))
    pairs = [(part.step, part.caption) for part in found.parts]
    assert pairs == [(0, 0), (0, 1), (1, 1), (1, 0)]


def test_two_frames_are_without_a_caption_between_two() -> None:
    found = shown(said("This is the first one.", 0, 2), said("This is another one.", 2, 3.9))
    assert [part.caption for part in found.parts] == [1, 0, 2, 0]
    assert found.parts[1].frames == 2


def test_none_outlasts_its_slide() -> None:
    found = shown(said("To the very end.", 1, 4))
    assert found.parts[-1] == Part(0, 0, 118, 2)


@pytest.mark.parametrize("fps", [THIRTY, NTSC, FrameRate(25)])
@given(
    start=st.integers(0, 400_000),
    lengths=st.lists(st.integers(1, 100), min_size=1, max_size=5),
    onsets=st.lists(st.integers(0, RATE * 6), max_size=4, unique=True),
)
def test_it_is_the_same_wherever_the_slide_stands(
    fps: FrameRate, start: int, lengths: list[int], onsets: list[int]
) -> None:
    onsets.sort()
    spoken = tuple(
        said("A short sentence, more or less.", at / RATE, end / RATE)
        for at, end in zip(onsets, [*onsets[1:], RATE * 7], strict=False)
    )
    alone = burnt(spoken, steps(*lengths), fps=fps, lang="en")
    at = (start * RATE * fps.denominator * 2 + fps.numerator) // (2 * fps.numerator)
    slide = TimedSlide(
        number=1,
        id="a",
        title="",
        line=1,
        start_frame=start,
        frames=sum(lengths),
        steps=tuple(replace(s, start_frame=s.start_frame + start) for s in steps(*lengths)),
        utterances=tuple(shifted(utterance, at) for utterance in spoken),
    )
    assert burnt_slide(slide, fps=fps, lang="en") == alone
    assert sum(part.frames for part in alone.parts) == sum(lengths)
    assert all(part.frames > 0 for part in alone.parts)
    pairs = [(part.step, part.caption) for part in alone.parts]
    assert all(a != b for a, b in pairwise(pairs))
