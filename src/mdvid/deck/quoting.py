"""The quotes that authors leave out, and Marp does without.

`backgroundColor: #fff` is a comment to YAML, `footer: ![w:36](logo.png)` a tag, and
`title: Part one: the sea` a mistake; of `linear-gradient(to top, #67b8e3, #0288d1)` and of
`title: Bug #5` it reads half. All of them are usual.
"""

from __future__ import annotations

import re

from mdvid.deck.directives import DIRECTIVES

_VALUE = re.compile(r"(\s*[\"']?([\w.-]+)[\"']?\s*:[ \t]+)(\S.*?)\s*\Z")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\s*;?(?:\s+#.*)?\Z")
_TEXT_KEYS = frozenset({"header", "footer", "title", "description", "author", "style"})
_NUMBER_SIGN = re.compile(r"\s#(?=\S)")
_COMMENT = re.compile(r"\s+#(?=\s|\Z).*")


def quoted(text: str) -> str:
    """Return YAML with quotes around the values at its margin that need them.

    Lines keep their numbers, and values their first column.
    """
    lines = text.split("\n")
    margin = next((_indentation(line) for line in lines if line.strip()), 0)
    return "\n".join(_line(line) if _indentation(line) == margin else line for line in lines)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line(line: str) -> str:
    match = _VALUE.match(line)
    if not match:
        return line
    before, key, value = match.groups()
    if value[0] in "\"'|>":
        return line
    if _COLOUR.match(value):
        colour = value.split()[0].rstrip(";")
        return f'{before}"{colour}"'
    whole = _with_number_signs(key, value)
    if whole or _needs_quotes(key, value):
        return before + "'" + (whole or value).replace("'", "''") + "'"
    return line


def _needs_quotes(key: str, value: str) -> bool:
    text = key.removeprefix("_") in _TEXT_KEYS and _breaks_yaml(value)
    return text or (value.startswith(("![", "@", "`", "%")) and key in DIRECTIVES)


def _with_number_signs(key: str, value: str) -> str:
    """Return a value up to its comment, if it has a `#` that YAML would take for one."""
    if key.removeprefix("_") in _TEXT_KEYS:
        return _COMMENT.sub("", value) if _NUMBER_SIGN.search(value) else ""
    if key not in DIRECTIVES or " #" not in value:
        return ""
    # What CSS has in brackets is no comment.
    ends = (i for i in _number_signs(value) if value.count("(", 0, i) == value.count(")", 0, i))
    end = next(ends, len(value))
    return value[:end].rstrip() if " #" in value[:end] else ""


def _number_signs(value: str) -> list[int]:
    return [match.start() for match in re.finditer(" #", value)]


def _breaks_yaml(value: str) -> bool:
    if value[0] in "[{":
        # `[a, b]` is a list, `[a](b.html)` is text.
        return value[-1] not in "]}"
    return value[0] in "#!]}*&@`%,?" or ": " in value or value.endswith(":")
