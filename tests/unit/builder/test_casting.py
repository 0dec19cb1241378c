"""What is found out while the notes of a deck are given voices."""

from pathlib import Path

import pytest

from mdvid.builder.casting import Casting
from mdvid.diagnostics import Severity
from mdvid.project import load_project
from mdvid.testing.fakes import FakeNarrator


@pytest.mark.parametrize(
    ("note", "lines"), [("One. [click] Two. [click:2] Three.", [6]), ("One (click) here.", [])]
)
def test_a_deck_with_clicks_is_told_once_that_slides_are_shown_whole(
    tmp_path: Path, note: str, lines: list[int]
) -> None:
    deck = tmp_path / "deck.md"
    slide = f"# A\n\n<!-- {note} -->\n"
    deck.write_text(f"---\nmarp: true\n---\n{slide}\n---\n\n{slide}")
    project = load_project(deck)
    casting = Casting(project, lambda _: FakeNarrator())
    casting.speech(project.deck)
    found = [d for d in casting.diagnostics if d.severity is Severity.INFO]
    assert [d.span and d.span.line for d in found] == lines
