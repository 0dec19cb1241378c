import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdvid.media.clock import samples_at
from mdvid.media.model import AAC_FRAME, FrameRate, Size, SlideSound, Timeline
from mdvid.media.schedule import audio_frames, audio_starts, sound_frames
from mdvid.media.timeline import SlideEntry, build_timeline

RATES = [FrameRate(24), FrameRate(25), FrameRate(30), FrameRate(60), FrameRate(30_000, 1001)]


def timeline(samples: list[int], fps: FrameRate) -> Timeline:
    return build_timeline(
        [SlideEntry(number=i, id="", title="", line=1) for i, _ in enumerate(samples, 1)],
        [SlideSound(aac_frames=0, samples=n) for n in samples],
        deck="d",
        title="t",
        lang="en",
        size=Size(320, 180),
        fps=fps,
    )


@given(
    lengths=st.lists(st.integers(1, 3000), min_size=1, max_size=60),
    fps=st.sampled_from(RATES),
)
def test_sound_starts_within_half_an_aac_frame_of_its_picture_and_never_overlaps(
    lengths: list[int], fps: FrameRate
) -> None:
    video = timeline([n * AAC_FRAME for n in lengths], fps)
    starts = audio_starts(video)
    for slide, start in zip(video.slides, starts, strict=True):
        assert abs(start * AAC_FRAME - samples_at(slide.start_frame, fps)) <= AAC_FRAME // 2 + 1
    frames = list(sound_frames(video, [[b"x"] * n for n in lengths], b""))
    assert frames.count(b"x") == sum(lengths)


@pytest.mark.parametrize("fps", RATES)
def test_three_hours_show_no_drift(fps: FrameRate) -> None:
    video = timeline([123_457] * 4_200, fps)
    last = video.slides[-1]
    drift = audio_starts(video)[-1] * AAC_FRAME - samples_at(last.start_frame, fps)
    assert samples_at(video.frames, fps) > 3 * 3600 * 48_000
    assert abs(drift) <= AAC_FRAME // 2


def test_sound_covers_the_video() -> None:
    video = timeline([1600, 1601], FrameRate(30))
    assert audio_frames(video) == 5
    assert list(sound_frames(video, [[], [b"a"]], b"")) == [b"", b"", b"a", b"", b""]


def test_a_run_longer_than_its_slide_is_refused() -> None:
    with pytest.raises(ValueError, match="slide 1 has 3 AAC frames of sound in a place for 2"):
        list(sound_frames(timeline([1600, 1600], FrameRate(30)), [[b"a"] * 3, []], b""))
