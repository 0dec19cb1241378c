"""Background pictures and colours of a slide, as layers under its text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from mdvid.deck.model import Background, Picture, PictureRole, Slide
from mdvid.theme.css import declarations, safe_value
from mdvid.theme.geometry import Viewport

_STACKED = {"left": "top", "right": "bottom"}
"""Beside each other there is no room on a tall slide."""

_BRIGHTNESS = re.compile(r"brightness\(\s*(\d*\.?\d+)\s*(%?)\s*\)")
_DARK = 0.75

_STEP = 4
"""CSS pixels: whole pixels of the picture at the usual sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What the backgrounds of one slide add to its section."""

    full: str = ""
    """HTML of layers behind the whole section."""
    beside: str = ""
    """HTML of layers that stand beside the section and leave it a part of the slide."""
    side: str = ""
    """Class of the section where there are layers beside it."""
    split: str = ""
    """CSS length that the layers beside it take."""
    ground: str = ""
    """Colour behind the text as far as it is known; black for pictures that were darkened."""


def background_layers(slide: Slide, *, window: Viewport, tall: bool) -> Layers:
    """Return the layers for `![bg](x)` pictures; the last side and the last split count."""
    found = [(p, p.background) for p in slide.pictures if p.role is PictureRole.BACKGROUND]
    layers = [(picture, background) for picture, background in found if background]
    if not layers:
        return Layers()
    figures = "".join(
        _figure(picture, background, alone=len(layers) == 1) for picture, background in layers
    )
    kind = "backgrounds vertical" if any(b.vertical for _, b in layers) else "backgrounds"
    side, share = _split([background for _, background in layers])
    if not side:
        ground = next(filter(None, (_ground(background) for _, background in layers)), "")
        return Layers(full=f'<div class="{kind}">{figures}</div>', ground=ground)
    side = f"split-{_STACKED.get(side, side) if tall else side}"
    split = _length(share, window.height if tall else window.width)
    style = f' style="--split:{html.escape(split)}"'
    return Layers(
        beside=f'<div class="{kind} split {side}"{style}>{figures}</div>', side=side, split=split
    )


def _ground(background: Background) -> str:
    """Return the colour of a layer; a picture is made dark for the sake of light text only."""
    if background.color:
        return background.color
    brightness = _BRIGHTNESS.search(background.filters)
    dark = brightness and float(brightness[1]) < _DARK * (100 if brightness[2] else 1)
    return "black" if dark else ""


def _split(backgrounds: list[Background]) -> tuple[str, str]:
    sided = [background for background in backgrounds if background.side]
    return (sided[-1].side, sided[-1].split) if sided else ("", "")


def _length(share: str, whole: int) -> str:
    """Return the CSS length that `40%` of a side of `whole` CSS pixels is.

    In whole steps, so that no line of something else shows between the picture and the text.
    """
    if not share.endswith("%"):
        return safe_value(share) or f"{whole // 2}px"
    try:
        part = min(max(float(share[:-1]), 0), 100)
    except ValueError:
        part = 50
    return f"{round(whole * part / 100 / _STEP) * _STEP}px"


def _figure(picture: Picture, background: Background, *, alone: bool) -> str:
    style = {"filter": background.filters}
    if background.color:
        style["background-color"] = background.color
    else:
        style["background-image"] = f'url("{picture.name}")'
        style["background-size"] = background.size
        if background.position:
            style["background-position"] = background.position
    if alone and "blur(" in background.filters:
        style["margin"] = "-60px"  # a blurred edge would let the slide's colour through
    return f'<figure style="{html.escape(declarations(style))}"></figure>'
