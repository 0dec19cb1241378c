"""How captions look by a theme's custom properties, for files that are not HTML."""

from __future__ import annotations

import re

from mdvid.media.model import CaptionLook


def caption_look(*css: str) -> CaptionLook:
    """Return what the style sheets say last; what is no plain colour there stays the default."""
    default = CaptionLook()
    text = "\n".join(css)
    return CaptionLook(
        font=_last(r'--font-text:\s*["\']?([\w -]+)', text, default.font).strip(),
        color=_last(r"--caption-color:\s*(#[0-9a-fA-F]{6})\b", text, default.color),
        background=_last(
            r"--caption-background:\s*(#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?)\b",
            text,
            default.background,
        ),
    )


def _last(pattern: str, text: str, default: str) -> str:
    found = re.findall(pattern, text)
    return str(found[-1]) if found else default
