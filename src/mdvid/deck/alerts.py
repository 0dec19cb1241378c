"""Notes in boxes, as GitHub has them: `> [!NOTE]` is a quote that begins with a bold word."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*\Z", re.IGNORECASE)


def alerts_plugin(md: MarkdownIt) -> None:
    """Replace the mark that a quote begins with by its word."""
    md.core.ruler.push("alerts", _replace)


def _replace(state: StateCore) -> None:
    for quote, paragraph, inline in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if (quote.type, paragraph.type) != ("blockquote_open", "paragraph_open"):
            continue
        children = inline.children or []
        match = _MARK.match(children[0].content) if children else None
        alone = len(children) == 1 or children[1].type in {"softbreak", "hardbreak"}
        if match and alone:
            word = Token("text", "", 0, content=f"{match[1].capitalize()}:")
            bold = [Token("strong_open", "strong", 1), word, Token("strong_close", "strong", -1)]
            inline.children = [*bold, *children[1:]]
