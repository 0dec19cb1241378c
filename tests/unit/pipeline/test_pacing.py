import pytest

from mdvid.deck.model import Picture, Slide
from mdvid.diagnostics import Span
from mdvid.pipeline.pacing import (
    GAP,
    LEAD,
    LONGEST,
    ORIENTATION,
    PER_CHARACTER,
    PER_PICTURE,
    PER_WORD,
    SHORTEST,
    TAIL,
    PacedSpeech,
    hold,
    pace,
    reading_time,
)
from mdvid.speech.model import Pause, SpeechItem, Utterance, Voice

SPAN = Span("deck.md", 1)
SILENCE = PacedSpeech((), 0, 0)


def say(text: str) -> Utterance:
    return Utterance(text=text, spoken=text, words=(), voice=Voice(provider="fake"), span=SPAN)


def slide(text: str = "", *, pictures: int = 0, hold: int | None = None) -> Slide:
    picture = Picture(name="picture/1-1", source="a.png", span=SPAN)
    return Slide(
        number=1,
        id="a",
        title="",
        body="",
        text=text,
        pictures=(picture,) * pictures,
        hold=hold,
        span=SPAN,
    )


A, B = say("A."), say("B.")


@pytest.mark.parametrize(
    ("items", "lead", "gaps", "tail"),
    [
        ((A,), LEAD, (0,), TAIL),
        ((A, B), LEAD, (0, GAP), TAIL),
        ((A, Pause(milliseconds=50), B), LEAD, (0, 50), TAIL),
        ((A, Pause(milliseconds=800), Pause(milliseconds=700), B), LEAD, (0, 1500), TAIL),
        ((A, Pause(milliseconds=0), B), LEAD, (0, GAP), TAIL),
        ((Pause(milliseconds=2000), A), 2000, (0,), TAIL),
        ((Pause(milliseconds=100), A), LEAD, (0,), TAIL),
        ((A, Pause(milliseconds=3000)), LEAD, (0,), 3000),
        ((A, Pause(milliseconds=10)), LEAD, (0,), TAIL),
        ((Pause(milliseconds=3000),), 0, (), 3000),
        ((), 0, (), 0),
    ],
)
def test_a_written_pause_takes_the_place_of_the_usual_silence(
    items: tuple[SpeechItem, ...], lead: int, gaps: tuple[int, ...], tail: int
) -> None:
    paced = pace(items)
    assert (paced.lead, tuple(gap for gap, _ in paced.utterances), paced.tail) == (lead, gaps, tail)
    assert [u for _, u in paced.utterances] == [i for i in items if isinstance(i, Utterance)]


@pytest.mark.parametrize(
    ("shown", "milliseconds"),
    [
        (slide(), SHORTEST),
        (slide("one two"), SHORTEST),
        (slide("word " * 10), ORIENTATION + 10 * PER_WORD),
        (slide("word " * 10, pictures=2), ORIENTATION + 10 * PER_WORD + 2 * PER_PICTURE),
        (slide("word " * 1000), LONGEST),
        (slide("Straßenverkehrszulassungsordnungsänderung " * 10), ORIENTATION + 10 * PER_WORD),
        (slide("word — & 7 " * 5), ORIENTATION + 10 * PER_WORD),
        (slide("한국어는 " * 10), ORIENTATION + 10 * PER_WORD),
        (slide("今日は天気がいい、散歩をしよう"), ORIENTATION + 14 * PER_CHARACTER),
        (slide("Python を使う" * 4), ORIENTATION + 4 * PER_WORD + 12 * PER_CHARACTER),
        (slide("สวัสดีชาวโลก" * 2), ORIENTATION + 24 * PER_CHARACTER),
    ],
)
def test_a_slide_is_held_for_as_long_as_it_takes_to_read(shown: Slide, milliseconds: int) -> None:
    assert reading_time(shown) == milliseconds
    assert hold(shown, SILENCE, None) == milliseconds


def test_the_deck_s_hold_is_for_slides_without_narration() -> None:
    assert hold(slide("word " * 10), SILENCE, 4000) == 4000
    assert hold(slide("word " * 10), pace((A,)), 4000) < SHORTEST


def test_a_slide_s_own_hold_counts_whether_it_speaks_or_not() -> None:
    assert hold(slide(hold=9000), SILENCE, 4000) == 9000
    assert hold(slide(hold=9000), pace((A,)), 4000) == 9000


def test_a_pause_without_words_is_held_out() -> None:
    assert hold(slide(), pace((Pause(milliseconds=20_000),)), None) == 20_000
