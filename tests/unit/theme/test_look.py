from pathlib import Path

import pytest

from mdvid.media.model import CaptionLook
from mdvid.theme.loader import load_theme
from mdvid.theme.look import caption_look

DEFAULT = CaptionLook()


@pytest.mark.parametrize("name", ["plain", "dark"])
def test_the_built_in_themes_say_how_captions_look(name: str) -> None:
    look = caption_look(load_theme(name, beside=Path()).css)
    assert look.font == "Inter"
    assert look.color.startswith("#")
    assert len(look.background) == 9


def test_the_last_style_sheet_wins() -> None:
    css = ":root { --caption-color: #111111; --font-text: Lato, serif }"
    deck = "section { --caption-color: #222222; --caption-background:#00FF0080 }"
    assert caption_look(css, deck) == CaptionLook(
        font="Lato", color="#222222", background="#00FF0080"
    )


@pytest.mark.parametrize("value", ["red", "rgb(1 2 3)", "#ff", "#fffff", "var(--x)", ""])
def test_what_is_no_plain_colour_is_left_to_the_default(value: str) -> None:
    assert caption_look(f":root {{ --caption-color: {value}; }}") == DEFAULT


@pytest.mark.parametrize(
    ("value", "color"), [("#fff", "#ffffff"), ("#1A3c", "#11AA33"), ("#01020380", "#010203")]
)
def test_a_colour_may_be_short(value: str, color: str) -> None:
    assert caption_look(f":root {{ --caption-color: {value}; }}").color == color


@pytest.mark.parametrize("value", ["9%", " 8.96%"])
def test_the_place_is_that_of_the_theme_or_the_deck(value: str) -> None:
    plain = load_theme("plain", beside=Path()).css
    assert caption_look(plain).bottom is None
    assert caption_look(plain, f":root {{ --caption-bottom:{value} }}").bottom == 90
