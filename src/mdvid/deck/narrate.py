"""A slide's body as words to be heard: for articles, and for `narration: body`."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from mdvid.deck.model import Note
from mdvid.deck.source import Source
from mdvid.deck.text import words_of_markup


def body_notes(
    tokens: list[Token], source: Source, *, line: int, continued: bool
) -> tuple[Note, ...]:
    """Return heading and text in reading order; code and tables are not read aloud.

    A continued slide does not say its heading again.
    """
    notes: list[Note] = []
    for block in blocks(tokens):
        if continued and block[0].type == "heading_open" and not notes:
            continue
        text = _text(block)
        if any(character.isalnum() for character in text):
            first = next((t.map[0] + 1 for t in block if t.map), line)
            word = text.lstrip("-0123456789. `$").split(" ", 1)[0]
            notes.append(Note(text=text, span=source.find(word, first)))

    return tuple(notes)


def blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Return the top-level blocks: each from its opening token to its closing one."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []
    if block:
        yield block


def _text(block: list[Token]) -> str:
    """Return a block's words, one line for each paragraph or list item."""
    lines: list[str] = []
    markers: list[str] = []
    marker, table = "", 0
    for token in block:
        if token.type == "table_open":
            table += 1
        elif token.type == "table_close":
            table -= 1
        elif token.type == "ordered_list_open":
            markers.append("1")
        elif token.type == "bullet_list_open":
            markers.append("-")
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            markers.pop()
        elif token.type == "list_item_open":
            marker = f"{token.info}. " if markers[-1] == "1" else "- "
        elif token.type == "inline" and not table:
            lines.append(marker + inline_text(token.children or []))
            marker = ""
        elif token.type == "html_block":
            lines.append(words_of_markup(token.content))
    return "\n".join(line for line in lines if line.strip())


def inline_text(children: list[Token]) -> str:
    """Return the words of inline tokens: links by their label, no pictures, code in backquotes."""
    parts = []
    for child in children:
        if child.type == "code_inline":
            parts.append(f"`{child.content}`")
        elif child.type in {"math_inline", "math_inline_double"}:
            parts.append(f"${child.content}$")
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "text":
            parts.append(child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            parts.append(" ")
    return " ".join("".join(parts).split())
