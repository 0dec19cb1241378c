"""Slides that are read from right to left, seen by a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from tests.e2e.looks import parse, render

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.deck.model import DeckOptions
from mdvid.media.model import Size

pytestmark = pytest.mark.browser

SIZE = Size(320, 180)

Draw = Callable[..., Image.Image]


@pytest.fixture
def draw(renderer: ChromiumRenderer, tmp_path: Path) -> Draw:
    def drawn(body: str, *, lang: str = "he", theme: str = "plain") -> Image.Image:
        deck = parse(f"---\nmarp: true\n---\n{body}\n", DeckOptions(lang=lang))
        return render(renderer, deck, 1, tmp_path / "a.png", size=SIZE, theme=theme)[0]

    return drawn


def ink(picture: Image.Image, box: tuple[int, int, int, int] | None = None) -> tuple[int, int]:
    """Return the share of the width, in percent, at which what is drawn begins and ends."""
    part = picture.crop(box or (0, 0, *picture.size))
    ground = Image.new("RGB", part.size, part.getpixel((0, 0)))
    found = ImageChops.difference(part, ground).convert("L").point(lambda v: 255 * (v > 24))
    bounds = found.getbbox()
    assert bounds is not None
    return round(bounds[0] / part.width * 100), round(bounds[2] / part.width * 100)


@pytest.mark.parametrize("theme", ["plain", "dark"])
@pytest.mark.parametrize(
    "body",
    [
        "# One",
        "## One\n\ntwo",
        "- one\n- two",
        "1. one\n2. two",
        "> one",
        "- [x] one",
        "|a|b|\n|---|---|\n|c|d|",
        "<!-- _class: section -->\n# One",
        "<!-- _footer: one -->\n&nbsp;",
        "<!-- _header: one -->\n&nbsp;",
    ],
)
def test_text_begins_at_the_right_edge_with_the_margin_of_the_left_one(
    body: str, theme: str, draw: Draw
) -> None:
    begins, _ = ink(draw(body, lang="en", theme=theme))
    _, ends = ink(draw(body, lang="he", theme=theme))
    assert abs(begins - (100 - ends)) <= 2


def test_the_page_number_changes_sides(draw: Draw) -> None:
    body = "<!-- paginate: true -->\n&nbsp;"
    assert ink(draw(body, lang="en"))[0] > 80
    assert ink(draw(body, lang="ar"))[1] < 20


@pytest.mark.parametrize(
    "body",
    [
        "```python\nprint('one')  # two\n```",
        "$$E = mc^2$$",
        "![bg](#aa0000)\n![bg](#00aa00)",
        "![bg left:30%](#4466aa)",
        "![bg right](#4466aa)\n![bg](#00aa00)",
        "```mermaid\nflowchart LR\n A[One] --> B[Two]\n```",
    ],
)
def test_code_mathematics_and_sides_of_pictures_have_no_direction(body: str, draw: Draw) -> None:
    difference = ImageChops.difference(draw(body, lang="en"), draw(body, lang="fa"))
    assert max(high for _, high in difference.getextrema()) <= 24  # type: ignore[misc]


@pytest.mark.parametrize("side", ["left", "right"])
def test_text_beside_a_picture_is_where_the_picture_leaves_room(side: str, draw: Draw) -> None:
    picture = draw(
        f"<!-- paginate: true -->\n<!-- footer: one -->\n![bg {side}:40%](#4466aa)\n\n# One"
    )
    beside = (132, 0, 320, 180) if side == "left" else (0, 0, 188, 180)
    begins, ends = ink(picture, beside)
    assert 2 <= begins <= 20
    assert 80 <= ends <= 98


def test_a_slide_has_the_direction_of_its_own_language(draw: Draw) -> None:
    assert draw("<!-- _lang: en -->\n# One", lang="ur") == draw("# One", lang="en")
    assert draw("<!-- _lang: ur -->\n# One", lang="en") == draw("# One", lang="ur")


def test_a_word_of_another_script_does_not_turn_a_slide_that_says_its_language(draw: Draw) -> None:
    begins, _ = ink(draw("<!-- _lang: en -->\n# العربية is a language"))
    assert begins < 20
