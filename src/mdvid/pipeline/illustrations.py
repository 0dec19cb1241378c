"""What is asked of an illustrator for a picture that the deck describes in words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction

from mdvid.deck.model import Picture, PictureRole, Prompt
from mdvid.media.model import Size
from mdvid.pipeline.pins import Prompted
from mdvid.providers.requests import IllustrationRequest
from mdvid.theme.geometry import shape

GRID = 16
"""Sides are multiples of this: what diffusion models take."""

_NONE: Mapping[Prompted, int] = {}


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
    rerolls: Mapping[Prompted, int] = _NONE,
    smaller: int = 1,
) -> IllustrationRequest:
    """Return the request for `picture` on a slide of `size`; it does not know which slide.

    `rerolls` says of which prompts other pictures were asked for, and how often. The picture is
    asked for so many times `smaller` than its place.
    """
    room = place(picture, prompt, size)
    prompted = prompted_by(prompt, style, seed)
    return IllustrationRequest(
        prompt=prompt.text,
        model=model,
        size=Size(_to_grid(room.width / smaller), _to_grid(room.height / smaller)),
        seed=_seed(prompted, rerolls.get(prompted, 0)) if prompt.seed is None else prompt.seed,
        style=prompted.style,
        negative=negative,
        palette=palette,
    )


def prompted_by(prompt: Prompt, style: str, seed: int | None) -> Prompted:
    """Return what the seed of a picture follows from; `style` and `seed` are those of the deck."""
    return Prompted(text=prompt.text, style=prompt.style or style, seed=seed)


def _seed(prompted: Prompted, rerolls: int) -> int:
    """Return a seed that follows from the words, so that moving a slide changes nothing."""
    content = f"{prompted.text}\0{prompted.style}\0{prompted.seed}"
    content += f"\0{rerolls}" if rerolls else ""
    return int.from_bytes(hashlib.sha256(content.encode()).digest()[:4], "big") >> 1


def place(picture: Picture, prompt: Prompt, size: Size) -> Size:
    """Return the size of the place that the picture has on a slide of `size`."""
    width, height = size.width, size.height
    background = picture.background
    if picture.role is PictureRole.INLINE:
        width, height = width * 6 // 10, height * 6 // 10
    elif background and background.side and shape(size) == "tall":
        # There is no room beside the text: themes put it above or below.
        height = height * _percent(background.split) // 100
    elif background and background.side:
        width = width * _percent(background.split) // 100
    ratio = _ratio(prompt.ratio)
    across = min(width, int(height * ratio)) if ratio else width
    down = min(height, int(width / ratio)) if ratio else height
    return Size(_to_grid(across), _to_grid(down))


def _ratio(text: str) -> Fraction | None:
    """Return `3:2` as a ratio; None for none, and for one that has no area."""
    across, _, down = text.partition(":")
    return Fraction(across) / Fraction(down) if text and Fraction(across) * Fraction(down) else None


def _percent(text: str) -> int:
    """Return `40%` as 40, from 10 to 100; anything that is no percentage as 50."""
    try:
        number = float(text.removesuffix("%")) if text.endswith("%") else 50
    except ValueError:
        number = 50
    return int(max(10, min(100, number)))


def _to_grid(length: float) -> int:
    return max(GRID, round(length / GRID) * GRID)
