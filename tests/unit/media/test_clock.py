from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mdvid.media import clock
from mdvid.media.model import SAMPLE_RATE, FrameRate

RATES = st.sampled_from(
    [FrameRate(n) for n in (1, 10, 24, 25, 30, 50, 60)]
    + [FrameRate(24_000, 1001), FrameRate(30_000, 1001), FrameRate(60_000, 1001)]
)
THREE_HOURS = 3 * 3600 * SAMPLE_RATE


@given(samples=st.integers(0, THREE_HOURS), fps=RATES)
def test_frames_cover_the_samples_and_no_frame_more(samples: int, fps: FrameRate) -> None:
    frames = clock.frames_for(samples, fps)
    second = Fraction(samples, SAMPLE_RATE)
    assert frames / fps.fraction >= second > (frames - 1) / fps.fraction


@given(frame=st.integers(0, 10**7), fps=RATES)
def test_the_sample_of_a_frame_is_the_nearest_one(frame: int, fps: FrameRate) -> None:
    exact = frame / fps.fraction * SAMPLE_RATE
    assert abs(clock.samples_at(frame, fps) - exact) <= Fraction(1, 2)


@given(frame=st.integers(0, 10**7), fps=RATES)
def test_a_frame_is_found_again_from_its_sample(frame: int, fps: FrameRate) -> None:
    assert clock.frames_for(clock.samples_at(frame, fps), fps) in {frame, frame + 1}
    if SAMPLE_RATE * fps.denominator % fps.numerator == 0:
        assert clock.frames_for(clock.samples_at(frame, fps), fps) == frame


def test_half_a_millisecond_is_rounded_up() -> None:
    assert [clock.milliseconds_of(n) for n in (0, 23, 24, 71, 72)] == [0, 0, 1, 1, 2]


def test_a_keyframe_interval_is_whole_frames() -> None:
    assert clock.frames_in(5, FrameRate(30)) == 150
    assert clock.frames_in(5, FrameRate(30_000, 1001)) == 150
    assert clock.frames_in(5, FrameRate(1, 10)) == 1
