"""Whose conventions a deck follows, by evidence."""

from __future__ import annotations

import re
from collections.abc import Collection

from markdown_it.token import Token

from mdvid.deck.model import Dialect

OWN = frozenset({Dialect.MARP, Dialect.ARTICLE})
"""Dialects that are read as they are; a deck in any other is rewritten."""

_SLIDE_KEYS = frozenset({"marp", "headingDivider", "paginate", "class", "header", "footer"})


def decide(
    tokens: list[Token], keys: Collection[str], *, has_directives: bool
) -> tuple[Dialect, str]:
    """Return the dialect, and what says so."""
    for key in keys:
        if key in _SLIDE_KEYS or key.startswith("_"):
            return Dialect.MARP, f"`{key}:` in the front matter"
    if any(token.type == "hr" and token.level == 0 for token in tokens):
        return Dialect.MARP, "slides are divided by rulers"
    if has_directives:
        return Dialect.MARP, "there are directives for slides"
    images = (child for token in tokens for child in token.children or () if child.type == "image")
    if any("bg" in image.content.split() for image in images):
        return Dialect.MARP, "there are background pictures"
    return Dialect.ARTICLE, "there are no slide marks"


def names_music(value: object) -> bool:
    """Tell whether `background:` is Narakeet's: `uplifting-2 0.6 fade-in`, `sound.wav`."""
    pattern = r"\S+\.(?:mp3|wav|m4a)\b|\S+ [\d.]+(?: |$)|(?:\S+ )+fade-(?:in|out)\b|[a-z]+-\d$"
    return isinstance(value, str) and re.match(pattern, value) is not None


def names_quarto(value: object) -> bool:
    """Tell whether `format:` names one of Quarto's for slides."""
    names = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    return any(name in {"revealjs", "beamer", "pptx"} for name in names)
