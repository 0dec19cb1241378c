"""Markdown to the sections that a browser is given: `html/CASE.md` by theme to `CASE.THEME.html`.

The theme `own` beside the cases shows every variable of a template.
"""

import os
from pathlib import Path

import pytest

from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.media.model import Size
from mdvid.theme.loader import load_theme
from mdvid.theme.template import slide_html

FOLDER = Path(__file__).parent / "html"
REWRITE = os.environ.get("MDVID_GOLDEN") == "rewrite"
CASES = sorted(path.stem for path in FOLDER.glob("*.md"))
SIZES = {"plain": Size(1920, 1080), "own": Size(1080, 1920)}


def read_deck(path: Path) -> Deck:
    text = path.read_text(encoding="utf-8")
    front_matter = read_front_matter(text, path=path.name).value
    lang = front_matter.settings["lang"].value if front_matter.settings else "en"
    assert isinstance(lang, str)
    return parse_deck(text, front_matter, DeckOptions(lang=lang), path=path.name).value


@pytest.mark.parametrize("theme_name", SIZES)
@pytest.mark.parametrize("case", CASES)
def test_slides_become_these_sections(case: str, theme_name: str) -> None:
    deck = read_deck(FOLDER / f"{case}.md")
    theme = load_theme(theme_name, beside=FOLDER)
    sections = [
        slide_html(theme, slide, deck, size=SIZES[theme_name], step=step.number)
        for slide in deck.slides
        for step in slide.steps
    ]
    made = "\n".join(sections)
    expected = FOLDER / f"{case}.{theme_name}.html"
    if REWRITE:
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
