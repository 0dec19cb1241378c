"""`illustration: {auto: true}`: a picture for every slide that has none."""

from __future__ import annotations

from dataclasses import replace

from mdvid.deck.model import Background, Deck, Picture, PictureRole, Prompt, Slide

WORDS = 24
"""Of the slide's text, after its title: a prompt is a description, not an essay."""

PLACE = Background(side="right", split="38%")


def illustrated(deck: Deck) -> Deck:
    """Return the deck with an illustration beside the text of every slide without a picture."""
    return replace(deck, slides=tuple(_illustrated(slide) for slide in deck.slides))


def _illustrated(slide: Slide) -> Slide:
    words = " ".join((slide.text or slide.title).split()[:WORDS])
    if slide.pictures or not words:
        return slide
    picture = Picture(
        name=f"picture/auto-{slide.id}",
        source="",
        alt=slide.title,
        role=PictureRole.BACKGROUND,
        prompt=Prompt(text=words),
        background=PLACE,
        span=slide.span,
    )
    return replace(slide, pictures=(picture,))
