"""Where long words are broken: pictures are compared with those of words broken by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.e2e.looks import parse, render

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.deck.model import DeckOptions
from mdvid.media.model import Size

pytestmark = pytest.mark.browser

Draw = Callable[..., Image.Image]

COLUMNS = '<div class="columns">\n\n{}\n\neins\n\nzwei\n\ndrei\n\n</div>\n'
WORD = "Landwirtschaftskammer"
BROKEN = "Land&shy;wirt&shy;schafts&shy;kammer"
"""With at least four letters at both ends."""


@pytest.fixture
def draw(renderer: ChromiumRenderer, tmp_path: Path) -> Draw:
    def drawn(body: str, *, lang: str = "de", style: str = "", width: int = 320) -> Image.Image:
        text = f"---\nmarp: true\n---\n<style>\n{style} \n</style>\n\n{body}\n"
        deck = parse(text, DeckOptions(lang=lang))
        size = Size(width, 180 if width == 320 else 320)
        return render(renderer, deck, 1, tmp_path / "a.png", size=size, theme="plain")[0]

    return drawn


@pytest.mark.parametrize(
    ("written", "as_by_hand"),
    [
        (COLUMNS.format(WORD), COLUMNS.format(BROKEN)),
        (COLUMNS.format(f"**{WORD}**"), COLUMNS.format(f"**{BROKEN}**")),
        (COLUMNS.format(f"- {WORD},"), COLUMNS.format(f"- {BROKEN},")),
        (COLUMNS.format(f"„{WORD}-Haus“"), COLUMNS.format(f"„{BROKEN}-Haus“")),
        (f"![bg right:80%](#123)\n{WORD}", f"![bg right:80%](#123)\n{BROKEN}"),
        (
            "# Donaudampfschifffahrtsgesellschaftskapitän",
            "# Donaudampf&shy;schiff&shy;fahrts&shy;ge&shy;sell&shy;schafts&shy;kapitän",
        ),
    ],
)
def test_long_words_are_broken_where_they_have_no_room(
    written: str, as_by_hand: str, draw: Draw
) -> None:
    assert draw(written) == draw(as_by_hand)
    assert draw(written) != draw(written, lang="ja")


@pytest.mark.parametrize(
    "style",
    [
        "section { hyphens: manual }",
        ":root { --hyphens: manual }",
        "section { --hyphens: none }",
        ".columns { hyphens: none }",
        "section .columns { hyphenate-limit-chars: 30 4 4 }",
    ],
)
def test_a_deck_can_turn_hyphens_off(style: str, draw: Draw) -> None:
    assert draw(COLUMNS.format(WORD), style=style) == draw(COLUMNS.format(WORD), lang="ja")


@pytest.mark.parametrize(
    "text",
    [
        f"`{WORD}`",
        f"https://example.org/{WORD}",
        f"{WORD}@example.org",
        f"{WORD}.txt",
        f"{WORD}_2",
        "landwirtschaftsKammerDienst",
        f'<span lang="ja">{WORD}</span>',
        f"```\n{WORD}\n```",
        f"Land&shy;wirtschaftskammer und {WORD}2",
    ],
)
def test_addresses_names_and_code_are_never_broken(text: str, draw: Draw) -> None:
    assert draw(COLUMNS.format(text)) == draw(COLUMNS.format(text), lang="ja")


def test_a_slide_has_hyphens_of_its_own_language(draw: Draw) -> None:
    own = f"<!-- _lang: de -->\n{COLUMNS.format(WORD)}"
    assert draw(own, lang="ja") == draw(COLUMNS.format(WORD), lang="de")


def test_css_can_ask_for_hyphens_in_any_text(draw: Draw) -> None:
    text = "ab Leuchtturm und " * 12
    style = "section { hyphens: auto; hyphenate-limit-chars: 8 4 4 }"
    assert draw(text, style=style) == draw(text.replace("tt", "t&shy;t"))
    assert draw(text, style=style) != draw(text)
