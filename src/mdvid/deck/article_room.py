"""How much room a block takes on a slide, estimated: for articles, whose author drew no page."""

from __future__ import annotations

import math
import unicodedata

from markdown_it.token import Token

from mdvid.deck.code import language_of
from mdvid.deck.model import Capacity
from mdvid.deck.narrate import inline_text

GAP = 0.6
"""Lines between two blocks."""

_ITEM_GAP = 0.25
_INDENT = 4
_CODE_LINE = 0.9
_ROW = 1.35
_PICTURE = 6.0
_DIAGRAM = 7.0
_HEADING_WIDTH = 0.6
"""Characters of a heading in a line, as a share of those of body text."""
_HEADING_LINE = 1.6


def width(text: str) -> int:
    """Return the width of a text in average characters; East Asian ones count twice."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def _lines(text: str, columns: float) -> int:
    # A line is seldom full: a word does not fit any more.
    return max(1, math.ceil(width(text) * 1.04 / max(10.0, columns)))


def heading_room(text: str, capacity: Capacity) -> float:
    """Return the lines a slide's heading takes beyond its first, which capacity allows for."""
    return (_lines(text, capacity.columns * _HEADING_WIDTH) - 1) * _HEADING_LINE


def room(block: list[Token], capacity: Capacity) -> float:
    """Return the lines of body text that a block is as high as, without the gap before it."""
    total, depth, rows = 0.0, 0, 0
    for token in block:
        if token.type in {"bullet_list_open", "ordered_list_open", "blockquote_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close", "blockquote_close"}:
            depth -= 1
        elif token.type == "tr_open":
            rows += 1
        elif token.type == "list_item_open":
            total += _ITEM_GAP
        elif token.type == "inline" and not rows:
            total += _inline_room(token, capacity.columns - _INDENT * depth)
        else:
            total += _leaf_room(token)
        if token.type == "table_close":
            total, rows = total + rows * _ROW, 0
    return total


def _leaf_room(token: Token) -> float:
    if token.type in {"fence", "code_block"}:
        if language_of(token.info) == "mermaid":
            return _DIAGRAM
        return 1 + token.content.count("\n") * _CODE_LINE
    if token.type in {"math_block", "amsmath"}:
        return 2 + 1.5 * token.content.count(r"\\")
    if token.type == "html_block" and "<img" in token.content:
        return _PICTURE
    return 0.0


def _inline_room(token: Token, columns: float) -> float:
    children = token.children or []
    pictures = sum(child.type == "image" for child in children)
    text = inline_text(children)
    hard_breaks = sum(child.type == "hardbreak" for child in children)
    lines = _lines(text, columns) + hard_breaks if text else 0
    # A picture among words is an icon or a badge; alone it is a figure.
    return float(lines) if text else (_PICTURE if pictures else 0.0)
