"""How captions look by a theme's custom properties, for files that are not HTML."""

from __future__ import annotations

import re

from mdvid.media.model import CaptionLook

_COLOR = r"(#(?:[0-9a-fA-F]{3,4}){1,2})(?![0-9a-zA-Z])"


def caption_look(*css: str) -> CaptionLook:
    """Return what the style sheets say last; what is no plain colour there stays the default."""
    default = CaptionLook()
    text = "\n".join(css)
    # What the base says of the place, for each shape of the slide, is known without it.
    own = text[max(text.find("@layer theme."), 0) :]
    bottom = _last(r"--caption-bottom:\s*(\d{1,2}(?:\.\d+)?)%", own, "")
    return CaptionLook(
        font=_last(r'--font-text:\s*["\']?([\w -]+)', text, default.font).strip(),
        color=_long(_last("--caption-color:\\s*" + _COLOR, text, default.color))[:7],
        background=_long(_last("--caption-background:\\s*" + _COLOR, text, default.background)),
        bottom=round(float(bottom) * 10) if bottom else None,
    )


def _long(color: str) -> str:
    """Return `#rrggbb` for `#rgb`, with or without how opaque it is."""
    short = len(color) < len("#rrggbb")
    return "#" + "".join(2 * digit for digit in color[1:]) if short else color


def _last(pattern: str, text: str, default: str) -> str:
    found = re.findall(pattern, text)
    return str(found[-1]) if found else default
