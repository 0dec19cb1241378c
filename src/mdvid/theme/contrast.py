"""Whether a theme's text can be read on a colour that a deck sets.

A deck made for a light theme often sets `backgroundColor: #fff`; under a dark theme its text would
be gone.
"""

from __future__ import annotations

import re

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NAMES = {"black": "#000000", "white": "#ffffff"}

_READABLE = 3.0
"""Contrast ratio of large text (WCAG 2.2, success criterion 1.4.3)."""


def readable(text: str, ground: str) -> bool:
    """Tell whether `text` can be read on `ground`; colours that are not understood can."""
    first, second = _luminance(text), _luminance(ground)
    if first is None or second is None:
        return True
    return (max(first, second) + 0.05) / (min(first, second) + 0.05) >= _READABLE


def _luminance(color: str) -> float | None:
    """Return the relative luminance of `#rgb`, `#rrggbb`, `black` or `white` (WCAG 2.2)."""
    color = _NAMES.get(color.strip().lower(), color.strip())
    if not _HEX.fullmatch(color):
        return None
    digits = color[1:] if len(color) == len("#rrggbb") else "".join(2 * d for d in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)  # noqa: PLR2004  # IEC 61966-2-1
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
