"""What themes promise, seen by a browser: at every shape, in every theme."""

from pathlib import Path

import pytest
from PIL import Image
from tests.e2e.looks import parse, render

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.deck.model import DeckOptions, Dialect
from mdvid.media.model import Size
from mdvid.theme.capacity import capacity
from mdvid.theme.loader import load_theme

pytestmark = pytest.mark.browser

WIDE = Size(320, 180)
SIZES = [WIDE, Size(240, 180), Size(180, 180), Size(180, 320)]
SENTENCE = "The tide rises twice a day, and what it carries to the shore it takes away again. "
ARTICLE = (
    "# About tides\n\n"
    + SENTENCE * 9
    + "\n\n## Why there are two of them on most coasts of the world\n\n"
    + "".join(f"- {SENTENCE}\n" for _ in range(6))
    + "\n"
    + SENTENCE * 4
    + "\n\n## In numbers\n\n| Port | Height |\n|---|---|\n"
    + "".join(f"| Port {n} | {n} m |\n" for n in range(4))
    + "\n> "
    + SENTENCE
    + "\n\n```\nlow = high - range\n```\n\n"
    + SENTENCE * 3
)


@pytest.mark.parametrize("theme", ["plain", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_slides_of_an_article_fit_without_being_shrunk_much(
    theme: str, size: Size, renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    room = capacity(load_theme(theme, beside=tmp_path), size)
    deck = parse(ARTICLE, DeckOptions(dialect=Dialect.ARTICLE, capacity=room))
    for slide in deck.slides:
        _, notice = render(renderer, deck, slide.number, tmp_path / "a.png", size=size, theme=theme)
        scale = notice["scale"]
        assert isinstance(scale, float | int)
        assert (scale >= 0.85, notice["overflow"]) == (True, [0, 0]), slide.title


def shade(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    pixel = image.getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(pixel, tuple)
    return pixel


def near(pixel: tuple[int, ...], expected: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(pixel, expected, strict=True))


def test_css_of_one_slide_reaches_that_slide_and_no_other(
    renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    deck = parse("# A\n\n<style scoped>\nsection { background: #0a0 }\n</style>\n\n---\n\n# B\n")
    first, _ = render(renderer, deck, 1, tmp_path / "1.png", size=WIDE, theme="plain")
    second, _ = render(renderer, deck, 2, tmp_path / "2.png", size=WIDE, theme="plain")
    assert near(shade(first, 0.9, 0.1), (0, 170, 0))
    assert not near(shade(second, 0.9, 0.1), (0, 170, 0))


def test_any_css_of_a_deck_wins_over_the_theme(renderer: ChromiumRenderer, tmp_path: Path) -> None:
    deck = parse('---\nstyle: "section { background: #00a }"\n---\n# A\n')
    image, _ = render(renderer, deck, 1, tmp_path / "1.png", size=WIDE, theme="dark")
    assert near(shade(image, 0.9, 0.1), (0, 0, 170))


@pytest.mark.parametrize(
    ("size", "marks", "places"),
    [
        (WIDE, "right:40%", ((0.97, 0.1), (0.5, 0.03))),
        (WIDE, "left:40%", ((0.03, 0.1), (0.5, 0.03))),
        (Size(180, 320), "right:40%", ((0.5, 0.97), (0.5, 0.03))),
        (Size(180, 320), "left:40%", ((0.5, 0.03), (0.5, 0.97))),
    ],
)
def test_a_split_background_takes_its_part_and_leaves_the_rest(
    size: Size,
    marks: str,
    places: tuple[tuple[float, float], tuple[float, float]],
    renderer: ChromiumRenderer,
    tmp_path: Path,
) -> None:
    deck = parse(f"![bg {marks}](#aa0000)\n\n# A\n")
    image, notice = render(renderer, deck, 1, tmp_path / "1.png", size=size, theme="plain")
    picture, text = places
    assert near(shade(image, *picture), (170, 0, 0))
    assert near(shade(image, *text), (252, 252, 250))
    assert notice["overflow"] == [0, 0]


def test_text_is_never_the_colour_of_what_it_stands_on(
    renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    deck = parse('---\nbackgroundColor: "#fff"\n---\n# MMMMMMMM\n\n## MMMMMMMM\n')
    image, _ = render(renderer, deck, 1, tmp_path / "1.png", size=WIDE, theme="dark")
    shades = [shade for shade, count in enumerate(image.convert("L").histogram()) if count]
    assert (shades[0] < 80, shades[-1]) == (True, 255)


@pytest.mark.parametrize("size", [WIDE, Size(240, 180), Size(180, 320)], ids=str)
@pytest.mark.parametrize(
    "formula",
    [
        r"\begin{align}a &= b \\ c &= d\end{align}",
        r"\begin{equation}E = mc^2\end{equation}",
        r"\begin{gather}a = b \\ c = d\end{gather}",
        r"a = b \tag{7}",
        r"\begin{gather}a" + "+ b" * 20 + r" = c \\ d = e\end{gather}",
    ],
)
def test_numbered_equations_leave_the_slide_its_size(
    formula: str, size: Size, renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    deck = parse(f"# Formulas\n\n$$\n{formula}\n$$\n")
    _, notice = render(renderer, deck, 1, tmp_path / "1.png", size=size, theme="plain")
    assert (notice["scale"], notice["overflow"]) == (1, [0, 0])


TALL = Size(180, 320)
LINE = "result = compute(alpha=1, beta=2, gamma=3, delta=4, epsilon=5)"
CHAIN = "```mermaid\nflowchart {}\n A[First station] --> B[Second station] --> C[Third station]\n"
CHAIN += " C --> D[Fourth station] --> E[Fifth station] --> F[Sixth station]\n```\n"


@pytest.mark.parametrize(
    ("text", "size", "says"),
    [
        (f"```\n{LINE}\n```\n", WIDE, ""),
        (f"```\n{LINE}; {LINE}\n```\n", TALL, "code was shrunk to "),
        (CHAIN.format("LR"), TALL, "a diagram was shrunk to "),
        (CHAIN.format("TB"), TALL, ""),
        ("$$a" + " + b" * 60 + "$$\n", TALL, "a formula was shrunk to "),
    ],
)
def test_what_can_hardly_be_read_is_told(
    text: str, size: Size, says: str, renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    deck = parse(text)
    _, notice = render(renderer, deck, 1, tmp_path / "1.png", size=size, theme="plain")
    errors = notice["errors"]
    assert isinstance(errors, list)
    assert [error[: len(says)] for error in errors] == ([says] if says else [])
    assert not errors or "can hardly be read: " in errors[0]
