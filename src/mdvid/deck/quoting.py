"""The quotes that authors leave out, and Marp does without.

`backgroundColor: #fff` is a comment to YAML, `footer: ![w:36](logo.png)` a tag, and
`title: Part one: the sea` a mistake. All three are usual.
"""

from __future__ import annotations

import re

from mdvid.deck.directives import DIRECTIVES

_TOP_VALUE = re.compile(r"([\"']?([\w.-]+)[\"']?\s*:[ \t]+)(\S.*?)\s*\Z")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\s*;?(?:\s+#.*)?\Z")
_TEXT_KEYS = frozenset({"header", "footer", "title", "description", "author", "style"})


def quoted(text: str) -> str:
    """Return YAML with quotes around the values at its margin that need them.

    Lines keep their numbers, and values their first column.
    """
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    match = _TOP_VALUE.match(line)
    if not match:
        return line
    before, key, value = match.groups()
    plain = key.removeprefix("_")
    if value[0] in "\"'|>":
        return line
    if _COLOUR.match(value):
        colour = value.split()[0].rstrip(";")
        return f'{before}"{colour}"'
    needs_quotes = plain in _TEXT_KEYS and _breaks_yaml(value)
    if needs_quotes or (value.startswith(("![", "@", "`", "%")) and key in DIRECTIVES):
        return before + "'" + value.replace("'", "''") + "'"
    return line


def _breaks_yaml(value: str) -> bool:
    if value[0] in "[{":
        # `[a, b]` is a list, `[a](b.html)` is text.
        return value[-1] not in "]}"
    return value[0] in "#!]}*&@`%,?" or ": " in value or value.endswith(":")
