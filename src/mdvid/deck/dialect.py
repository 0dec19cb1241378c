"""Whose conventions a deck follows, by evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from markdown_it.token import Token

from mdvid.deck.model import Dialect, Setting

OWN = frozenset({Dialect.MARP, Dialect.ARTICLE})
"""Dialects that are read as they are; a deck in any other is rewritten."""

SLIDEV_KEYS: Mapping[str, int] = {
    "addons": 2,
    "aspectRatio": 2,
    "browserExporter": 3,
    "canvasWidth": 3,
    "colorSchema": 3,
    "defaults": 1,
    "drawings": 3,
    "exportFilename": 2,
    "highlighter": 3,
    "lineNumbers": 2,
    "mdc": 3,
    "monaco": 2,
    "overviewSnapshots": 3,
    "plantUmlServer": 3,
    "remoteAssets": 3,
    "routerMode": 3,
    "selectable": 1,
    "themeConfig": 2,
    "titleTemplate": 2,
    "twoslash": 3,
    "wakeLock": 3,
}
"""Keys of the front matter that Slidev has, and how much they say."""

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


def names_slidevs_theme(value: object) -> bool:
    """Tell whether `theme:` names one of Slidev's packages, or a theme that only Slidev has."""
    if not isinstance(value, str):
        return False
    own = value in {"seriph", "apple-basic", "bricks", "shibainu"}
    return own or value.startswith(("@slidev/", "slidev-theme-"))


def is_slidevs(settings: Mapping[str, Setting]) -> bool:
    """Tell whether front matter has keys that nobody has but Slidev, or a theme of Slidev's."""
    theme = settings.get("theme")
    own = theme is not None and names_slidevs_theme(theme.value)
    return own or any(SLIDEV_KEYS.get(key, 0) > 1 for key in settings)


def is_dark(settings: Mapping[str, Setting]) -> bool:
    """Tell whether a deck of Slidev wants its own look on a dark ground."""
    scheme, theme = settings.get("colorSchema"), settings.get("theme")
    return (
        scheme is not None
        and scheme.value == "dark"
        and (theme is None or theme.value in {None, "default"})
    )


def captions_of(subtitles: object) -> str:
    """Return what Narakeet's `subtitles:` says of captions: `soft`, `burn`, or nothing."""
    mode = subtitles.get("mode") if isinstance(subtitles, dict) else subtitles
    return {"embed": "soft", "overlay": "burn"}.get(str(mode), "")


def names_quarto(value: object) -> bool:
    """Tell whether `format:` names one of Quarto's for slides."""
    names = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    return any(name in {"revealjs", "beamer", "pptx"} for name in names)
