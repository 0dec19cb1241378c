from pathlib import Path

import pytest

from mdvid.config.output import output_format, output_place, output_stem
from mdvid.config.values import BadValue
from mdvid.errors import OutputError

DECK = Path("talks/deck.md")


def test_results_go_beside_the_deck() -> None:
    assert output_stem(None, DECK) == Path("talks/deck")


@pytest.mark.parametrize(
    ("written", "stem", "format_"),
    [
        ("talk.mp4", "talk", "mp4"),
        ("a.b/talk.MP4", "a.b/talk", "mp4"),
        ("talk.chapters.txt", "talk", "chapters"),
        ("talk.txt", "talk", "txt"),
        ("talk.jpeg", "talk", "jpg"),
        ("talk", "talk", None),
        ("v1.5", "v1.5", None),
        ("talk.v2", "talk.v2", None),
        (".mp4", ".mp4", None),
    ],
)
def test_a_file_name_may_have_an_ending(written: str, stem: str, format_: str | None) -> None:
    place = output_place(written)
    assert output_stem(place, DECK) == Path(stem)
    assert output_format(place) == format_


def test_a_slash_at_the_end_means_a_folder_which_is_made(tmp_path: Path) -> None:
    place = output_place(f"{tmp_path}/a/b/")
    assert output_stem(place, DECK) == tmp_path / "a" / "b" / "deck"
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_is_there_needs_no_slash(tmp_path: Path) -> None:
    assert output_stem(output_place(str(tmp_path)), DECK) == tmp_path / "deck"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made"):
        output_stem(output_place(f"{tmp_path}/file/out/"), DECK)


@pytest.mark.parametrize(
    "written", ["talk.avi", "a/talk.MOV", "talk.mp5", "talk.md", "-", "", "a\0b"]
)
def test_a_file_that_cannot_be_written_is_refused(written: str) -> None:
    with pytest.raises(BadValue, match="must be"):
        output_place(written)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("talk.mp5", "did you mean `.mp4`?"),
        ("talk.chapters", "did you mean `.chapters.txt`?"),
        ("talk.docx", "formats are mp4, vtt, srt, ass, chapters, txt, json, jpg, png"),
    ],
)
def test_an_ending_that_means_no_format_is_refused_with_a_hint(written: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        output_place(written)
    assert caught.value.hint == hint
