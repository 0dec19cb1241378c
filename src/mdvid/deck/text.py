"""Plain text out of safe HTML, and names made of it."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^\"<>]|\"[^\"]*\")*>")
_HEADING = re.compile(r"<h([1-6])\b(?:[^\"<>]|\"[^\"]*\")*>(.*?)</h\1>", re.DOTALL)
_UNREAD = re.compile(
    r"<pre class=\"mermaid\">.*?</pre>|<sup class=\"footnote-ref\">\d+</sup>", re.DOTALL
)
_ROUGHLY_A_TAG = re.compile(r"<[^<>]*>")
_BLOCK_TAGS = """
    address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_NO_WORD = re.compile(r"[^\w]+|_+")
_MAX_ID = 60


def plain_text(body: str) -> str:
    """Return what a viewer reads in safe HTML: a line for each block, no diagram's source."""
    separated = _TAG.sub(_break, _UNREAD.sub(_gap, body))
    lines = (" ".join(line.split()) for line in html.unescape(separated).split("\n"))
    return "\n".join(line for line in lines if line)


def _gap(match: re.Match[str]) -> str:
    return "\n" if match[0].startswith("<pre") else ""


def words_of_markup(markup: str) -> str:
    """Return about what a viewer reads in HTML as somebody wrote it, safe or not."""
    return " ".join(html.unescape(_ROUGHLY_A_TAG.sub(" ", markup)).split())


def _break(match: re.Match[str]) -> str:
    return "\n" if match[2].lower() in _BLOCKS else ""


def first_heading(body: str) -> str:
    """Return the plain text of the first heading of safe HTML that has any."""
    for match in _HEADING.finditer(body):
        text = " ".join(plain_text(match[2]).split())
        if text:
            return text
    return ""


def slug(title: str) -> str:
    """Return a name made of a title's letters and digits, of whatever script."""
    words = _NO_WORD.sub("-", unicodedata.normalize("NFC", title).lower()).strip("-")
    if len(words) > _MAX_ID:
        whole = words[: _MAX_ID + 1].rpartition("-")[0]
        words = whole or words[:_MAX_ID]
    return words or "slide"


class Names:
    """Gives each slide a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, title: str) -> str:
        """Return the title's slug; `-2`, `-3`, ... are added where it is taken."""
        name = wanted = slug(title)
        while name in self._taken:
            self._next[wanted] = self._next.get(wanted, 1) + 1
            name = f"{wanted}-{self._next[wanted]}"
        self._taken.add(name)
        return name
