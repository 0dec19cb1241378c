"""`<v-clicks>`: every item of a list, and every block, comes with a click of its own."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)v-clicks\b((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>", re.IGNORECASE)
_NUMBER = r":?{}\s*=\s*[\"']?(\d{{1,2}})"
_AT = re.compile(r":?\bat\s*=\s*[\"']*([+]?)(\d{1,2})")
_ITEM = re.compile(r"([ \t]*)(?:[*+-]|\d{1,9}[.)])[ \t]+(?=\S)")
_RAW_ITEM = re.compile(r"<(li)\b(?![^<>]*data-step)", re.IGNORECASE)
_OPENS = re.compile(
    r"<(?!br\b|img\b|hr\b|input\b|wbr\b)[a-z]\w*(?:\s[^<>]*)?(?<!/)>", re.IGNORECASE
)
_CLOSES = re.compile(r"</[a-z]\w*\s*>", re.IGNORECASE)
_RAW_LIST = re.compile(r"\s*<(?:ul|ol|li)\b", re.IGNORECASE)
_NESTED = 2
"""Columns by which an item of an inner list stands further in."""


class Clicks:
    """Follows `<v-clicks>` through the lines of a slide."""

    def __init__(self) -> None:
        self._open = False
        self._depth = 1
        self._every = 1
        self._count = 0
        self._at: re.Match[str] | None = None
        """The click of the first one, where it is said."""
        self._margins: list[int] = []
        self._elements = 0
        self._fresh = True
        """The next line begins a block."""

    def taken(self, text: str) -> tuple[str, str]:
        """Return a comment that has to stand above a line, or nothing, and the line."""
        above, shown, begin = "", "", 0
        for match in _TAG.finditer(text):
            over, part = self._within(text[begin : match.start()])
            above, shown, begin = above or over, shown + part, match.end()
            if match[1]:
                self._open = False
            else:
                self._begin(match[2])
        rest = text[begin:]
        over, part = self._within(rest) if rest.strip() or not begin else ("", "")
        return above or over, shown + part

    def code(self) -> str:
        """Return the comment above a block of code, or nothing."""
        return self._block() if self._open and self._fresh and not self._margins else ""

    def _begin(self, attributes: str) -> None:
        self._open, self._fresh, self._count, self._elements = True, True, 0, 0
        self._margins = []
        self._depth = _number(attributes, "depth")
        self._every = _number(attributes, "every")
        self._at = _AT.search(attributes)

    def _within(self, text: str) -> tuple[str, str]:
        return self._line(text) if self._open else ("", text)

    def _line(self, text: str) -> tuple[str, str]:
        if not text.strip():
            self._fresh = True
            return "", text
        if text.startswith("<!--"):
            return "", text
        raw = _RAW_ITEM.sub(self._raw_item, text)
        inside = self._elements > 0
        self._elements += len(_OPENS.findall(text)) - len(_CLOSES.findall(text))
        item = None if inside else _ITEM.match(text)
        if item:
            return "", self._item(item, text)
        indented = text[:1] in " \t" and bool(self._margins)
        begins = self._fresh and not inside and not indented
        self._fresh = False
        if begins:
            self._margins = []
        if not begins or _RAW_LIST.match(text) or text.startswith("</"):
            return "", raw
        return self._block(), raw

    def _item(self, match: re.Match[str], text: str) -> str:
        margin = len(match[1].expandtabs(4))
        while self._margins and margin + _NESTED <= self._margins[-1]:
            self._margins.pop()
        if not self._margins or margin >= self._margins[-1] + _NESTED:
            self._margins.append(margin)
        self._fresh = False
        if len(self._margins) > self._depth:
            return text
        return f"{match[0]}<!-- step: {self._next()} --> {text[match.end() :]}"

    def _raw_item(self, match: re.Match[str]) -> str:
        return f'<{match[1]} data-step="{self._next()}"'

    def _block(self) -> str:
        self._fresh = False
        return f"<!-- step: {self._next()} -->"

    def _next(self) -> str:
        later, same = divmod(self._count, self._every)
        self._count += 1
        if self._at and not self._at[1]:
            # Their first click shows our second step.
            return str(int(self._at[2]) + later + 1)
        if self._at and self._count == 1:
            return f"+{int(self._at[2])}"
        return "+0" if same else "+"


def _number(attributes: str, name: str) -> int:
    match = re.search(_NUMBER.format(name), attributes)
    return max(1, int(match[1])) if match else 1
