import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdvid.media.model import (
    FrameRate,
    Size,
    SlideSound,
    TimedUtterance,
    TimedWord,
    Timeline,
)
from mdvid.media.steps import slide_steps
from mdvid.media.timeline import (
    SlideEntry,
    build_timeline,
    dump_timeline,
    load_timeline,
    timeline_json,
)

FPS = FrameRate(30)


def spoken(start: int, end: int, *cues: tuple[int, int]) -> TimedUtterance:
    return TimedUtterance(
        text="As written",
        spoken="as spoken",
        voice="espeak:en-us",
        start=start,
        end=end,
        words=(TimedWord(text="As", start=start, end=end),),
        cues=cues,
    )


def sound(samples: int, *utterances: TimedUtterance) -> SlideSound:
    return SlideSound(aac_frames=samples // 1024, samples=samples, utterances=utterances)


def build(*sounds: SlideSound, fps: FrameRate = FPS, steps: int = 1) -> Timeline:
    slides = [
        SlideEntry(number=i, id=f"s{i}", title=f"Slide {i}", line=i, steps=steps)
        for i in range(1, len(sounds) + 1)
    ]
    return build_timeline(
        slides, sounds, deck="deck.md", title="Talk", lang="en", size=Size(320, 180), fps=fps
    )


def test_each_slide_is_rounded_up_to_whole_frames_by_itself() -> None:
    timeline = build(sound(1600), sound(1601), sound(48_000))
    assert [slide.start_frame for slide in timeline.slides] == [0, 1, 3]
    assert timeline.frames == 33


def test_a_slide_that_moves_keeps_its_length_and_steps() -> None:
    moved = sound(100_000, spoken(5_000, 20_000, (2, 9_000)))
    first = build(moved, sound(77_777), steps=3).slides[0]
    second = build(sound(77_777), moved, steps=3).slides[1]
    assert first.frames == second.frames
    assert [step.frames for step in first.steps] == [step.frames for step in second.steps]


def test_speech_is_placed_where_its_slide_begins() -> None:
    timeline = build(sound(1601), sound(48_000, spoken(24_000, 30_000)))
    assert timeline.slides[1].utterances[0].start == 2 * 1600 + 24_000
    assert timeline.slides[1].utterances[0].words[0].end == 2 * 1600 + 30_000


def starts(found: SlideSound, steps: int) -> list[int]:
    return [step.start_frame for step in slide_steps(found, steps, FPS)]


def test_a_step_is_shown_on_the_first_frame_at_or_after_its_word() -> None:
    assert starts(sound(48_000, spoken(0, 48_000, (2, 1600), (3, 3201))), 3) == [0, 1, 3]


def test_without_cues_steps_change_with_the_utterances() -> None:
    four = [spoken(i * 16_000, i * 16_000 + 9_000) for i in range(4)]
    assert starts(sound(64_000, *four), 2) == [0, 20]
    assert starts(sound(64_000, *four), 4) == [0, 10, 20, 30]


def test_without_enough_utterances_steps_share_the_slide_evenly() -> None:
    assert starts(sound(48_000), 3) == [0, 10, 20]


def test_steps_without_a_cue_stand_evenly_between_those_that_have_one() -> None:
    assert starts(sound(48_000, spoken(0, 48_000, (4, 38_400))), 5) == [0, 8, 16, 24, 27]


def test_a_slide_shorter_than_its_steps_is_held_longer() -> None:
    assert starts(sound(10), 4) == [0, 1, 2, 3]


@given(
    samples=st.integers(0, 400_000),
    steps=st.integers(1, 12),
    cues=st.lists(st.tuples(st.integers(-1, 14), st.integers(0, 500_000)), max_size=8),
    many=st.integers(0, 5),
)
def test_steps_fill_their_slide_without_gaps(
    samples: int, steps: int, cues: list[tuple[int, int]], many: int
) -> None:
    utterances = [spoken(i * samples // 5, (i + 1) * samples // 5, *cues) for i in range(many)]
    found = slide_steps(sound(samples, *utterances), steps, FPS)
    assert len(found) == steps
    assert found[0].start_frame == 0
    assert all(step.frames >= 1 for step in found)
    ends = [step.start_frame + step.frames for step in found]
    assert [step.start_frame for step in found[1:]] == ends[:-1]
    assert ends[-1] == max(-(-samples // 1600), steps, 1)


def test_the_timeline_has_the_form_of_the_contract() -> None:
    timeline = build(sound(48_000, spoken(24_000, 30_000)), sound(1601), steps=2)
    assert json.loads(timeline_json(timeline)) == {
        "version": 1,
        "deck": "deck.md",
        "title": "Talk",
        "lang": "en",
        "fps": "30/1",
        "size": [320, 180],
        "sample_rate": 48000,
        "frames": 32,
        "duration": 1.067,
        "slides": [
            {
                "number": 1,
                "id": "s1",
                "title": "Slide 1",
                "line": 1,
                "start_frame": 0,
                "frames": 30,
                "steps": [{"start_frame": 0, "frames": 15}, {"start_frame": 15, "frames": 15}],
                "speech": [
                    {
                        "text": "As written",
                        "spoken": "as spoken",
                        "voice": "espeak:en-us",
                        "start": 0.5,
                        "end": 0.625,
                        "words": [{"text": "As", "start": 0.5, "end": 0.625}],
                    }
                ],
            },
            {
                "number": 2,
                "id": "s2",
                "title": "Slide 2",
                "line": 2,
                "start_frame": 30,
                "frames": 2,
                "steps": [{"start_frame": 30, "frames": 1}, {"start_frame": 31, "frames": 1}],
                "speech": [],
            },
        ],
    }


def test_the_timeline_survives_exactly() -> None:
    timeline = build(
        sound(48_001, spoken(24_001, 30_007, (2, 24_003))),
        sound(1601),
        fps=FrameRate(30_000, 1001),
        steps=2,
    )
    assert load_timeline(dump_timeline(timeline)) == timeline


def test_another_json_is_no_timeline() -> None:
    with pytest.raises(ValueError, match="not a timeline"):
        load_timeline('{"deck": "deck.md"}')
