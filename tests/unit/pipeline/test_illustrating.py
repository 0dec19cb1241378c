from __future__ import annotations

from mdvid.deck.model import Deck, DeckOptions, FrontMatter
from mdvid.deck.parser import parse_deck
from mdvid.pipeline.illustrating import illustrated


def read(text: str) -> Deck:
    nothing = FrontMatter(settings={})
    return illustrated(parse_deck(text, nothing, DeckOptions(), path="deck.md").value)


def test_a_slide_without_a_picture_gets_one_described_by_its_text() -> None:
    (slide,) = read("# Lamps\n\nOil, then gas\n\n---\n").slides[:1]
    (picture,) = slide.pictures
    assert picture.prompt is not None
    assert "Lamps" in picture.prompt.text
    assert "Oil, then gas" in picture.prompt.text


def test_a_slide_that_has_a_picture_keeps_just_that() -> None:
    slides = read("# One\n\n![](a.png)\n\n---\n\n# Two\n").slides
    assert [p.source for p in slides[0].pictures] == ["a.png"]
    assert len(slides[1].pictures) == 1


def test_a_slide_without_words_gets_none() -> None:
    slides = read("# One\n\n---\n\n<br>\n\n---\n\n# Three\n").slides
    assert not slides[1].pictures


def test_moving_a_slide_changes_neither_its_prompt_nor_its_name() -> None:
    first = read("# One\n\n---\n\n# Two\n").slides
    moved = read("# Two\n\n---\n\n# One\n").slides
    assert first[0].pictures[0].prompt == moved[1].pictures[0].prompt
    assert first[0].pictures[0].name == moved[1].pictures[0].name
