"""The HTML in Slidev's slides: what comes with a click, Vue's components and directives.

`v-click` hides one element until its click, whatever follows it; ours is `data-step="+"`. What
only a browser with Vue can do is taken away, and counted.
"""

from __future__ import annotations

import re
from collections import Counter

_PART = re.compile(
    r"(?P<ticks>`+)(?=[^`]).{0,2000}?[^`](?P=ticks)(?!`)"
    r"|<!--(?:(?!-->)[\s\S]){0,2000}+-->"
    r"|(?P<tag><(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<attributes>(?:\s(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>\"'`])*+)?)>)"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>(?:[@:#]|v-)?[\w:.@-]+)(?P<value>\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?"
)
_INTERPOLATION = re.compile(r"\{\{(?!<)[^{}\n]{1,200}\}\}")
_AT = re.compile(r"([+-]?)(\d{1,2})\Z")
_GRID = re.compile(r"(?:grid-)?cols-([2-6])\Z")
_BLOCK = re.compile(
    r"\s*<(?:div|p|ul|ol|table|pre|blockquote|h[1-6]|img|figure|section|svg)\b", re.IGNORECASE
)
_REVEALS = frozenset({"v-click", "v-after"})
_MARKS = frozenset({"v-click-hide", "v-mark"})
"""Directives that take a click, and change nothing that a video shows."""
_KEPT = frozenset({"v-clicks"})
_WRAPPERS = frozenset({"v-click", "v-after"})


def is_component(name: str) -> bool:
    """Tell whether a tag is none of HTML's."""
    return name[0].isupper() or not name.isalnum()


class Markup:
    """Rewrites the HTML of one slide after the other."""

    def __init__(self, ignored: Counter[str]) -> None:
        self._ignored = ignored
        self._open: list[str] = []
        self._taking = ""
        """The click that an element takes without showing anything."""

    def rewritten(self, text: str) -> str:
        """Return some lines of a slide; they stay as many as they are."""
        if "{{" in text:
            text, count = _INTERPOLATION.subn("", text)
            self._ignored["expressions in `{{ }}`"] += count
        return _PART.sub(self._part, text) if "<" in text else text

    def close(self) -> None:
        """Forget what is open: the slide ends."""
        self._open = []

    def _part(self, match: re.Match[str]) -> str:
        if not match["tag"]:
            return match[0]
        name = match["name"].lower()
        if name in _KEPT:
            return match[0]
        if name in _WRAPPERS:
            return self._wrapper(match, name)
        if is_component(match["name"]):
            self._ignored["`<v-switch>`" if name == "v-switch" else "components"] += not match[
                "end"
            ]
            return "\n" * match[0].count("\n")
        return match[0] if match["end"] else self._element(match)

    def _wrapper(self, match: re.Match[str], name: str) -> str:
        """Return the element that stands for `<v-click>`."""
        if match["end"]:
            return f"</{self._open.pop()}>" if self._open else ""
        whole, at = match.string, match.end()
        line_begins = not whole[whole.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        rest = whole[at : whole.find("\n", at) if "\n" in whole[at:] else len(whole)]
        block = line_begins and (not rest.strip() or bool(_BLOCK.match(rest)))
        tag = "div" if block else "span"
        self._open.append(tag)
        found = {m["name"]: _value(m) for m in _ATTRIBUTE.finditer(match["attributes"])}
        if "hide" in found:
            self._ignored["hiding after a click"] += 1
            return f"<{tag}>"
        when = found.get("at", found.get(":at", ""))
        return f'<{tag} data-step="{self._step(when, after=name == "v-after")}">'

    def _element(self, match: re.Match[str]) -> str:
        if not re.search(r"[@:#~]|\bv-|cols-", match["attributes"]):
            return match[0]
        self._taking = ""
        attributes = _ATTRIBUTE.sub(self._attribute, match["attributes"])
        columns = _columns(match["attributes"])
        if columns and "style=" not in attributes:
            attributes = (
                f' style="display:grid;grid-template-columns:repeat({columns},minmax(0,1fr));'
                f'gap:1em"{attributes}'
            )
        unseen = ""
        if self._taking:
            # A block within a paragraph would end it.
            tag = "div" if _BLOCK.match(match[0]) else "span"
            unseen = f'<{tag} hidden data-step="{self._taking}"></{tag}>'
        return f"{unseen}<{match['name']}{attributes}>"

    def _attribute(self, match: re.Match[str]) -> str:
        name, _, modifier = match["name"].partition(".")
        if name in _REVEALS and modifier != "hide":
            return f'data-step="{self._step(_value(match), after=name == "v-after")}"'
        if name in _MARKS or (name in _REVEALS and modifier):
            what = "`v-mark`" if name == "v-mark" else "hiding after a click"
            self._ignored[what] += 1
            self._taking = self._step(_value(match), after=False)
            return ""
        if name.startswith("v-"):
            self._ignored[f"`{name}`"] += 1
            return ""
        return "" if name[0] in "@:#" else match[0]

    def _step(self, written: str, *, after: bool) -> str:
        """Return the value of `data-step` for a click, absolute or from the last one."""
        text = written.strip().strip("'\"[] ").split(",")[0].strip().strip("'\"")
        match = _AT.match(text)
        if after or match is None:
            return "+0" if after else "+"
        if match[1] == "+":
            return f"+{int(match[2])}"
        if match[1] == "-":
            self._ignored["clicks that go back"] += 1
            return "+0"
        # Their first click shows our second step.
        return str(int(match[2]) + 1)


def _value(match: re.Match[str]) -> str:
    return (match["value"] or "").strip().lstrip("=").strip().strip("\"'")


def _columns(attributes: str) -> int:
    """Return how many columns the utility classes of an element make; 0 if they make none."""
    words = re.split(r"[\s\"'=]+", attributes)
    found = next((m for word in words if (m := _GRID.match(word))), None)
    return int(found[1]) if found and "grid" in words else 0
