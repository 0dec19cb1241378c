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


@pytest.mark.parametrize("value", ["red", "rgb(1 2 3)", "#fff", "var(--x)", ""])
def test_what_is_no_plain_colour_is_left_to_the_default(value: str) -> None:
    assert caption_look(f":root {{ --caption-color: {value}; }}") == DEFAULT
