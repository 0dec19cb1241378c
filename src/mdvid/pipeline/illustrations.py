"""What is asked of an illustrator for a picture that the deck describes in words."""

from __future__ import annotations

import hashlib

from mdvid.deck.model import Picture, PictureRole, Prompt
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest

GRID = 16
"""Sides are multiples of this: what diffusion models take."""


def illustration_request(
    picture: Picture,
    prompt: Prompt,
    *,
    size: Size,
    model: str,
    style: str,
    negative: str,
    seed: int | None,
    palette: tuple[str, ...],
) -> IllustrationRequest:
    """Return the request for `picture` on a slide of `size`; it does not know which slide."""
    style = prompt.style or style
    return IllustrationRequest(
        prompt=prompt.text,
        model=model,
        size=_place(picture, prompt, size),
        seed=prompt.seed if prompt.seed is not None else _seed(prompt.text, style, seed),
        style=style,
        negative=negative,
        palette=palette,
    )


def _seed(text: str, style: str, deck_seed: int | None) -> int:
    """Return a seed that follows from the words, so that moving a slide changes nothing."""
    content = f"{text}\0{style}\0{deck_seed}".encode()
    return int.from_bytes(hashlib.sha256(content).digest()[:4], "big") >> 1


def _place(picture: Picture, prompt: Prompt, size: Size) -> Size:
    """Return the size of the place that the picture has on the slide."""
    width, height = size.width, size.height
    if picture.role is PictureRole.BACKGROUND and picture.background and picture.background.side:
        width = width * _percent(picture.background.split) // 100
    elif picture.role is PictureRole.INLINE:
        width, height = width * 6 // 10, height * 6 // 10
    if prompt.ratio:
        across, down = (int(part) for part in prompt.ratio.split(":"))
        width, height = min(width, height * across // down), min(height, width * down // across)
    return Size(_to_grid(width), _to_grid(height))


def _percent(text: str) -> int:
    """Return `40%` as 40, at least 10; anything that is no percentage as 50."""
    number = text.removesuffix("%")
    return max(10, min(100, int(float(number)))) if number.replace(".", "", 1).isdigit() else 50


def _to_grid(length: int) -> int:
    return max(GRID, round(length / GRID) * GRID)
