import pysubs2
import pytest

from mdvid.media.caption_files import to_srt, to_vtt
from mdvid.media.model import Caption

ITEMS = (
    Caption(lines=("a < b & c", "--> d"), start=0, end=1500),
    Caption(lines=("Ünï",), start=3_723_004, end=3_724_000),
)
HEBREW = Caption(lines=("שלום.", "MP4 הוא קובץ."), start=0, end=2000)


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


def test_webvtt_says_on_request_when_each_word_is_heard() -> None:
    words = (((0, "one"), (400, " <two>")), ((400, "three"), (900, " four"), (2500, " five")))
    item = Caption(lines=("one <two>", "three four five"), start=0, end=2000, words=words)
    assert to_vtt([item]) == to_vtt([item], words=False)
    assert to_vtt([item], words=True).splitlines()[3:] == [
        "one <00:00:00.400>&lt;two&gt;",
        "three <00:00:00.900>four five",
    ]


def test_subrip_embeds_what_runs_from_right_to_left() -> None:
    assert to_srt([HEBREW]).splitlines()[2:] == [
        "\u202bשלום.\u202c",
        "\u202bMP4 הוא קובץ.\u202c",
    ]


def test_webvtt_marks_only_what_players_would_mistake() -> None:
    assert to_vtt([HEBREW]).splitlines()[3:] == ["שלום.", "&rlm;MP4 הוא קובץ."]


def test_a_foreign_word_does_not_turn_a_sentence_around() -> None:
    item = Caption(lines=("The word שלום means peace.",), start=0, end=2000)
    assert "\u202b" not in to_srt([item])
    assert "rlm" not in to_vtt([item])
