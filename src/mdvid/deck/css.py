"""The CSS that decks carry: its pictures get names, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'()]*))\s*\)", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b[^;{}]*(?:;|\Z|(?=\n))", re.IGNORECASE)
_END_TAG = re.compile(r"<(?=/?style|!--)", re.IGNORECASE)

Name = Callable[[str], str]
"""Takes an address as written, returns the URL of the picture."""


def rewrite_urls(css: str, name: Name) -> str:
    """Return the CSS with the names of pictures for their addresses; `#fragments` stay."""

    def replace(match: re.Match[str]) -> str:
        address = (match[1] or match[2] or match[3] or "").strip()
        if not address or address.startswith("#"):
            return match[0]
        return f"url({name(address)})"

    return _URL.sub(replace, css) if "url(" in css.lower() else css


def without_imports(css: str) -> tuple[str, str]:
    """Return the CSS without `@import` rules, and the first one of them (or nothing)."""
    found = _IMPORT.search(css)
    return _IMPORT.sub("", css) if found else css, found[0].strip() if found else ""


def cannot_end_its_element(css: str) -> str:
    r"""Return the CSS so written that `</style>` within it does not end a `<style>` element."""
    return _END_TAG.sub(r"\\3c ", css)
