"""The commonest of the utility classes that Slidev's slides are laid out with, as CSS.

The names are those of Tailwind CSS and UnoCSS. A length of 1 is a quarter of the text's size on
Slidev's canvas, 4 of 980 pixels, and grows with the slide. Sizes of text are steps from that of
our themes, which is larger than Slidev's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

_PLACES = {"start": "flex-start", "end": "flex-end", "center": "center", "stretch": "stretch"}
_SPREAD = {
    **_PLACES,
    "between": "space-between",
    "around": "space-around",
    "evenly": "space-evenly",
}
_WEIGHTS = {"light": 300, "normal": 400, "medium": 500, "semibold": 600, "bold": 700, "black": 900}
_TEXTS = {
    "xs": 0.75,
    "sm": 0.875,
    "base": 1,
    "lg": 1.125,
    "xl": 1.25,
    "2xl": 1.5,
    "3xl": 1.75,
    "4xl": 2,
    "5xl": 2.5,
    "6xl": 3,
    "7xl": 3.6,
    "8xl": 4.5,
    "9xl": 6,
}
_CORNERS = {"": 1, "-sm": 0.5, "-md": 1.5, "-lg": 2, "-xl": 3, "-2xl": 4, "-3xl": 6}
_HUES = {
    "slate": "#64748b",
    "gray": "#6b7280",
    "zinc": "#71717a",
    "red": "#ef4444",
    "orange": "#f97316",
    "amber": "#f59e0b",
    "yellow": "#eab308",
    "lime": "#84cc16",
    "green": "#22c55e",
    "emerald": "#10b981",
    "teal": "#14b8a6",
    "cyan": "#06b6d4",
    "sky": "#0ea5e9",
    "blue": "#3b82f6",
    "indigo": "#6366f1",
    "violet": "#8b5cf6",
    "purple": "#a855f7",
    "fuchsia": "#d946ef",
    "pink": "#ec4899",
    "rose": "#f43f5e",
}
_MIDDLE = 500
"""The shade that a hue is given in; those below are lighter."""

_SIDES = {
    "": ("",),
    "t": ("-top",),
    "r": ("-right",),
    "b": ("-bottom",),
    "l": ("-left",),
    "x": ("-left", "-right"),
    "y": ("-top", "-bottom"),
}
_CORNER = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
_EXTENTS = {"w": ("width",), "h": ("height",), "size": ("width", "height")}
_EXTENTS |= {f"{end}-{of}": (f"{end}-{_EXTENTS[of][0]}",) for end in ("min", "max") for of in "wh"}

_WHOLE: Mapping[str, str] = {
    **{name: f"display:{name}" for name in ("block", "flex", "grid", "inline-block")},
    "inline-flex": "display:inline-flex",
    "hidden": "display:none",
    "flex-col": "flex-direction:column",
    "flex-row": "flex-direction:row",
    "flex-wrap": "flex-wrap:wrap",
    "flex-1": "flex:1 1 0%",
    "flex-grow": "flex-grow:1",
    "grow": "flex-grow:1",
    "shrink-0": "flex-shrink:0",
    "absolute": "position:absolute",
    "relative": "position:relative",
    "inset-0": "inset:0",
    "italic": "font-style:italic",
    "underline": "text-decoration:underline",
    "line-through": "text-decoration:line-through",
    "uppercase": "text-transform:uppercase",
    "font-mono": "font-family:var(--font-code)",
    "rounded-full": "border-radius:9999px",
    "overflow-hidden": "overflow:hidden",
    **{f"items-{name}": f"align-items:{value}" for name, value in _PLACES.items()},
    **{f"self-{name}": f"align-self:{value}" for name, value in _PLACES.items()},
    **{f"justify-{name}": f"justify-content:{value}" for name, value in _SPREAD.items()},
    **{f"text-{side}": f"text-align:{side}" for side in ("left", "center", "right")},
    **{f"float-{side}": f"float:{side}" for side in ("left", "right")},
    **{f"object-{fit}": f"object-fit:{fit}" for fit in ("contain", "cover")},
    **{f"font-{name}": f"font-weight:{weight}" for name, weight in _WEIGHTS.items()},
    **{f"text-{name}": f"font-size:{size}em" for name, size in _TEXTS.items()},
    **{
        f"abs-{at}": f"position:absolute;{_CORNER[at[0]]}:0;{_CORNER[at[1]]}:0"
        for at in ("tl", "tr", "bl", "br")
    },
}

_NUMBER = r"\d{1,3}(?:\.\d)?"
_LENGTH = rf"({_NUMBER}|\d{{1,2}}/\d{{1,2}}|full|auto|px)"
_FULL = {"full": "100%", "auto": "auto", "px": "1px"}


def _length(written: str, sign: str = "") -> str:
    """Return a length as CSS; `1/2` is half of what is around."""
    if written in _FULL:
        return f"{sign}{_FULL[written]}"
    if "/" in written:
        part, _, whole = written.partition("/")
        return f"{sign}{100 * int(part) / max(int(whole), 1):g}%"
    return f"calc(var(--slide-width) * {sign}{written} / 245)" if float(written) else "0"


def _colour(hue: str, shade: str) -> str:
    """Return a colour as CSS; a shade that is not the middle one is near what it is there."""
    number = int(shade or _MIDDLE)
    if number == _MIDDLE:
        return _HUES[hue]
    other = "white" if number < _MIDDLE else "black"
    share = number / _MIDDLE if number < _MIDDLE else 1.6 - number / 800
    return f"color-mix(in oklab, {_HUES[hue]} {100 * share:.0f}%, {other})"


def _space(match: re.Match[str]) -> str:
    name = {"m": "margin", "p": "padding"}[match[2]]
    value = _length(match[4], match[1])
    return ";".join(f"{name}{side}:{value}" for side in _SIDES[match[3]])


def _extent(match: re.Match[str]) -> str:
    return ";".join(f"{name}:{_length(match[2])}" for name in _EXTENTS[match[1]])


def _paint(match: re.Match[str]) -> str:
    name = {"text": "color", "bg": "background-color"}[match[1]]
    return f"{name}:{match[2] if match[2] in {'white', 'black'} else _colour(match[2], match[3])}"


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_RULES: tuple[_Rule, ...] = (
    (re.compile(rf"(-?)([mp])-?([trblxy]?)-{_LENGTH}\Z"), _space),
    (re.compile(rf"((?:min-|max-)?[wh]|size)-{_LENGTH}\Z"), _extent),
    (
        re.compile(rf"(text|bg)-(white|black|{'|'.join(_HUES)})(?:-([1-9]00|50|950))?\Z"),
        _paint,
    ),
    (
        re.compile(r"(?:grid-)?cols-([1-9]|1[0-2])\Z"),
        lambda m: f"grid-template-columns:repeat({m[1]},minmax(0,1fr))",
    ),
    (re.compile(r"col-span-(\d{1,2})\Z"), lambda m: f"grid-column:span {m[1]}"),
    (re.compile(rf"(?:grid-|flex-)?gap-({_NUMBER})\Z"), lambda m: f"gap:{_length(m[1])}"),
    (re.compile(rf"(?:grid-|flex-)?gap-x-({_NUMBER})\Z"), lambda m: f"column-gap:{_length(m[1])}"),
    (re.compile(rf"(?:grid-|flex-)?gap-y-({_NUMBER})\Z"), lambda m: f"row-gap:{_length(m[1])}"),
    (
        re.compile(rf"(-?)(top|right|bottom|left)-{_LENGTH}\Z"),
        lambda m: f"{m[2]}:{_length(m[3], m[1])}",
    ),
    (re.compile(r"op(?:acity)?-(\d{1,3})\Z"), lambda m: f"opacity:{int(m[1]) / 100:g}"),
    (re.compile(r"z-(\d{1,3})\Z"), lambda m: f"z-index:{m[1]}"),
    (
        re.compile(rf"rounded({'|'.join(_CORNERS)})\Z"),
        lambda m: f"border-radius:{_length(str(_CORNERS[m[1]]))}",
    ),
)

_PREFIXES = frozenset(
    {"bg", "flex", "font", "gap", "grid", "h", "items", "justify", "m", "op", "opacity", "p"}
    | {"rounded", "text", "w"}
)
"""Attributes that hold the rest of the names of classes: `m="t-2 x-4"`, `grid="~ cols-2"`."""


def declarations(words: Iterable[str]) -> str:
    """Return the CSS of the classes among some words that are known here; may be empty."""
    found = dict.fromkeys(css for word in words if (css := _declaration(word.lstrip("!"))))
    if any(css.startswith("grid-template") for css in found) and "gap:" not in ";".join(found):
        found["gap:1em"] = None
    return ";".join(found)


def as_classes(name: str, value: str) -> list[str]:
    """Return the classes that an attribute of an element stands for; it may be none."""
    if name == "class":
        return value.split()
    if not value:
        return [name]
    if name not in _PREFIXES:
        return []
    return [name if word == "~" else f"{name}-{word}" for word in value.split()]


def _declaration(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    for pattern, css in _RULES:
        match = pattern.match(word)
        if match:
            return css(match)
    return ""
