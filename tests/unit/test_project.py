"""What is noticed when a deck, its settings and its theme are put together."""

from pathlib import Path

import pytest

from mdvid.diagnostics import Severity
from mdvid.project import load_project


def _warnings(tmp_path: Path, text: str) -> list[tuple[str, str | None]]:
    deck = tmp_path / "deck.md"
    deck.write_text(f"---\nmarp: true\n---\n{text}")
    found = load_project(deck).diagnostics
    return [(d.message, d.hint) for d in found if d.severity is Severity.WARNING]


def test_a_class_that_is_nearly_one_of_the_theme_is_warned_about_once(tmp_path: Path) -> None:
    text = "<!-- class: titel -->\n# A\n\n---\n\n# B\n"
    assert _warnings(tmp_path, text) == [
        ("the theme `plain` has no class `titel`", "did you mean `title`?")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- class: title invert mine wide -->\n# A\n",
        "<!-- class: titel -->\n<style>.titel { color: red }</style>\n\n# A\n",
    ],
)
def test_classes_of_the_theme_and_of_the_deck_are_no_slips(tmp_path: Path, text: str) -> None:
    assert _warnings(tmp_path, text) == []
