"""`:rocket:` and its like: a plugin of the parser, with the names that rich knows."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_SHORTCODE = re.compile(r"(?<![\w:]):(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100|1234):(?![\w:])")


def emoji_plugin(md: MarkdownIt) -> None:
    """Replace shortcodes in text; unknown ones stay as they are."""
    md.core.ruler.push("emoji", _replace)


def _replace(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline" or ":" not in token.content:
            continue
        for child in token.children or []:
            if child.type == "text" and _SHORTCODE.search(child.content):
                child.content = replace_shortcodes(child.content)


def replace_shortcodes(text: str) -> str:
    """Return the text with characters for the shortcodes in it."""
    # Its table has 3,600 names; most decks need none of them.
    from rich.emoji import Emoji

    def known(match: re.Match[str]) -> str:
        made = Emoji.replace(match[0])
        return made if made != match[0] else Emoji.replace(match[0].replace("-", "_"))

    return _SHORTCODE.sub(known, text)
