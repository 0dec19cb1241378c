"""Text that a picture of the deck would swallow gets the theme's other colours."""

import json
from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.engine.digest import Digest
from mdvid.media.model import Size
from mdvid.providers.requests import Asset, PictureRequest
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html, slide_html

pytestmark = pytest.mark.browser

SIZE = Size(320, 180)
DARK, LIGHT = 30, 230


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture that is dark on the left, where text begins, and light on the right."""
    image = Image.new("L", (64, 36), LIGHT)
    image.paste(DARK, (0, 0, 40, 36))
    image.save(tmp_path / "picture.png")
    return tmp_path / "picture.png"


@pytest.fixture
def dark(tmp_path: Path) -> Path:
    Image.new("L", (64, 36), DARK).save(tmp_path / "dark.png")
    return tmp_path / "dark.png"


def darkest_and_lightest(
    renderer: ChromiumRenderer, text: str, picture: Path, *, theme: str = "plain"
) -> tuple[int, int, list[str]]:
    """Return the extreme greys around the text, and what was said."""
    front_matter = read_front_matter(text, path="deck.md").value
    deck = parse_deck(text, front_matter, DeckOptions(), path="deck.md").value
    look = load_theme(theme, beside=picture.parent)
    slide, out = deck.slides[0], picture.with_name("slide.png")
    names = [found.name for found in slide.pictures]
    request = PictureRequest(
        document=document_html(look, size=SIZE, lang=deck.lang, style=deck.style),
        slide=slide_html(look, slide, deck, size=SIZE, step=1),
        step=1,
        size=SIZE,
        assets=tuple(
            Asset(name=name, digest=Digest("0" * 64), media_type="image/png") for name in names
        ),
        smallest=look.smallest,
    )
    renderer.render(request, dict.fromkeys(names, picture), out)
    with Image.open(out) as image:
        left = image.convert("L").crop((0, 0, 150, 180))
    shades = [shade for shade, count in enumerate(left.histogram()) if count]
    return shades[0], shades[-1], json.loads(out.with_suffix(".json").read_text())["errors"]


@pytest.mark.parametrize("theme", ["plain", "dark"])
@pytest.mark.parametrize(
    "ground",
    ["![bg](x.png)\n\n", "<!-- _backgroundImage: url(x.png) -->\n\n", "![bg 100%](x.png)\n\n"],
)
def test_text_on_a_dark_picture_is_light(
    ground: str, theme: str, renderer: ChromiumRenderer, picture: Path
) -> None:
    found = darkest_and_lightest(renderer, ground + "## MMMM\n", picture, theme=theme)
    assert (found[0] >= DARK - 2, found[1] > LIGHT, found[2]) == (True, True, [])


@pytest.mark.parametrize(
    "ground", ["![bg brightness:9](x.png)\n\n", "![bg right](x.png)\n\n", "![bg 5%](x.png)\n\n"]
)
def test_text_beside_a_dark_picture_or_on_a_lightened_one_stays_as_it_is(
    ground: str, renderer: ChromiumRenderer, dark: Path
) -> None:
    darkest, lightest, _ = darkest_and_lightest(renderer, ground + "## MMMM\n", dark)
    assert (darkest < DARK, lightest > LIGHT) == (True, True)


def test_a_colour_that_the_deck_asks_for_is_left_and_what_is_lost_is_told(
    renderer: ChromiumRenderer, dark: Path
) -> None:
    text = "<!-- _color: '#222' -->\n\n![bg](dark.png)\n\n## MMMM\n"
    _, lightest, told = darkest_and_lightest(renderer, text, dark)
    assert lightest < LIGHT
    assert told == ["the text cannot be read on the picture behind it"]


def test_text_that_stands_on_a_colour_of_the_deck_stays_as_it_is(
    renderer: ChromiumRenderer, dark: Path
) -> None:
    text = '---\nstyle: "h2 { background: white }"\n---\n![bg](dark.png)\n\n## MMMM\n'
    darkest, lightest, told = darkest_and_lightest(renderer, text, dark)
    assert (darkest < DARK, lightest, told) == (True, 255, [])
