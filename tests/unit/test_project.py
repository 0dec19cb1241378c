"""What is noticed when a deck, its settings and its theme are put together."""

from pathlib import Path

import pytest

from mdvid.diagnostics import Severity
from mdvid.errors import DeckError
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


@pytest.mark.parametrize(
    ("front", "end", "messages"),
    [
        ("paginate: yes", "", ["`yes` is no value for `paginate`"]),
        ("fps: 500", "", ["`fps` must be"]),
        ("lang: en", "\n<!-- open\n", ["this comment is never closed"]),
        ("fps: 500\npaginate: yes", "", ["`fps` must be", "`yes` is no value"]),
    ],
)
def test_notes_and_files_are_looked_at_though_the_deck_is_wrong_elsewhere(
    tmp_path: Path, front: str, end: str, messages: list[str]
) -> None:
    deck = tmp_path / "deck.md"
    body = "![](gone.png) ![](https://x.org/a.png)\n\n<!-- Hello [pasue] there. -->\n"
    deck.write_text(f"---\n{front}\n---\n# A\n\n{body}{end}")
    with pytest.raises(DeckError) as caught:
        load_project(deck)
    found = [d.message for d in caught.value.diagnostics if d.severity is Severity.ERROR]
    expected = [*messages, "there is no stage direction `pasue`", "gone.png"]
    assert len(found) == len(expected)
    for message, part in zip(found, expected, strict=True):
        assert part in message


def test_warnings_come_together_with_errors(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\npaginate: yes\n---\n<!-- transiton: fade -->\n\n# A\n")
    with pytest.raises(DeckError) as caught:
        load_project(deck)
    assert [d.message for d in caught.value.diagnostics] == [
        "`yes` is no value for `paginate`",
        "unknown directive `transiton`",
    ]
