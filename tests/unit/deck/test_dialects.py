"""Decks for other tools: which one is recognised, and what of it becomes what."""

from pathlib import Path

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions, Dialect
from mdvid.deck.parser import examine_deck
from mdvid.diagnostics import Diagnostic, Severity, Warned
from mdvid.errors import DeckError

EXAMPLES = Path(__file__).parents[3] / "examples/dialects"
REVEAL, REMARK, DECKSET = Dialect.REVEAL, Dialect.REMARK, Dialect.DECKSET
PANDOC, QUARTO, MARP, ARTICLE = Dialect.PANDOC, Dialect.QUARTO, Dialect.MARP, Dialect.ARTICLE
NARAKEET = Dialect.NARAKEET

SIGNS = [
    ("# A\n\n---\n\n# B\n", MARP),
    ("# A\n\nText.\n\n## B\n\nMore.\n", ARTICLE),
    ("# A\n\n---\n\n# B\n\nNote: said\n", MARP),
    ("---\npaginate: true\n---\n# A\n\n---\n\n# B\n\n???\n\nsaid\n", MARP),
    ("<!-- _class: lead -->\n# A\n\n---\n\n# B\n\n^ said\n", MARP),
    ("![bg](a.png)\n\n# A\n\n---\n\n# B\n\n::: notes\nsaid\n:::\n", MARP),
    ("---\nmarp: true\n---\n<!-- .slide: class='a' -->\n\n. . .\n\n[.column]\n", MARP),
    ("# A\n\n```md\n???\n. . .\n<!-- .slide: -->\n```\n\n---\n\n# B\n", MARP),
    ("# A\n\n---\n\nYou type `. . .` and [.column] here.\n", MARP),
    ("# A\n\n---\n<!-- .slide: data-background='red' -->\n# B\n", REVEAL),
    ("# A\n\n---\n\n# B\n\n----\n\n# C\n\nNote: said\n", REVEAL),
    ("---\nrevealOptions: {}\n---\n# A\n", REVEAL),
    ("# A\n<aside class='notes'>\nsaid\n</aside>\n\n---\n\n# B\n", REVEAL),
    ("# A\n\n---\n\n# B\n\n???\n\nsaid\n", REMARK),
    ("# A\n\n- b\n\n--\n\n- c\n", REMARK),
    ("class: center\n\n# A\n\n---\n\n# B\n", REMARK),
    ("# A\n\n---\nlayout: false\n\n# B\n", REMARK),
    ("# A\n\n---\n\n.left-column[\nB\n]\n", REMARK),
    ("# A\n\n## B\n\nc\n\n. . .\n\nd\n", PANDOC),
    ("# A\n\n## B\n\n:::: {.columns}\n::: {.column}\nC\n:::\n::::\n", PANDOC),
    ("# A\n\n## B\n\n::: notes\nsaid\n:::\n", PANDOC),
    ("---\nslide-level: 2\n---\n# A\n\n## B\n", PANDOC),
    ("---\nformat: revealjs\n---\n# A\n\n. . .\n", QUARTO),
    ("---\nformat: {beamer: default}\n---\n# A\n", QUARTO),
    ("# A\n\n::: {.callout-note}\nB\n:::\n", QUARTO),
    ("slidenumbers: true\n\n# A\n\n---\n\n# B\n", DECKSET),
    ("# [fit] A\n\n---\n\n# B\n", DECKSET),
    ("# A\n\n^ said\n\n---\n\n# B\n", DECKSET),
    ("# A\n\n---\n\n[.column]\n\nB\n", DECKSET),
    ("(voice-speed: slow)\n\nHello.\n", NARAKEET),
    ("```md\n# A\n```\n\n(pause: 2)\n\nHello.\n", NARAKEET),
    ("![left panzoom](a.png)\n\nHello.\n\n---\n\n![contain](b.png)\n", NARAKEET),
    ("![0:10-0:14.5 match](a.mp4)\n\nHello.\n", NARAKEET),
    ("![cover](a.png)\n\n(pause: 1)\n\nHello.\n", NARAKEET),
    ("---\nbackground: uplifting-2 0.6 fade-in\n---\n```md\n# A\n```\n", NARAKEET),
    ("---\nasset-resize: fit\n---\n![](a.png)\n", NARAKEET),
    ("(duration: 1.5s)\n\nHello.\n", NARAKEET),
    ("# Minutes\n\n(duration: 20 minutes)\n\n(video: it is on the wiki)\n", ARTICLE),
    ("# A\n\n(pause: as you like)\n\n![left](a.png)\n\n---\n\n# B\n", MARP),
    ("# A\n\n---\n\n# B\n\nNote:\n(pause: 2)\nsaid\n", MARP),
    ("# A\n\n<!--\n(pause: 2)\nsaid\n-->\n\n---\n\n```md\n# B\n```\n", MARP),
    ("---\nbackground: '#fff'\n---\n# A\n\n---\n\n# B\n", MARP),
]


@pytest.mark.parametrize(("text", "dialect"), SIGNS)
def test_a_deck_is_recognised_by_what_only_its_tool_has(
    read: Read, text: str, dialect: Dialect
) -> None:
    assert read(text).value.dialect is dialect


@pytest.mark.parametrize("name", sorted(d.value for d in Dialect if d not in {MARP, ARTICLE}))
def test_an_example_of_each_dialect_is_recognised_as_itself(read: Read, name: str) -> None:
    deck = read((EXAMPLES / name / "deck.md").read_text("utf-8")).value
    assert deck.dialect.value == name
    assert 6 <= len(deck.slides) <= 10
    assert sum(bool(slide.notes) for slide in deck.slides) >= 4
    # Narakeet has no steps.
    assert any(len(slide.steps) > 1 for slide in deck.slides) is (name != "narakeet")


def examine(text: str, options: DeckOptions) -> Warned[Deck | None]:
    front_matter = read_front_matter(text, path="deck.md").value
    return examine_deck(text, front_matter, options, path="deck.md")


def said(deck: Warned[Deck] | Warned[Deck | None], severity: Severity) -> list[Diagnostic]:
    return [d for d in deck.diagnostics if d.severity is severity]


def test_one_line_says_what_was_decided_and_what_is_ignored(read: Read) -> None:
    deck = read(
        "<!-- .slide: data-transition='zoom' data-state='x' -->\n# A\n\n---\n"
        "<!-- .slide: data-transition='fade' -->\n# B\n\nNote: said\n"
    )
    (note,) = said(deck, Severity.NOTE)
    assert note.message == (
        "read as reveal: it has `.slide:` and `.element:` comments;"
        " ignored: `data-transition` (2), `data-state`"
    )


def test_a_deck_in_two_dialects_is_warned_about_where_the_other_begins(read: Read) -> None:
    deck = read("# A\n\n???\n\nsaid\n\n---\n\n.red[B]\n\n---\n\n[.column]\n\nC\n")
    assert deck.value.dialect is REMARK
    (warning,) = said(deck, Severity.WARNING)
    assert warning.span
    assert (warning.span.line, warning.span.excerpt) == (13, "[.column]")
    assert "belong to deckset, but this deck is read as remark" in warning.message
    assert "dialect: deckset" in (warning.hint or "")


def test_ways_to_write_notes_are_read_in_every_dialect(read: Read) -> None:
    deck = read("<!-- .slide: class='a' -->\n# A\n\n^ one\n\n---\n# B\n\n::: notes\ntwo\n:::\n")
    assert [note.text for slide in deck.value.slides for note in slide.notes] == ["one", "two"]
    assert not said(deck, Severity.WARNING)


@pytest.mark.parametrize("dialect", list(Dialect))
def test_whoever_knows_better_decides(read: Read, dialect: Dialect) -> None:
    options = DeckOptions(dialect=dialect)
    deck = read("# A\n\nb\n\n---\n\n# C\n\n???\n\nsaid\n", options)
    assert deck.value.dialect is dialect
    # In Narakeet's scripts the text is narration.
    shown_or_said = [(slide.title, *(n.text for n in slide.notes)) for slide in deck.value.slides]
    assert any("C" in text for texts in shown_or_said for text in texts)


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize(
    "text", ["---\n", "---\n---\n", ":::\n", "]\n", "^\n", "[.column]\n", "#\n"]
)
def test_next_to_nothing_is_no_deck_or_an_empty_one(text: str, dialect: Dialect) -> None:
    deck = examine(text, DeckOptions(dialect=dialect))
    assert deck.value is None or len(deck.value.slides) == 1
    errors = [d.message for d in said(deck, Severity.ERROR)]
    assert errors == ([] if deck.value else ["the deck has no slides"])


def test_places_are_those_in_the_file(read: Read) -> None:
    deck = read(
        "class: a\n\n# A\n\n- b\n--\n\n- ![](c.png)\n\n???\n\nsaid\n\n---\n"
        "class: x\n\n<video src=d.mp4>\n"
    )
    first, second = deck.value.slides
    assert (first.span.line, second.span.line) == (1, 15)
    (picture,) = first.pictures
    assert (picture.span.line, picture.span.column) == (8, 3)
    assert first.notes[0].span.line == 12
    (warning,) = said(deck, Severity.WARNING)
    assert warning.span
    assert (warning.span.line, warning.span.excerpt) == (17, "<video src=d.mp4>")


def test_the_place_of_what_is_written_differently_is_its_line(read: Read) -> None:
    with pytest.raises(DeckError) as caught:
        read("<!-- .slide: data-background-size='cover' -->\n# A\n\n<!-- _color: nocolour -->\n")
    (error,) = caught.value.diagnostics
    assert error.span
    assert error.span.line == 4


def test_a_block_that_is_never_closed_is_an_error_at_its_line(read: Read) -> None:
    with pytest.raises(DeckError) as caught:
        read("# A\n\n. . .\n\n::: notes\nsaid\n\n# B\n\nb\n")
    (error,) = caught.value.diagnostics
    assert error.span
    assert (error.span.line, error.span.excerpt) == (5, "::: notes")
    assert "never closed" in error.message


def test_comments_are_no_notes_where_notes_are_written_otherwise(read: Read) -> None:
    text = "# A\n<!-- not said -->\n\n???\nsaid <!-- not said either -->\n"
    assert [n.text for n in read(text).value.slides[0].notes] == ["said"]
    every = read(text, DeckOptions(all_notes=True)).value.slides[0].notes
    assert [n.text for n in every] == ["not said", "said"]


@pytest.mark.parametrize(
    ("separator", "slides"), [("<!--s-->", 2), ("^\\r?\\n<!--s-->\\r?\\n$", 2), ("^(a+)+$", 1)]
)
def test_reveal_divides_by_the_separator_that_the_deck_names(
    read: Read, separator: str, slides: int
) -> None:
    deck = read(f"---\nseparator: {separator}\n---\n# A\n<!--s-->\n# B\n\nNote: said\n")
    assert len(deck.value.slides) == slides
    assert ("pattern" in str(deck.diagnostics)) is (slides == 1)


def test_pandoc_finds_the_level_of_slides_as_its_manual_says(read: Read) -> None:
    options = DeckOptions(dialect=PANDOC)
    deep = read("# A\n\n## B\n\n### C\n\nc\n\n### D\n\nd\n", options).value
    assert [slide.title for slide in deep.slides] == ["A", "B", "C", "D"]
    flat = read("# A\n\na\n\n## B\n\nb\n\n# C\n", options).value
    assert [slide.title for slide in flat.slides] == ["A", "C"]


def test_lists_with_stars_come_at_once_where_only_marp_would_take_them_apart(read: Read) -> None:
    text = "# A\n\n* a\n* b\n\n???\n\nsaid\n"
    assert [len(slide.steps) for slide in read(text).value.slides] == [1]
    assert [len(s.steps) for s in read(text, DeckOptions(dialect=MARP)).value.slides] == [3]


def test_classes_within_classes_without_end_stay_as_they_are_written(read: Read) -> None:
    deep = read("# A\n\n" + ".a[" * 2000 + "\n", DeckOptions(dialect=REMARK)).value
    assert ".a[" in deep.slides[0].text
    nested = read("# A\n\n.a[b .c[d] e] .f[g]\n", DeckOptions(dialect=REMARK)).value
    assert nested.slides[0].text == "A\nb d e g"
