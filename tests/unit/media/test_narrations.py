"""A timeline with narrations in several languages."""

import json

import pytest

from mdvid.media.captions import captions
from mdvid.media.layout import longest
from mdvid.media.model import (
    FrameRate,
    NarrationEntry,
    Size,
    SlideSound,
    TimedUtterance,
    TimedWord,
    Timeline,
)
from mdvid.media.timeline import (
    SlideEntry,
    build_timeline,
    dump_timeline,
    load_timeline,
    timeline_json,
)

SECOND = 48_000
SPANISH = NarrationEntry(lang="es-MX", tag="es", title="Faros", titles=("Uno", "Dos"))


def said(text: str, start: float, end: float, *cues: tuple[int, int]) -> TimedUtterance:
    first, last = round(start * SECOND), round(end * SECOND)
    word = TimedWord(text=text, start=first, end=last)
    return TimedUtterance(
        text=text, spoken=text, voice="v", start=first, end=last, words=(word,), cues=cues
    )


def sound(seconds: float, *utterances: TimedUtterance) -> SlideSound:
    return SlideSound(aac_frames=1, samples=round(seconds * SECOND), utterances=utterances)


ENGLISH_SOUNDS = (
    sound(2, said("Hello.", 0.5, 1.5, (2, SECOND))),
    sound(4, said("A longer sentence.", 0.5, 3.5)),
)
SPANISH_SOUNDS = (sound(3, said("Hola.", 0.4, 2.4)), sound(2, said("Más.", 0.4, 1.2)))
HELD = tuple(map(longest, zip(ENGLISH_SOUNDS, SPANISH_SOUNDS, strict=True)))


@pytest.fixture
def timeline() -> Timeline:
    slides = [
        SlideEntry(number=1, id="one", title="One", line=1, steps=2),
        SlideEntry(number=2, id="two", title="Two", line=9),
    ]
    return build_timeline(
        slides,
        HELD,
        deck="deck.md",
        title="Lights",
        lang="en",
        size=Size(64, 36),
        fps=FrameRate(30),
        further=[(SPANISH, SPANISH_SOUNDS)],
    )


def test_a_slide_is_held_as_long_as_its_longest_narration(timeline: Timeline) -> None:
    assert [slide.frames for slide in timeline.slides] == [90, 120]
    assert HELD[0].utterances == ENGLISH_SOUNDS[0].utterances


def test_the_first_narration_says_when_steps_begin(timeline: Timeline) -> None:
    assert [step.start_frame for step in timeline.slides[0].steps] == [0, 30]


def test_every_narration_begins_with_its_slide(timeline: Timeline) -> None:
    (spanish,) = timeline.narrations
    starts = [[one.start / SECOND for one in slide] for slide in spanish.utterances]
    assert starts == [[0.4], [3.4]]
    assert timeline.slides[1].utterances[0].start == 3.5 * SECOND


def test_a_timeline_of_several_languages_is_read_back_exactly(timeline: Timeline) -> None:
    assert load_timeline(dump_timeline(timeline)) == timeline


def test_people_get_the_further_narrations_beside_the_first(timeline: Timeline) -> None:
    public = json.loads(timeline_json(timeline))
    assert public["languages"] == ["en", "es-MX"]
    one, two = public["slides"]
    assert [one["speech"][0]["text"], two["speech"][0]["text"]] == ["Hello.", "A longer sentence."]
    assert list(one["narrations"]) == ["es-MX"]
    (hola,) = one["narrations"]["es-MX"]
    assert (hola["text"], hola["start"], hola["end"]) == ("Hola.", 0.4, 2.4)


def test_a_timeline_of_one_language_says_nothing_of_others(timeline: Timeline) -> None:
    public = json.loads(timeline_json(timeline.spoken_in(timeline.narrations[0])))
    assert "languages" not in public
    assert all("narrations" not in slide for slide in public["slides"])


def test_one_narration_can_be_looked_at_alone(timeline: Timeline) -> None:
    alone = timeline.spoken_in(timeline.narrations[0])
    assert (alone.lang, alone.title, alone.frames) == ("es-MX", "Faros", timeline.frames)
    assert [slide.title for slide in alone.slides] == ["Uno", "Dos"]
    assert [(c.lines, c.start) for c in captions(alone)] == [(("Hola.",), 400), (("Más.",), 3400)]
