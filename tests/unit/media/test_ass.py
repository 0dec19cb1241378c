import pysubs2
import pytest

from mdvid.media.ass import to_ass
from mdvid.media.model import Caption, CaptionLook, Size

WIDE = Size(1920, 1080)
ITEMS = (
    Caption(lines=(r"a {\b1}bold\N claim", "2 < 3"), start=4, end=1509),
    Caption(lines=("Ünï",), start=3_723_004, end=3_724_000),
)


def read(
    items: tuple[Caption, ...] = ITEMS, size: Size = WIDE, look: CaptionLook | None = None
) -> pysubs2.SSAFile:
    return pysubs2.SSAFile.from_string(to_ass(items, title="Sea", size=size, look=look), "ass")


def test_another_reader_finds_the_captions_to_a_hundredth_of_a_second() -> None:
    found = read()
    assert [(e.start, e.end) for e in found] == [(0, 1500), (3_723_000, 3_724_000)]
    assert found[1].plaintext == "Ünï"
    assert found.info["Title"] == "Sea"
    assert (found.info["PlayResX"], found.info["PlayResY"]) == ("1920", "1080")


def test_nothing_that_is_said_becomes_a_command() -> None:
    first = read()[0]
    assert first.text.count(r"\N") == 1
    assert r"\{\⁠b1\}" in first.text


def test_a_caption_is_at_least_a_hundredth_of_a_second_long() -> None:
    (found,) = read((Caption(lines=("Hm.",), start=1001, end=1002),))
    assert (found.start, found.end) == (1000, 1010)


def test_what_runs_from_right_to_left_is_embedded() -> None:
    (found,) = read((Caption(lines=("שלום.",), start=0, end=1000),))
    assert found.text == "\u202bשלום.\u202c"


def test_the_look_is_that_of_the_theme() -> None:
    look = CaptionLook(font="Inter", color="#102030", background="#aabbcc40", bottom=200)
    style = read(look=look).styles["Default"]
    assert style.fontname == "Inter"
    assert style.primarycolor == pysubs2.Color(0x10, 0x20, 0x30, 0)
    assert style.outlinecolor == pysubs2.Color(0xAA, 0xBB, 0xCC, 0)
    assert style.marginv == 216
    assert style.borderstyle == 3
    assert style.alignment == pysubs2.Alignment.BOTTOM_CENTER


@pytest.mark.parametrize(
    ("size", "letters", "margins"),
    [
        (WIDE, 60, (96, 75)),
        (Size(1080, 1920), 50, (54, 230)),
        (Size(1080, 1080), 50, (54, 75)),
    ],
)
def test_a_line_fits_whatever_the_shape(size: Size, letters: int, margins: tuple[int, int]) -> None:
    style = read(size=size).styles["Default"]
    assert (style.fontsize, (style.marginl, style.marginv)) == (letters, margins)
