"""Captions as HTML that lies over a slide. Pure: text in, text out."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from mdvid.media.direction import runs_right_to_left


def captions_html(captions: Iterable[Sequence[str]], *, lang: str) -> str:
    """Return what stands behind a slide's section; `prepare.js` shows one caption at a time.

    The elements have names that no deck's CSS means by accident; themes style them by their
    class, `caption`.
    """
    return "".join(_caption(number, lines, lang) for number, lines in enumerate(captions, start=1))


def _caption(number: int, lines: Sequence[str], lang: str) -> str:
    direction = "rtl" if runs_right_to_left("".join(lines)) else "ltr"
    text = "<br>".join(html.escape(line) for line in lines)
    return (
        f'<mdvid-caption data-caption="{number}" lang="{html.escape(lang)}" dir="{direction}">'
        f'<mdvid-text class="caption">{text}</mdvid-text></mdvid-caption>\n'
    )
