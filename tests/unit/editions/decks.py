"""Decks in one language and in several, and what is loaded of them."""

from collections.abc import Mapping
from pathlib import Path

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.editions.loading import load_editions
from mdvid.project import Project

ENGLISH = (
    "---\ntitle: A talk\nlang: en\n---\n# One\n\n<!-- Hello. -->\n\n---\n\n# Two\n\n<!-- Bye. -->\n"
)
SPANISH = (
    "---\ntitle: Una charla\n---\n# Uno\n\n<!-- Hola. -->\n\n---\n\n# Dos\n\n<!-- Adiós. -->\n"
)
BLOCKS = (
    "---\nlang: en\n---\n# One\n\n<!-- Hello. -->\n\n:::lang es\nHola.\n:::\n\n---\n\n# Two\n\n"
    "<!-- Bye. -->\n\n:::lang es\nAdiós.\n:::\n"
)
UNLABELLED = ENGLISH.replace("lang: en\n", "")
BOTH = {"deck.md": ENGLISH, "deck.es.md": SPANISH}
WITH_BLOCKS = {"deck.md": BLOCKS}


def folder_with(tmp_path: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "deck.md"


def load(tmp_path: Path, files: Mapping[str, str], **settings: object) -> tuple[Project, ...]:
    return load_editions(folder_with(tmp_path, files), {"root": str(tmp_path), **settings})


def found(project: Project, severity: Severity) -> list[Diagnostic]:
    return [d for d in project.diagnostics if d.severity is severity]
