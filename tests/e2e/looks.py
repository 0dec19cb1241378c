"""Slides as a browser shows them, without a build around them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.media.model import Size
from mdvid.providers.requests import PictureRequest
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html, slide_html


def parse(text: str, options: DeckOptions | None = None) -> Deck:
    front_matter = read_front_matter(text, path="deck.md").value
    return parse_deck(text, front_matter, options or DeckOptions(), path="deck.md").value


def render(
    renderer: ChromiumRenderer, deck: Deck, number: int, out: Path, *, size: Size, theme: str
) -> tuple[Image.Image, Mapping[str, object]]:
    """Return the picture of a slide, and what was noticed."""
    look = load_theme(theme, beside=out.parent)
    request = PictureRequest(
        document=document_html(look, size=size, lang=deck.lang, style=deck.style),
        slide=slide_html(look, deck.slides[number - 1], deck, size=size, step=1),
        step=1,
        size=size,
        smallest=look.smallest,
    )
    renderer.render(request, {}, out)
    notice: Mapping[str, object] = json.loads(out.with_suffix(".json").read_text())
    with Image.open(out) as image:
        return image.convert("RGB"), notice
