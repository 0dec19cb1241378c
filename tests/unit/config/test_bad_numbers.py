"""Every numeric setting, from every source, refuses what is no number of its kind."""

from pathlib import Path

import pytest

from mdvid.config.loader import load_config
from mdvid.deck.frontmatter import read_front_matter
from mdvid.errors import ConfigError, DeckError

NUMBERS = (
    "nan",
    "inf",
    "-inf",
    "-999",
    "1e999",
    "9" * 400,
    "1_000_000_000",
    "0xFF",
    "1/0",
    "1;5",
    "--",
)
"""Negative, huge, not finite, or no number at all."""

BY_DECK = ("size", "fps", "rate", "loudness", "illustration.seed")
BY_BUILDER = (*BY_DECK, "hold", "jobs", "deadline", "slides")


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:20])
@pytest.mark.parametrize("key", BY_BUILDER)
def test_an_option_refuses_it(key: str, number: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(folder=tmp_path, overrides={"set": [f"{key}={number}"]})
    assert f"`--set {key}` must be" in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:20])
@pytest.mark.parametrize("key", BY_DECK)
def test_a_deck_is_shown_where_it_says_it(key: str, number: str, tmp_path: Path) -> None:
    table, _, inner = key.partition(".")
    written = f"{table}: {{{inner}: '{number}'}}" if inner else f"{table}: '{number}'"
    text = f"---\n{written}\n---\n\n# Hello\n"
    front_matter = read_front_matter(text, path="deck.md").value
    with pytest.raises(DeckError) as caught:
        load_config(folder=tmp_path, front_matter=front_matter)
    (found,) = caught.value.diagnostics
    assert found.message.startswith(f"`{key}` must be")
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, len(table) + (4 if inner else 3))
