"""Captions as part of a slide: their HTML. Pure: text in, text out."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from mdvid.media.direction import runs_right_to_left


def captions_html(captions: Iterable[Sequence[str]], *, lang: str) -> str:
    """Return what stands behind a slide's section; `prepare.js` shows one caption at a time.

    The elements have names that no deck's CSS speaks of by accident; a theme knows them by their
    class `caption`.
    """
    return "".join(
        _caption(number, lines, lang) for number, lines in enumerate(captions, start=1)
    )


def _caption(number: int, lines: Sequence[str], lang: str) -> str:
    direction = "rtl" if runs_right_to_left("".join(lines)) else "ltr"
    text = "<br>".join(html.escape(line) for line in lines)
    return (
        f'<mdvid-caption class="caption" data-caption="{number}" lang="{html.escape(lang)}" '
        f'dir="{direction}"><mdvid-text>{text}</mdvid-text></mdvid-caption>\n'
    )
