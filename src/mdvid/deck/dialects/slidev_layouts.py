"""Slidev's layouts, and what else the front matter of a slide says, as our directives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from mdvid.deck.css_values import is_colour, is_image
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.dialects.slidev_includes import Leaf, Told
from mdvid.deck.directives import LOCAL
from mdvid.deck.findings import Findings
from mdvid.diagnostics import did_you_mean

_CLASSES = {
    "center": "center",
    "cover": "title",
    "end": "lead",
    "fact": "statement",
    "intro": "title",
    "quote": "quote",
    "section": "section",
    "statement": "statement",
    "404": "lead",
    "error": "lead",
}
"""Layouts, and the class of our themes that does the same."""
_PLAIN = frozenset({"default", "full", "none", "two-cols", "two-cols-header"})
_PICTURES = {"image": "", "image-left": " left", "image-right": " right"}
_PAGES = frozenset({"iframe", "iframe-left", "iframe-right"})
LAYOUTS = frozenset(_CLASSES) | _PLAIN | frozenset(_PICTURES) | _PAGES

_DIMMED = frozenset({"cover", "intro"})
"""Layouts that darken the picture behind their text."""
_CENTRED = frozenset({"text-center", "text-middle"})
_FITS = {"contain": " fit", "auto": " auto", "cover": ""}
_PERCENT = re.compile(r"\d{1,3}%\Z")

_SILENT = frozenset(
    {"dragPos", "hideInToc", "level", "layout", "preload", "routeAlias", "routerAlias", "tocDepth"}
)
"""Keys that are about the presentation in a browser, or were read already."""
_SAID = frozenset({"clicks", "clicksStart", "transition", "url", "zoom"})
_READ = frozenset({"background", "backgroundSize", "class", "disabled", "hide", "image", "src"})
_KEYS = (_SILENT | _SAID | _READ | LOCAL | {"title"}) - {"transition"}
_NEAR = 0.8


class Layouts:
    """Writes what the front matter of slides comes to."""

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self._sheet = sheet
        self._findings = findings
        self._doubted: set[tuple[str, int]] = set()

    @property
    def _ignored(self) -> Counter[str]:
        return self._sheet.ignored

    def layout(self, front: Mapping[str, Told]) -> str:
        """Return the name of a slide's layout."""
        told = front.get("layout")
        return str(told.value or "default") if told else "default"

    def write(self, leaf: Leaf, at: int) -> None:
        """Write the directives and the background of a slide, which begins at a line."""
        layout = self._layout(leaf.front)
        self._classes(leaf.front, layout, at)
        picture = leaf.front.get("image")
        if layout in _PICTURES:
            self._picture(leaf.front, _PICTURES[layout])
        elif picture and "image" in layout:
            # Another theme's: most of these have it at the side that they name, or behind a title.
            self._of_theme(leaf.front, picture, layout)
        elif picture:
            self._ignored["`image:`"] += 1
        if "background" in leaf.front:
            # Slidev's first slide is a cover unless it says otherwise.
            cover = leaf.first and not leaf.offset and "layout" not in leaf.front
            self._background(leaf.front["background"], dimmed=cover or layout in _DIMMED)
        for key, told in leaf.front.items():
            self._other(key, told, silent=leaf.first)

    def _layout(self, front: Mapping[str, Told]) -> str:
        name = self.layout(front)
        if name in _PAGES:
            self._ignored[f"`layout: {name}`"] += 1
        elif name not in LAYOUTS:
            told = front["layout"]
            hint = did_you_mean(name, LAYOUTS, nearness=_NEAR)
            self._doubt(f"there is no layout `{name}`", told, hint)
        return name

    def _doubt(self, message: str, told: Told, hint: str | None) -> None:
        """Warn about a slip, once; what is near nothing is another theme's, and ignored."""
        if not hint:
            self._ignored[message.split("`")[1].join(("`layout: ", "`"))] += 1
        elif (message, told.at) not in self._doubted:
            self._doubted.add((message, told.at))
            self._findings.warning(message, told.span, hint=hint)

    def _classes(self, front: Mapping[str, Told], layout: str, at: int) -> None:
        told = front.get("class")
        value = told.value if told else ""
        words = [str(part) for part in (value if isinstance(value, list) else [value]) if part]
        names = [_CLASSES[layout]] if layout in _CLASSES else []
        own = " ".join(words).replace(",", " ").split()
        names += ("center" if word in _CENTRED else word for word in own)
        if names:
            where = told or front.get("layout")
            classes = " ".join(dict.fromkeys(names))
            self._sheet.directive("_class", classes, where.at if where else at)

    def _picture(self, front: Mapping[str, Told], side: str) -> None:
        told = front.get("image")
        if told is None or not isinstance(told.value, str):
            self._ignored["layouts of pictures without `image:`"] += 1
            return
        size = str(front["backgroundSize"].value) if "backgroundSize" in front else "cover"
        fit = _FITS.get(size, f" {size}" if _PERCENT.match(size) else "")
        self._sheet.block(f"![bg{side}{fit}]({_address(told.value)})", told.at)

    def _of_theme(self, front: Mapping[str, Told], picture: Told, layout: str) -> None:
        side = layout.rpartition("-")[2]
        if side in {"left", "right"}:
            self._picture(front, f" {side}")
        else:
            self._background(picture, dimmed=True)

    def _background(self, told: Told, *, dimmed: bool) -> None:
        value = str(told.value or "").strip()
        if not value:
            return
        if is_colour(value):
            self._sheet.directive("_backgroundColor", value, told.at)
        elif "(" in value and is_image(value):
            self._sheet.directive("_backgroundImage", value, told.at)
        else:
            darker = " brightness:0.6" if dimmed else ""
            self._sheet.block(f"![bg{darker}]({_address(value)})", told.at)
        if not is_colour(value):
            # Slidev's text is white on any picture.
            self._sheet.directive("_color", "white", told.at)

    def _other(self, key: str, told: Told, *, silent: bool) -> None:
        if key in _READ | _SILENT:
            return
        if key in _SAID:
            self._ignored[f"`{key}:`"] += not (silent and key == "transition")
        elif key in LOCAL or key == "title":
            self._sheet.directive(f"_{key}", _text(told.value), told.at)
        elif not silent:
            self._strange(key, told)

    def _strange(self, key: str, told: Told) -> None:
        hint = did_you_mean(key, _KEYS, nearness=_NEAR)
        if not hint:
            self._ignored[f"`{key}:`"] += 1
        elif (key, told.at) not in self._doubted:
            self._doubted.add((key, told.at))
            self._findings.warning(f"unknown setting `{key}` of a slide", told.key, hint=hint)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _address(source: str) -> str:
    """Return a path as Markdown has it between parentheses."""
    address = source.strip().removeprefix("@")
    if re.search(r"[\s()<>]", address):
        return quote(address, safe="/:?#[]@!$&'*+,;=%~")
    return address
