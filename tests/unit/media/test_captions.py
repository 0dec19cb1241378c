from itertools import pairwise

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdvid.media.captions import captions, to_srt, to_vtt
from mdvid.media.model import (
    Caption,
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


def video(*utterances: TimedUtterance, seconds: int = 600) -> Timeline:
    frames = 30 * seconds
    return Timeline(
        deck="d",
        title="t",
        lang="en",
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
    ],
)
def test_what_belongs_together_is_never_broken(together: str) -> None:
    for before in range(20):
        text = " ".join([*["so"] * before, together, *["Wort", "und"] * 8])
        shown = [line for c in captions(video(utterance(text, 0, 12))) for line in c.lines]
        assert any(together in line for line in shown)


def test_a_long_sentence_is_split_at_sense() -> None:
    found = captions(video(utterance(LONG, 0, 12)))
    assert [caption.lines for caption in found] == [
        ("Peers pay for every frame,", "eighteen thousand of them in ten minutes,"),
        ("and most of these frames show exactly", "what the one before them showed,"),
        ("which is why a held picture", "should cost nothing."),
    ]


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


def test_sentences_long_enough_have_their_own() -> None:
    found = captions(video(utterance("It does.", 0, 1.2), utterance("It really does.", 1.4, 3)))
    assert [c.lines for c in found] == [("It does.",), ("It really does.",)]


def test_text_without_word_times_is_timed_by_its_letters() -> None:
    found = captions(video(utterance(LONG, 0, 12, words=False)))
    assert found[0].start == 0
    assert 3800 < found[1].start < 4800


def test_scripts_without_spaces_are_wrapped_by_width() -> None:
    text = (
        "このスライドは、長い文章を持っています。"
        "字幕は、幅で折り返されるべきであり、単語ではありません。"
    )
    found = captions(video(utterance(text, 0, 9, words=False)))
    assert "".join(line for caption in found for line in caption.lines) == text
    assert all(width(line) <= LINE for caption in found for line in caption.lines)
    assert not any(line[0] in "、。" for caption in found for line in caption.lines)


def test_a_word_longer_than_a_line_is_cut() -> None:
    (caption,) = captions(video(utterance("x" * 60, 0, 2)))
    assert caption.lines == ("x" * 42, "x" * 18)


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
    for caption in found:
        assert 1 <= len(caption.lines) <= 2
        assert all(line and width(line) <= LINE for line in caption.lines)
        assert 0 < caption.end - caption.start <= 7000
    assert all(a.end <= b.start for a, b in pairwise(found))


ITEMS = (
    Caption(lines=("a < b & c", "--> d"), start=0, end=1500),
    Caption(lines=("Ünï",), start=3_723_004, end=3_724_000),
)


@pytest.mark.parametrize(("kind", "text"), [("vtt", to_vtt(ITEMS)), ("srt", to_srt(ITEMS))])
def test_another_reader_finds_what_was_written(kind: str, text: str) -> None:
    read = pysubs2.SSAFile.from_string(text, format_=kind)
    assert [(e.start, e.end) for e in read] == [(i.start, i.end) for i in ITEMS]
    assert read[1].plaintext == "Ünï"


def test_webvtt_is_written_as_its_syntax_asks() -> None:
    assert to_vtt(ITEMS[:1]) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt; b &amp; c\n--&gt; d\n"
    )


def test_subrip_numbers_its_captions() -> None:
    assert to_srt(ITEMS).endswith("\n2\n01:02:03,004 --> 01:02:04,000\nÜnï\n")
