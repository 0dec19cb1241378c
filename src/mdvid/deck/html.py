"""Safe HTML: what authors wrote, without anything that runs, loads or breaks out of its slide."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from contextvars import ContextVar

import nh3

_TEXT_TAGS = """
    a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup
    data dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header
    hgroup hr i img input ins kbd label li main mark meter nav ol p picture pre progress q rp rt
    ruby s samp small source span strike strong sub summary sup table tbody td tfoot th thead time
    tr tt u ul var wbr big
"""
_SHAPE_TAGS = """
    svg g defs path rect circle ellipse line polyline polygon text tspan linearGradient
    radialGradient stop clipPath mask pattern marker symbol use filter feGaussianBlur feOffset
    feBlend feColorMatrix feMerge feMergeNode feFlood feComposite feDropShadow
"""
"""SVG 2, without what embeds HTML, animates or loads."""

_TEXT_ATTRIBUTES = """
    class id style title lang dir align valign width height role hidden href bgcolor color size
    face border cellpadding cellspacing type
"""
_SHAPE_ATTRIBUTES = """
    x y x1 y1 x2 y2 cx cy r rx ry d points viewBox preserveAspectRatio transform fill fill-opacity
    fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray
    stroke-dashoffset stroke-opacity opacity offset stop-color stop-opacity gradientUnits
    gradientTransform patternUnits patternTransform clip-path mask marker-start marker-mid
    marker-end markerWidth markerHeight refX refY orient text-anchor dominant-baseline font-size
    font-family font-weight dx dy stdDeviation in in2 result mode values flood-color flood-opacity
    operator xmlns spreadMethod
"""
_TAGS = frozenset((_TEXT_TAGS + _SHAPE_TAGS).split())
_EVERYWHERE = frozenset((_TEXT_ATTRIBUTES + _SHAPE_ATTRIBUTES).split())
_DROPPED = frozenset({"script", "style", "noscript", "template", "title", "foreignobject"})
_OF_TAG = {
    "img": frozenset({"src", "alt"}),
    "input": frozenset({"type", "checked", "disabled"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "ol": frozenset({"start", "reversed"}),
    "li": frozenset({"value"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "meter": frozenset({"value", "min", "max", "low", "high", "optimum"}),
    "progress": frozenset({"value", "max"}),
    "time": frozenset({"datetime"}),
}
_BREAKS = re.compile(r"[{}<>]|/\*|\*/|expression\s*\(|javascript\s*:|@import", re.IGNORECASE)
_STEP = re.compile(r"[1-9]\d{0,2}\Z")
_EMPTY = re.compile(r"<p>\s*</p>\n?")

Styles = Callable[[str], str]
"""Rewrites the value of a `style` attribute: its `url()`s become pictures."""


_ASKED: ContextVar[Callable[[str, str, str], str | None]] = ContextVar("asked")
"""What decides about attributes while some HTML is cleaned."""


class Sanitiser:
    """Cleans the HTML of slides; whatever comes out is well-formed."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._pictures: frozenset[str] = frozenset()

    def clean(self, markup: str, pictures: frozenset[str]) -> str:
        """Return the safe part of some HTML; images show nothing but `pictures`."""
        self._pictures = pictures
        asked = _ASKED.set(self.attribute)
        try:
            return _EMPTY.sub("", _cleaner().clean(markup)).strip()
        finally:
            _ASKED.reset(asked)

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """Return what an attribute is to be; None to leave it out."""
        if name == "data-step":
            return value if _STEP.match(value) else None
        if name == "src":
            return value if value in self._pictures else None
        if name == "href" and tag != "a":
            return value if value.startswith("#") else None
        if name == "style":
            return None if _BREAKS.search(value) else self._styles(value)
        if name == "type" and tag == "input":
            return "checkbox"
        return value


@functools.cache
def _cleaner() -> nh3.Cleaner:
    """Return what cleans: one for all, as Python's garbage collector does not see into it.

    Were it to hold a `Sanitiser` that holds it, neither would ever go.
    """
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes={"*": _EVERYWHERE, **_OF_TAG},
        attribute_filter=_attribute,
        generic_attribute_prefixes={"data-", "aria-"},
        set_tag_attribute_values={"details": {"open": "open"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    return _ASKED.get()(tag, name, value)
