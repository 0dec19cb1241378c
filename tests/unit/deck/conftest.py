from collections.abc import Callable

import pytest

from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.diagnostics import Warned

Read = Callable[..., Warned[Deck]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a deck, front matter and all; `marp=True` puts one in front."""

    def read_deck(
        text: str, options: DeckOptions | None = None, *, marp: bool = False
    ) -> Warned[Deck]:
        text = f"---\nmarp: true\n---\n{text}" if marp else text
        front_matter = read_front_matter(text, path="deck.md").value
        return parse_deck(text, front_matter, options or DeckOptions(), path="deck.md")

    return read_deck
