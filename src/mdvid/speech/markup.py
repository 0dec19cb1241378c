"""Markdown to the text that a person would read out: blocks without markup.

Links are their labels, pictures and HTML tags are nothing, inline code stays, in private brackets
that a later stage reads. Marks of stage directions pass through.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

CODE_BEGIN, CODE_END = "\ue000", "\ue001"
"""Around inline code."""

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]:?")
_TASK = re.compile(r"^\s*\[[ xX]\]\s+")
_MATH = re.compile(r"(?<![\w$\\])\$(?![\s$])([^$\n]{1,200}?)(?<!\s)\$(?![\w$])")
_TEX_COMMAND = re.compile(r"\\([A-Za-z]+)|[{}]|\\.")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SHORTCODE = re.compile(r"(?<![\w:]):(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100):(?![\w:])")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


class BlockKind(enum.Enum):
    """What a stretch of text is; it decides the pause around it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """Of a list, or a row of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One stretch of text without a break."""

    kind: BlockKind
    text: str
    """White space is single spaces; marks and code brackets are in it."""
    line: int
    """Where it begins, counted from 0."""


def read_blocks(markdown: str) -> tuple[Block, ...]:
    """Return the blocks that are read out, in order. Code blocks and HTML blocks are not."""
    blocks = []
    for kind, token in _inline_tokens(_parser().parse(markdown)):
        text = _flat(token.children or [])
        text = _SPACE.sub(" ", _FOOTNOTE.sub("", _INVISIBLE.sub("", text))).strip()
        if kind is BlockKind.ITEM:
            text = _TASK.sub("", text)
        text = _MATH.sub(_formula, text)
        if text:
            line = token.map[0] if token.map else 0
            blocks.append(Block(kind=kind, text=text, line=line))
    return tuple(blocks)


@cache
def _parser() -> MarkdownIt:
    # People indent the notes inside a comment: four spaces are no code there.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def _inline_tokens(tokens: Sequence[Token]) -> Iterator[tuple[BlockKind, Token]]:
    kind = BlockKind.PARAGRAPH
    items = 0
    for token in tokens:
        if token.type == "list_item_open":
            items += 1
        elif token.type == "list_item_close":
            items -= 1
        elif token.type == "heading_open":
            kind = BlockKind.HEADING
        elif token.type in {"paragraph_open", "th_open", "td_open"}:
            plain = token.type == "paragraph_open" and not items
            kind = BlockKind.PARAGRAPH if plain else BlockKind.ITEM
        elif token.type == "inline":
            yield kind, token


def _flat(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    struck = 0
    for token in tokens:
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if struck:
            continue
        if token.type == "text":
            parts.append(_with_emoji(token.content))
        elif token.type == "code_inline":
            parts.append(f"{CODE_BEGIN}{token.content}{CODE_END}")
        elif token.type in {"softbreak", "hardbreak"} or _LINE_BREAK.match(token.content):
            parts.append(" ")
    return "".join(parts)


def _with_emoji(text: str) -> str:
    """Return the text with an emoji for each shortcode: it is shown in captions, and not heard."""
    if not _SHORTCODE.search(text):
        return text
    # Its table has 3,600 names, and few notes need one.
    from rich.emoji import Emoji

    def known(match: re.Match[str]) -> str:
        made = Emoji.replace(match[0].replace("-", "_"))
        return made if ":" not in made else match[0]

    return _SHORTCODE.sub(known, text)


def _formula(match: re.Match[str]) -> str:
    """Return a short formula of TeX without its markup; its symbols are said later."""
    return _SPACE.sub(
        " ", _TEX_COMMAND.sub(lambda m: f" {m[1]} " if m[1] else " ", match[1])
    ).strip()
