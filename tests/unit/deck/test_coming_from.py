"""What the guide for newcomers says that a deck becomes is what it becomes."""

import re
from pathlib import Path

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import Deck, DeckOptions, Dialect

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/how-to/coming-from.md").read_text("utf-8")
ROW = re.compile(r"^\| `(.+)` \| `(.+)` \|$", re.MULTILINE)
SECTIONS = GUIDE.split("\n## ")[1:]
ROWS = [
    (Dialect(name), *row)
    for section in SECTIONS
    for name in re.findall(r"`dialect: (\w+)`", section)
    for row in ROW.findall(section)
    # Pandoc's rows are Quarto's too, but for the level of slides.
    if not (name == "quarto" and row[0].startswith(("# A⏎⏎a", "# A {")))
]


def shown(deck: Deck) -> list[object]:
    return [
        (
            # Only Marp breaks a line within a paragraph.
            "".join(slide.body.replace("<br>", "").split()),
            slide.title,
            "".join(note.text for note in slide.notes),
            slide.directives,
            len(slide.steps),
            slide.hold,
            [(p.source, p.background, p.role) for p in slide.pictures],
        )
        for slide in deck.slides
    ]


@pytest.mark.parametrize(("dialect", "there", "here"), ROWS)
def test_a_row_says_the_same_on_both_sides(
    read: Read, dialect: Dialect, there: str, here: str
) -> None:
    theirs = read(there.replace("⏎", "\n"), DeckOptions(dialect=dialect)).value
    ours = read(here.replace("⏎", "\n"), DeckOptions(dialect=Dialect.MARP)).value
    assert shown(theirs) == shown(ours)


def test_every_dialect_has_a_section_and_an_example() -> None:
    others = {dialect for dialect in Dialect if dialect not in {Dialect.MARP, Dialect.ARTICLE}}
    assert {dialect for dialect, _, _ in ROWS} == others
    examples = {folder.name for folder in (ROOT / "examples/dialects").iterdir()}
    assert examples == {dialect.value for dialect in Dialect}
