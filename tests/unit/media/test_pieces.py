"""Words that are longer than a line."""

from itertools import pairwise

import pytest

from mdvid.media.model import TimedUtterance
from mdvid.media.pieces import LINE, pieces


def cut(text: str) -> list[str]:
    return [
        piece.text
        for piece in pieces(TimedUtterance(text=text, spoken=text, voice="v", start=0, end=48_000))
    ]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        (
            "https://example.com/a/path/that/goes/on/and/on.html",
            ["https://example.com/a/path/that/goes/on/", "and/on.html"],
        ),
        ("http://" + "x" * 30 + "//" + "y" * 9, ["http://" + "x" * 30 + "//", "y" * 9]),
        ("a_name_" + "x" * 40, ["a_name_" + "x" * 35, "xxxxx"]),
        ("x" * 60, ["x" * 42, "x" * 18]),
    ],
)
def test_an_address_is_cut_behind_a_mark_if_one_is_near(word: str, parts: list[str]) -> None:
    assert cut(word) == parts


@pytest.mark.parametrize("word", ["-" * 100, "e\u0301" * 100, "a/好" * 60, "x" * 43 + "/"])
def test_whatever_is_cut_stays_whole_and_fits(word: str) -> None:
    found = cut(word)
    assert "".join(found) == word
    assert all(piece and len(piece.replace("\u0301", "")) <= LINE for piece in found)
    assert all(not after.startswith("\u0301") for _, after in pairwise(found))
