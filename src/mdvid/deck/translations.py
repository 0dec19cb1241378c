"""Decks whose notes are in another language: what becomes of `:::lang` blocks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from mdvid.deck.model import Deck, Narration, Note
from mdvid.diagnostics import Span

Choose = Callable[[Collection[str]], str | None]
"""Returns which of some tags is the one of a narration, if one is."""


def block_languages(deck: Deck) -> Mapping[str, Span]:
    """Return the tags of all `:::lang` blocks, each with where the first one begins."""
    found: dict[str, Span] = {}
    for slide in deck.slides:
        for note in slide.translations:
            found.setdefault(note.lang, note.span)
    return found


def translated(deck: Deck, choose: Choose, lang: str) -> Deck:
    """Return the deck that says its blocks, in `lang`, and nothing else."""
    return _with(deck, lambda own, blocks: blocks, choose, lang)  # noqa: ARG005  # only the blocks


def with_own_blocks(deck: Deck, choose: Choose) -> Deck:
    """Return the deck that says its notes, and the blocks that are in its own language.

    Where the slides are what is read aloud, the blocks take their place.
    """
    in_place = deck.narration is Narration.BODY

    def merged(own: tuple[Note, ...], blocks: tuple[Note, ...]) -> tuple[Note, ...]:
        if not blocks or in_place:
            return blocks or own
        return tuple(sorted((*own, *blocks), key=lambda n: (n.span.line, n.span.column)))

    return _with(deck, merged, choose, "")


def _with(
    deck: Deck,
    notes: Callable[[tuple[Note, ...], tuple[Note, ...]], tuple[Note, ...]],
    choose: Choose,
    lang: str,
) -> Deck:
    if not any(slide.translations for slide in deck.slides):
        return deck  # as most are
    slides = []
    for slide in deck.slides:
        tag = choose(dict.fromkeys(note.lang for note in slide.translations))
        blocks = tuple(replace(n, lang=lang) for n in slide.translations if n.lang == tag)
        slides.append(replace(slide, notes=notes(slide.notes, blocks), translations=()))
    return replace(deck, slides=tuple(slides))
