"""Pandoc's attributes, `{#id .class key="value"}`, and what of them a slide can have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mdvid.deck.css_values import is_colour, is_image, is_keywords
from mdvid.deck.dialects.sheet import Sheet

_PART = re.compile(
    r"#(?P<id>[\w:.-]+)|\.(?P<class>[\w-]+)"
    r"|(?P<key>[\w-]+)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'}]+))"
)
SPAN = re.compile(r"(?<!!)\[([^\[\]]*)\]\{([^{}]*)\}")
"""Words with attributes, `[words]{.class}`."""
_FOR_LISTINGS = frozenset({"unnumbered", "unlisted"})
_THEMES = {"smaller": "small", "inverse": "invert"}
"""Classes of other tools, and ours that do the same."""
_KEYWORDS = {
    "background-size": "backgroundSize",
    "background-position": "backgroundPosition",
    "background-repeat": "backgroundRepeat",
}


@dataclass(frozen=True, slots=True)
class Attributes:
    """Classes, and values by key; identifiers are for links."""

    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def read_attributes(text: str) -> Attributes:
    """Return what stands between braces."""
    parts = list(_PART.finditer(text))
    classes = tuple(part["class"] for part in parts if part["class"])
    values = {
        part["key"]: part["double"] or part["single"] or part["bare"] or ""
        for part in parts
        if part["key"]
    }
    return Attributes(classes, values)


def set_on_slide(attributes: Attributes, at: int, sheet: Sheet) -> None:
    """Write the directives that attributes of a slide come to; say which come to nothing."""
    classes = [_THEMES.get(name, name) for name in attributes.classes if name not in _FOR_LISTINGS]
    if classes:
        sheet.directive("_class", " ".join(classes), at)
    for name, value in attributes.values.items():
        directive = directive_of(name.removeprefix("data-"), value)
        if directive is None:
            sheet.ignored[f"`{name}`"] += 1
        else:
            sheet.directive(f"_{directive[0]}", directive[1], at)


def directive_of(name: str, value: str) -> tuple[str, str] | None:
    """Return the directive for a background of reveal.js, its name without `data-`."""
    if name in {"background", "background-color"} and is_colour(value):
        return "backgroundColor", value
    if name in {"background", "background-image", "background-gradient"} and value:
        image = value if "(" in value else f'url("{value}")'
        return ("backgroundImage", image) if is_image(image) else None
    if name in _KEYWORDS and is_keywords(value):
        return _KEYWORDS[name], value
    return None


def span(words: str, attributes: Attributes) -> str:
    """Return words as an element that has the attributes."""
    classes = " ".join(attributes.classes)
    style = attributes.values.get("style", "")
    written = f' class="{classes}"' if classes else ""
    written += f' style="{style}"' if style and '"' not in style else ""
    return f"<span{written}>{words}</span>"
