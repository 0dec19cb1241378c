"""The words on a card: that it is drawn, and what for."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mdvid.backends.card.colours import Colours, mix

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont, ImageFont

_LONGEST = 46
"""Characters of the prompt."""

_LATIN_END = 0x100
_FACE = Path(__file__).parents[2] / "_web/fonts/inter-latin-wght-normal.woff2"


def draw_label(image: Image, prompt: str, colours: Colours) -> None:
    """Write a small label into the lower left corner of `image`."""
    from PIL import ImageDraw

    unit = min(image.size) / 100
    size = max(9, round(unit * 2.7))
    font = _font(size)
    text = label_text(prompt)
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
    pad_x, pad_y = size * 0.75, size * 0.5
    x, y = unit * 4, image.height - unit * 4 - (bottom - top) - 2 * pad_y
    box = (x, y, min(x + right - left + 2 * pad_x, image.width), y + bottom - top + 2 * pad_y)
    draw.rounded_rectangle(box, size * 0.5, fill=colours.ground)
    draw.text(
        (x + pad_x - left, y + pad_y - top),
        text,
        font=font,
        fill=mix(colours.text, colours.ground, 0.25),
    )


def label_text(prompt: str) -> str:
    """Return the words of the label: that the card is drawn, and what was asked for.

    In quotation marks: a card of plain shapes does not claim to show it.
    """
    words = unicodedata.normalize("NFC", " ".join(prompt.split()))
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
    if not words or any(ord(c) >= _LATIN_END for c in words.replace("…", "")):
        return "drawn card"  # the face has no other letters
    return f"drawn card for “{words}”"


def face() -> str:
    """Return the name of the typeface: the theme's, or Pillow's own where that is not built in."""
    return "Inter" if _FACE.is_file() else "default"


@cache
def _font(size: int) -> FreeTypeFont | ImageFont:
    from PIL import ImageFont

    if face() == "default":
        return ImageFont.load_default(size)
    font = ImageFont.truetype(_FACE, size)
    font.set_variation_by_axes([450])
    return font
