"""A theme: how slides look at any size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mdvid.deck.model import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """A file that the theme's CSS or template refers to by name."""

    name: str
    """Its URL in the document: `theme/logo.svg`."""
    path: Path
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What `load_theme` read: text, not yet tied to a deck or a size."""

    name: str
    description: str
    template: str
    """Jinja source of one slide's `<section>`."""
    template_path: str = ""
    """File that `template` was read from, for messages."""
    css: str
    """Complete: a theme that extends another has the other's CSS before its own."""
    files: tuple[ThemeFile, ...] = ()
    sources: tuple[Path, ...] = ()
    """What it was read from, and the folder of its files; nothing if it is built in."""
    classes: tuple[str, ...] = ()
    """Slide classes that it styles, for "did you mean"."""
    palette: tuple[str, ...] = ()
    """`#rrggbb`: background, text, then accents; what drawn illustrations use."""
    capacity: Capacity = Capacity()
    """At 16:9."""
    smallest: float = 0.6
    """How far text that overflows may be shrunk."""
