"""Where is written what is said in a language: in the deck, in a file beside it, or in blocks."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from mdvid.deck.translations import block_languages
from mdvid.media.language import canonical, nearest
from mdvid.project import Project
from mdvid.sources.deck_file import translations_beside

LANG = ("lang",)


class Kind(enum.Enum):
    """Where a narration is written."""

    OWN = "in the deck"
    FILE = "in a deck of its own"
    BLOCKS = "in blocks"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the narration in one language is."""

    kind: Kind
    tag: str
    path: Path


class Places:
    """All narrations of a deck."""

    def __init__(self, base: Project) -> None:
        self.blocks = block_languages(base.deck)
        """The tags of blocks, each with where the first one begins."""
        self._path = base.deck_path
        asks = LANG in base.origins and base.config.languages != (base.own_lang,)
        files = translations_beside(base.deck_path) if asks else {}
        self._by_tag: dict[str, Place] = {}
        # The deck itself goes before the files, and those before the blocks.
        if own := _own_language(base, (*files, *self.blocks)):
            self._add(Kind.OWN, own, base.deck_path)
        for tag, file in files.items():
            self._add(Kind.FILE, tag, file)
        for tag in self.blocks:
            self._add(Kind.BLOCKS, tag, base.deck_path)

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages that something is written in."""
        return tuple(place.tag for place in self._by_tag.values())

    def find(self, tag: str) -> Place | None:
        """Return where it is said in a language, or in one that is near to it."""
        known = nearest(tag, self._by_tag)
        return None if known is None else self._by_tag[known]

    def deck_itself(self, tag: str) -> Place:
        """Return the deck itself, as one in a language."""
        return Place(Kind.OWN, tag, self._path)

    def _add(self, kind: Kind, tag: str, path: Path) -> None:
        self._by_tag.setdefault(tag.lower(), Place(kind, canonical(tag), path))


def _own_language(base: Project, others: Collection[str]) -> str:
    """Return the language that the deck is in; empty if it is in none of those asked for.

    One that does not say it is in the first language asked for that is written nowhere else.
    """
    if base.own_lang or LANG not in base.origins:
        return base.own_lang or base.config.lang
    return next((tag for tag in base.config.languages if nearest(tag, others) is None), "")
