"""Decks as they are written, and what is read from them.

A case is `decks/name.md`. Beside it stands `name.json` (the deck, without what has its default
value, and what came up) or `name.txt` (the errors). `make golden` writes them anew.
"""

import dataclasses
import enum
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import DeckOptions, Dialect, FrontMatter, Narration
from mdvid.deck.parser import parse_deck
from mdvid.deck.source import decode
from mdvid.diagnostics import Diagnostic, Span
from mdvid.errors import DeckError
from mdvid.sources.includes import read_includes

FOLDER = Path(__file__).parent / "decks"
REWRITE = os.environ.get("MDVID_GOLDEN") == "rewrite"
CASES = sorted(FOLDER.glob("*.md"))


def options(path: Path, text: str, front_matter: FrontMatter) -> DeckOptions:
    """Return what the configuration would make of the few keys that the cases use."""
    values = {key: setting.value for key, setting in front_matter.settings.items()}
    narration, dialect = values.get("narration"), values.get("dialect")
    chosen = Dialect(dialect) if isinstance(dialect, str) else None
    return DeckOptions(
        lang=str(values.get("lang", "en")),
        title=str(values.get("title", "")),
        dialect=chosen,
        narration=Narration(narration) if isinstance(narration, str) else None,
        all_notes=values.get("notes") == "all",
        includes=read_includes(text, front_matter, chosen, deck=path, root=FOLDER).files,
    )


def plain(value: object) -> object:
    """Return a value as JSON has it, spans as `line:column+length`, defaults left out."""
    if isinstance(value, Span):
        return f"{value.line}:{value.column}+{value.length}"
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        fields = ((f.name, f.default, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: plain(item) for name, default, item in fields if item != default}
    return value


def lines(diagnostics: Sequence[Diagnostic]) -> list[str]:
    return [
        " ".join(
            part
            for part in (
                f"{d.severity.value}:",
                str(plain(d.span)) if d.span else "",
                d.message,
                f"({d.hint})" if d.hint else "",
            )
            if part
        )
        for d in diagnostics
    ]


def read(path: Path) -> tuple[str, str]:
    """Return the kind of what is expected, and what was read."""
    try:
        text = decode(path.read_bytes(), path.name)
        front_matter = read_front_matter(text, path=path.name)
        deck = parse_deck(
            text, front_matter.value, options(path, text, front_matter.value), path=path.name
        )
    except DeckError as error:
        return ".txt", "".join(f"{line}\n" for line in lines(error.diagnostics))
    shown = {
        "deck": plain(deck.value),
        "diagnostics": lines((*front_matter.diagnostics, *deck.diagnostics)),
    }
    return ".json", json.dumps(shown, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_deck_is_read_as_written_down(case: Path) -> None:
    suffix, actual = read(case)
    expected = case.with_suffix(suffix)
    if REWRITE:
        for old in (".txt", ".json"):
            case.with_suffix(old).unlink(missing_ok=True)
        expected.write_text(actual, encoding="utf-8")
    assert expected.exists(), f"expected no {suffix}"
    assert actual == expected.read_text(encoding="utf-8")
