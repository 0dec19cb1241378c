"""What is said about languages whose numbers are left to the voice."""

from __future__ import annotations

from pathlib import Path

from mdvid.builder.casting import Casting
from mdvid.builder.languages import raised
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.project import load_project
from mdvid.testing.fakes import FakeNarrator


def told(folder: Path, lang: str) -> list[Diagnostic]:
    deck = folder / "deck.md"
    notes = "\n\n---\n\n".join(f"# {n}\n\n<!-- Uno {n}. Due. -->" for n in (1, 2))
    deck.write_text(f"---\nlang: {lang}\n---\n{notes}\n")
    project = load_project(deck)
    casting = Casting(project, lambda _: FakeNarrator())
    casting.speech(project.deck)
    return [d for d in casting.diagnostics if "is left to the voice" in d.message]


def test_a_language_without_rules_is_remarked_on_once(tmp_path: Path) -> None:
    (remark,) = told(tmp_path, "it-CH")
    assert (remark.severity, remark.slide) == (Severity.INFO, 1)
    assert remark.message.startswith("how numbers and symbols are said in `it-CH`")
    assert remark.message.endswith("in de, en, es and fr")


def test_languages_with_rules_are_not(tmp_path: Path) -> None:
    assert [told(tmp_path, lang) for lang in ("en", "de-AT", "es-MX", "fr-CA")] == [[]] * 4


def test_who_asks_what_is_said_gets_the_remark_as_a_note(tmp_path: Path) -> None:
    (note,) = raised(told(tmp_path, "it"))
    assert note.severity is Severity.NOTE
