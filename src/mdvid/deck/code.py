"""Code blocks, highlighted by Pygments."""

from __future__ import annotations

import functools
import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

    from mdvid.deck.code_lines import CodeLines

MAX_HIGHLIGHTED = 50_000
"""Characters; a longer block is shown as it is, since nobody can read it anyway."""

_LANGUAGE = re.compile(r"\{?\.?([\w+#.-]+)")


def language_of(info: str) -> str:
    """Return the language that a fence names: `ts{2,3}`, `{.python}`, `js [file.js]`."""
    match = _LANGUAGE.match(info.strip())
    return match[1].lower() if match else ""


def highlight(code: str, language: str, lines: CodeLines | None = None) -> str:
    """Return safe HTML; unknown languages stay plain, and all lines are lit without `lines`."""
    lexer = _lexer(language) if language and len(code) <= MAX_HIGHLIGHTED else None
    content = html.escape(code, quote=False) if lexer is None else _coloured(code, lexer)
    name = f' class="language-{html.escape(language)}"' if language else ""
    steps = ""
    if lines and lines.groups:
        from mdvid.deck.code_lines import lit  # few blocks have any

        content = lit(content, lines)
        steps = f' data-lines-from="{lines.first}" data-lines-steps="{lines.steps}"'
    return f'<pre class="highlight"{steps}><code{name}>{content}</code></pre>\n'


@functools.lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    # Pygments costs more than all the rest of the parser: decks without code do not pay.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if language in {"text", "txt", "plain", "plaintext", "none"}:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


@functools.lru_cache(maxsize=256)  # a deck that is watched is read again and again
def _coloured(code: str, lexer: Lexer) -> str:
    from pygments import highlight as colour
    from pygments.formatters.html import HtmlFormatter

    return str(colour(code, lexer, HtmlFormatter(nowrap=True)))
