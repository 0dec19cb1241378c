"""The HTML in Slidev's slides: what comes with a click, Vue's components and directives.

`v-click` hides one element until its click, whatever follows it; ours is `data-step="+"`. What
only a browser with Vue can do is taken away, and counted.
"""

from __future__ import annotations

import re
from collections import Counter

from mdvid.deck.dialects.attributes import SPAN, read_attributes, span
from mdvid.deck.dialects.slidev_utilities import as_classes, declarations
from mdvid.diagnostics import did_you_mean

_CODE = r"(?P<ticks>`+)(?=[^`]).{0,2000}?[^`](?P=ticks)(?!`)"
_PART = re.compile(
    rf"{_CODE}"
    r"|<!--(?:(?!-->)[\s\S]){0,2000}+-->"
    r"|(?P<tag><(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<attributes>(?:\s(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>\"'`])*+)?)>)"
)
LOST = "\0"
"""Stands behind what has one line less than it had; no deck has this character."""

_ATTRIBUTED = re.compile(rf"{_CODE}|{SPAN.pattern}")
_COMPONENT = re.compile(
    rf"{_CODE}"
    r"|^(?P<heading>#{1,6} [^\n{]*[^\s{])[ \t]*\{[ \t]*[.#][^{}\n]*\}[ \t]*$"
    r"|^::+(?:(?P<end>[ \t]*)|[a-z][\w-]*(?:\{[^{}\n]*\})?[ \t]*)$"
    r"|(?<![\w:]):[a-z][\w-]*(?:\[(?P<words>[^\[\]\n]{0,500})\])?\{[^{}\n]{0,500}\}",
    re.MULTILINE,
)
"""Components within a line and over lines, and attributes of headings."""
_ATTRIBUTE = re.compile(
    r"(?P<name>(?:[@:#]|v-)?[\w:.@-]+)(?P<value>\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?"
)
_INTERPOLATION = re.compile(r"\{\{(?!<)[^{}\n]{1,200}\}\}")
_AT = re.compile(r"([+-]?)(\d{1,2})\Z")
_STYLE = re.compile(r"\sstyle\s*=\s*[\"']")
_BOXES = frozenset({"div", "i", "p", "span"})
_BLOCK = re.compile(
    r"\s*<(?:div|p|ul|ol|table|pre|blockquote|h[1-6]|img|figure|section|svg)\b", re.IGNORECASE
)
_REVEALS = frozenset({"v-click", "v-after"})
"""Directives and components: what they are at comes with a click."""
_MARKS = frozenset({"v-click-hide", "v-mark"})
"""Directives that take a click, and change nothing that a video shows."""
_KEPT = frozenset({"v-clicks"})
_OF_SLIDEV = ("v-click", "v-clicks", "v-after", "v-switch", "v-mark", "v-drag", "v-motion")
_NEAR = 0.8
_CASE = re.compile(r"\s(?:#|v-slot:)(\d{1,2})(?:-\d{1,2})?(?=[\s=/]|\Z)")
"""The click at which a part of `<v-switch>` comes, and the one at which it goes."""


def is_component(name: str) -> bool:
    """Tell whether a tag is none of HTML's."""
    return name[0].isupper() or not name.isalnum() or name == "arrow"


class Markup:
    """Rewrites the HTML of one slide after the other."""

    def __init__(self, ignored: Counter[str], *, attributed: bool) -> None:
        """`attributed` says that words may have attributes (Slidev's `mdc: true`)."""
        self._attributed = attributed
        self._ignored = ignored
        self._open: list[tuple[str, str]] = []
        """Components, and the elements that stand for them; empty where none does."""
        self._case = 0
        """The click of the last part of the `<v-switch>` that is open."""
        self._taking = ""
        """The click that an element takes without showing anything."""

    def rewritten(self, text: str) -> str:
        """Return some lines of a slide; where there is one less, `LOST` says so."""
        if "{{" in text:
            text, count = _INTERPOLATION.subn("", text)
            self._ignored["expressions in `{{ }}`"] += count
        if self._attributed and ("{" in text or "::" in text):
            text = _COMPONENT.sub(self._component, text)
            text = _ATTRIBUTED.sub(_attributed, text)
        return _PART.sub(self._with_lines, text) if "<" in text else text

    def _component(self, match: re.Match[str]) -> str:
        """Return what is left of a component, or of a heading with attributes, as MDC has them."""
        if match["ticks"]:
            return match[0]
        if match["heading"]:
            return match["heading"]
        self._ignored["components"] += match["end"] is None
        return match["words"] or ""

    def close(self) -> None:
        """Forget what is open: the slide ends."""
        self._open = []

    def _with_lines(self, match: re.Match[str]) -> str:
        """Return what stands for a part, a tag on one line, with a mark for each line less."""
        made = self._part(match)
        if not match["tag"] or "\n" not in match[0]:
            return made
        return " ".join(made.split()) + LOST * match[0].count("\n")

    def _part(self, match: re.Match[str]) -> str:
        if not match["tag"]:
            return match[0]
        name = match["name"].lower()
        if name in _KEPT:
            return match[0]
        if name == "template":
            return self._closed(name) if match["end"] else self._template(match)
        if name not in _REVEALS and not is_component(match["name"]):
            return match[0] if match["end"] else self._element(match)
        if match["end"]:
            return self._closed(name)
        if name not in _REVEALS:
            what = _named(f"<{name}>") if name.startswith("v-") else "components"
            self._ignored[what] += name != "v-switch"
        return self._opened(match, name)

    def _template(self, match: re.Match[str]) -> str:
        """Return the beginning of what stands for a part of `<v-switch>`, or of a component."""
        case = _CASE.search(match["attributes"])
        self._open.append(("template", "div" if case else ""))
        if not case:
            return ""
        later, self._case = int(case[1]) - self._case, int(case[1])
        return f'<div data-step="+{max(later, 0)}">' if self._case else "<div>"

    def _closed(self, name: str) -> str:
        """Return the end of what stands for a component."""
        index = next((i for i in range(len(self._open)) if self._open[-1 - i][0] == name), None)
        if index is None:
            return ""
        _, tag = self._open.pop(-1 - index)
        return f"</{tag}>" if tag else ""

    def _opened(self, match: re.Match[str], name: str) -> str:
        """Return the element that stands for a component, if it comes with a click."""
        alone = match["attributes"].rstrip().endswith("/")
        found = {m["name"]: _value(m) for m in _ATTRIBUTE.finditer(match["attributes"])}
        reveal = name if name in _REVEALS else next((n for n in _REVEALS if n in found), "")
        tag = ""
        if reveal and not alone:
            tag = "div" if _is_block(match) else "span"
        if name == "v-switch":
            tag, self._case = "div", 0
        if not alone:
            self._open.append((name, tag))
        if name == "v-switch":
            return "" if alone else "<div data-turns>"
        if not reveal:
            return ""
        when = found.get(reveal) or found.get("at") or found.get(":at") or ""
        step = self._step(when, after=reveal == "v-after")
        if alone:
            return _unseen(match, step)
        if "hide" in found and name in _REVEALS:
            self._ignored["hiding after a click"] += 1
            return f"{_unseen(match, step)}<{tag}>"
        return f'<{tag} data-step="{step}">'

    def _element(self, match: re.Match[str]) -> str:
        written, name = match["attributes"], match["name"]
        if not written.strip():
            return match[0]
        self._taking = ""
        attributes = _styled(_ATTRIBUTE.sub(self._attribute, written), written)
        end = ""
        if written.rstrip().endswith("/") and name.lower() in _BOXES:
            # Vue ends it there, and HTML does not.
            attributes, end = attributes.rstrip().removesuffix("/").rstrip(), f"</{name}>"
        unseen = _unseen(match, self._taking) if self._taking else ""
        return f"{unseen}<{name}{attributes}>{end}"

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
            self._ignored[_named(name)] += 1
            return ""
        return "" if match["name"][0] in "@:#." else match[0]

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


def _named(name: str) -> str:
    """Return how a directive or tag is called where it is ignored; it may be a slip."""
    known = [re.sub(r"v-[\w-]+", directive, name) for directive in _OF_SLIDEV]
    hint = None if name in known else did_you_mean(name, known, nearness=_NEAR)
    return f"`{name}` ({hint})" if hint else f"`{name}`"


def _attributed(match: re.Match[str]) -> str:
    if match[1]:
        return match[0]
    return span(match[2], read_attributes(match[3])) + LOST * match[3].count("\n")


def _value(match: re.Match[str]) -> str:
    return (match["value"] or "").strip().lstrip("=").strip().strip("\"'")


def _is_block(match: re.Match[str]) -> bool:
    """Tell whether a tag begins a block: it stands at the beginning of a line, before a block."""
    whole, at = match.string, match.end()
    before = whole[whole.rfind("\n", 0, match.start()) + 1 : match.start()]
    end = whole.find("\n", at)
    rest = whole[at : end if end >= 0 else len(whole)]
    return not before.strip() and (not rest.strip() or bool(_BLOCK.match(rest)))


def _unseen(match: re.Match[str], step: str) -> str:
    """Return what takes a click, and shows nothing; a block within a paragraph would end it."""
    tag = "div" if _BLOCK.match(match[0]) or _is_block(match) else "span"
    return f'<{tag} hidden data-step="{step}"></{tag}>'


def _styled(attributes: str, written: str) -> str:
    """Return the attributes of an element with the CSS of its utility classes; its own wins."""
    found = ((match["name"], _value(match)) for match in _ATTRIBUTE.finditer(written))
    css = declarations(word for name, value in found for word in as_classes(name, value))
    if not css:
        return attributes
    style = _STYLE.search(attributes)
    if style is None:
        return f' style="{css}"{attributes}'
    return f"{attributes[: style.end()]}{css};{attributes[style.end() :]}"
