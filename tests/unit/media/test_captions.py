from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdvid.media.captions import captions
from mdvid.media.model import (
    FrameRate,
    Size,
    TimedSlide,
    TimedStep,
    TimedUtterance,
    TimedWord,
    Timeline,
)
from mdvid.media.pieces import LINE, width

RATE = 48_000


def utterance(text: str, start: float, end: float, *, words: bool = True) -> TimedUtterance:
    first, last = round(start * RATE), round(end * RATE)
    found = text.split()
    step = (last - first) // max(len(found), 1)
    timed = tuple(
        TimedWord(text=word.strip(".,!?"), start=first + i * step, end=first + (i + 1) * step)
        for i, word in enumerate(found)
    )
    return TimedUtterance(
        text=text, spoken=text, voice="v", start=first, end=last, words=timed if words else ()
    )


def video(*utterances: TimedUtterance, seconds: int = 600, lang: str = "en") -> Timeline:
    frames = 30 * seconds
    return Timeline(
        deck="d",
        title="t",
        lang=lang,
        size=Size(320, 180),
        fps=FrameRate(30),
        slides=(
            TimedSlide(
                number=1,
                id="s",
                title="",
                line=1,
                start_frame=0,
                frames=frames,
                steps=(TimedStep(start_frame=0, frames=frames),),
                utterances=utterances,
            ),
        ),
    )


LONG = (
    "Peers pay for every frame, eighteen thousand of them in ten minutes, and most of these frames "
    "show exactly what the one before them showed, which is why a held picture should cost nothing."
)


def test_a_short_sentence_is_one_line_timed_by_its_speech() -> None:
    (caption,) = captions(video(utterance("Everything is cached.", 1.0, 2.5)))
    assert caption.lines == ("Everything is cached.",)
    assert caption.start == 1000
    assert 2500 <= caption.end <= 2900


@pytest.mark.parametrize(
    "together",
    [
        "z. B.",
        "u. s. w.",
        "J. R. R. Tolkien",
        "Dr. Meier",
        "5 GB",
        "1.200 km/h,",
        "3. Mai",
        "9 a. m.",
        "12\u00a0Stück",
        "20 °C",
        "3 million",
        "wait ?",
        "« Wort »",
    ],
)
def test_what_belongs_together_is_never_broken(together: str) -> None:
    for before in range(20):
        text = " ".join([*["so"] * before, together, *["Wort", "und"] * 8])
        shown = [line for c in captions(video(utterance(text, 0, 12))) for line in c.lines]
        assert any(together in line for line in shown)


FILLER = {"en": "and so it goes ", "de": "und so geht es ", "es": "y sigue así ", "fr": "et ça va "}


@pytest.mark.parametrize(
    ("lang", "together"),
    [
        ("en", "the sea"),
        ("en", "Royal Society"),
        ("en", "Vincent van Gogh"),
        ("en", "May 3, 2024"),
        ("en", "$ 5"),
        ("en", "9 thousand"),
        ("de", "die See"),
        ("de", "am Meer"),
        ("de", "Angela Merkel"),
        ("de", "v. Chr."),
        ("es", "el mar"),
        ("es", "3 de mayo"),
        ("es", "Sr. García"),
        ("fr", "la mer"),
        ("fr", "14 juillet 1789"),
        ("fr", "ça va ?"),
    ],
)
def test_a_line_never_ends_within(lang: str, together: str) -> None:
    for before in range(16):
        words = (FILLER[lang] * 9).split()
        text = " ".join([*words[:before], together, *words[before : before + 14]])
        found = captions(video(utterance(text, 0, 12), lang=lang))
        shown = [line for caption in found for line in caption.lines]
        assert any(together in line for line in shown), shown


@pytest.mark.parametrize(("lang", "binds"), [("en-GB", False), ("de", True)])
def test_words_bind_in_their_own_language_only(lang: str, binds: bool) -> None:
    found = captions(video(utterance("die lights dies " * 12, 0, 24), lang=lang))
    ends = {line.split()[-1] for caption in found for line in caption.lines}
    assert ("die" not in ends) == binds


def test_a_long_sentence_is_split_at_sense() -> None:
    found = captions(video(utterance(LONG, 0, 12)))
    assert [caption.lines for caption in found] == [
        ("Peers pay for every frame,", "eighteen thousand of them in ten minutes,"),
        ("and most of these frames show exactly", "what the one before them showed,"),
        ("which is why a held picture", "should cost nothing."),
    ]


def test_a_name_in_small_letters_may_begin_a_sentence() -> None:
    (caption,) = captions(video(utterance("It loads what others wrote. npm is one of many.", 0, 4)))
    assert caption.lines == ("It loads what others wrote.", "npm is one of many.")


def test_captions_follow_the_words_as_they_are_heard() -> None:
    spoken = utterance(LONG, 0, 12)
    second = captions(video(spoken))[1]
    heard = next(word for word in spoken.words if word.text == "and")
    assert second.start == round(heard.start / 48)


def test_between_captions_that_follow_on_each_other_two_frames_are_left() -> None:
    found = captions(video(utterance(LONG, 0, 12)))
    assert [b.start - a.end for a, b in pairwise(found)] == [67, 67]


def test_a_caption_goes_after_its_speech_even_if_the_slide_stays() -> None:
    found = captions(video(utterance("One.", 0, 1), utterance("Two.", 9, 10)))
    assert [c.lines for c in found] == [("One.",), ("Two.",)]
    assert 1000 <= found[0].end <= 1400


def test_sentences_too_short_to_read_share_a_caption() -> None:
    found = captions(video(utterance("Yes.", 0, 0.4), utterance("It really does work.", 0.5, 2)))
    assert [c.lines for c in found] == [("Yes. It really does work.",)]


def test_what_two_say_stands_apart_unless_it_is_one_sentence() -> None:
    said = [utterance("Ready?", 0, 0.5), utterance("Yes.", 0.8, 1.3), utterance("So go.", 1.6, 2)]
    bob = [replace(one, voice="bob") for one in said]
    found = captions(video(said[0], bob[1], said[2]))
    assert [c.lines for c in found] == [("Ready?",), ("Yes.",), ("So go.",)]
    mixed = captions(video(utterance("The word", 0, 0.5), replace(said[1], voice="bob")))
    assert [c.lines for c in mixed] == [("The word Yes.",)]


def test_sentences_long_enough_have_their_own() -> None:
    found = captions(video(utterance("It does.", 0, 1.2), utterance("It really does.", 1.4, 3)))
    assert [c.lines for c in found] == [("It does.",), ("It really does.",)]


def test_text_without_word_times_is_timed_by_its_letters() -> None:
    found = captions(video(utterance(LONG, 0, 12, words=False)))
    assert found[0].start == 0
    assert 3800 < found[1].start < 4800


def test_a_caption_of_one_word_is_avoided() -> None:
    for length in range(8, 24):
        text = " ".join(["lights"] * length)
        found = captions(video(utterance(text, 0, length / 2)))
        assert min(len(" ".join(caption.lines).split()) for caption in found) > 1


def test_the_second_line_is_rather_the_longer_one() -> None:
    (found,) = captions(video(utterance("one two six ten " * 3 + "end one.", 0, 4)))
    first, second = found.lines
    assert len(first) <= len(second)


def test_speech_too_fast_to_be_read_makes_use_of_the_silence_behind_it() -> None:
    fast = utterance("This was said so fast that nobody can read it.", 0, 1.5)
    slow = utterance("This was not.", 4, 6)
    first = captions(video(fast, slow))[0]
    assert first.end == 1890


def test_a_caption_does_not_outlast_its_slide() -> None:
    (found,) = captions(video(utterance("Off it goes.", 0, 1.9), seconds=2))
    assert found.end == 2000 - 67


def test_a_long_pause_ends_a_caption() -> None:
    found = captions(video(utterance("No.", 0, 0.2), utterance("Never again.", 2, 3)))
    assert [c.lines for c in found] == [("No.",), ("Never again.",)]


def test_a_caption_says_when_each_of_its_words_is_heard() -> None:
    (found,) = captions(video(utterance("One two three.", 1, 2.5)))
    assert found.words == (((1000, "One"), (1500, " two"), (2000, " three.")),)


def test_korean_breaks_at_its_spaces() -> None:
    text = "등대는 바다가 실수를 용서하지 않는다는 것을 아는 사람들에 의해 세워졌습니다."
    (found,) = captions(video(utterance(text, 0, 6)))
    assert " ".join(found.lines) == text


def test_a_number_stays_with_what_it_counts_in_chinese() -> None:
    for before in range(24):
        text = "好" * before + "2024年我们来了" + "好" * 12
        shown = [line for c in captions(video(utterance(text, 0, 9))) for line in c.lines]
        assert any("2024年" in line for line in shown)


def test_an_emoji_of_several_parts_is_one() -> None:
    shown = captions(video(utterance("好" * 21 + "👩🏽‍🚀" + "好" * 8, 0, 5)))
    assert any("👩🏽‍🚀" in line for caption in shown for line in caption.lines)


def test_scripts_without_spaces_are_wrapped_by_width() -> None:
    text = (
        "このスライドは、長い文章を持っています。"
        "字幕は、幅で折り返されるべきであり、単語ではありません。"
    )
    found = captions(video(utterance(text, 0, 9, words=False)))
    assert "".join(line for caption in found for line in caption.lines) == text
    assert all(width(line) <= LINE for caption in found for line in caption.lines)
    assert not any(line[0] in "、。" for caption in found for line in caption.lines)


def test_nobody_reads_one_caption_for_more_than_seven_seconds() -> None:
    found = captions(video(utterance("Slow", 0, 30), utterance(LONG, 40, 100)))
    assert max(c.end - c.start for c in found) <= 7000


TEXTS = st.lists(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=120),
    max_size=5,
)


@settings(max_examples=60)
@given(texts=TEXTS, pace=st.integers(1, 40))
def test_every_caption_keeps_the_rules_whatever_is_said(texts: list[str], pace: int) -> None:
    at = 0.0
    said = []
    for text in texts:
        said.append(utterance(text, at, at + len(text) / pace))
        at += len(text) / pace + 0.3
    found = captions(video(*said))
    shown = "".join(line for caption in found for line in caption.lines)
    assert "".join(shown.split()) == "".join("".join(texts).split())
    ends = [round(u.end * 1000 / RATE) for u in said]
    for caption in found:
        assert 1 <= len(caption.lines) <= 2
        assert all(line and width(line) <= LINE for line in caption.lines)
        assert 0 < caption.end - caption.start <= 7000
    if found:
        assert found[-1].end <= ends[-1] + 400
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_short_sentences_stand_with_each_other_and_not_with_a_long_one() -> None:
    found = captions(
        video(
            utterance("This is a longer sentence, and it is said here, day and night.", 0, 4),
            utterance("Yes.", 4.3, 4.6),
            utterance("No.", 4.9, 5.2),
            utterance("Perhaps so.", 5.5, 6.2),
        )
    )
    assert [" ".join(c.lines) for c in found][-1] == "Yes. No. Perhaps so."
