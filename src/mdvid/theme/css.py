"""CSS that comes from a deck: kept from breaking out of the place where it is put."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BREAKS_OUT = re.compile(r"[;{}<>\\@\x00-\x1f]|/\*")
_URL = re.compile(r"url\(\s*+[\"']?+\s*+(?!picture/|theme/)", re.IGNORECASE)
_ROOT = re.compile(r":root\b")
_ROOT_RULE = re.compile(r"(?<![\w\])*.-]):root\s*\{([^{}]*)\}")
_SLIDE_RULE = re.compile(r"(?:^|(?<=[{}/]))\s*(?:section|:root)\s*\{([^{}]*)\}", re.MULTILINE)
_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*(\d*\.?\d+(?:px|pt|vw|vh|vmin|cm|mm|in))\s*(?=;|$)")
_STYLE_END = re.compile(r"</(?=style)", re.IGNORECASE)


def safe_value(text: str) -> str:
    """Return `text` if it can stand as the value of one declaration, else nothing.

    Brackets and quotes must close, nothing may end the declaration, and pictures are named as
    mdvid names them. Whether the value means anything is for the browser to say.
    """
    text = text.strip()
    if _BREAKS_OUT.search(text) or _URL.search(text) or not _balanced(text):
        return ""
    return text


def _balanced(text: str) -> bool:
    depth, quote = 0, ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0 and not quote


def declarations(values: Mapping[str, str]) -> str:
    """Return the content of a `style` attribute, not yet escaped; unsafe values are left out."""
    safe = ((name, safe_value(value)) for name, value in values.items())
    return ";".join(f"{name}:{value}" for name, value in safe if value)


def style_element(css: str) -> str:
    """Return a `<style>` that nothing in `css` can end early."""
    inert = _STYLE_END.sub(lambda _: "<\\/", css)
    return f"<style>{inert}</style>" if css.strip() else ""


def scoped(css: str) -> str:
    """Return `css` so that it reaches what stands beside its element, nothing further away.

    `@scope` without a root takes the parent of its style element (CSS Cascading 6, clause 2.5);
    selectors reach what is in the root, so that `section` means the slide beside it.
    """
    return f"@scope{{\n{_ROOT.sub(':scope', css.strip())}\n}}" if css.strip() else ""


def for_slides(css: str) -> str:
    """Return `css` as it is meant where `:root` is the slide, as in Marp: with what that takes.

    Declarations for `:root` reach the slide too, custom properties by inheritance. The size of a
    slide's text is what `rem` counts in.
    """
    reached = _ROOT_RULE.sub(_with_slide, css) if ":root" in css else css
    sizes = [size[1] for rule in _SLIDE_RULE.finditer(css) for size in _SIZE.finditer(rule[1])]
    return f"{reached}\nhtml {{ font-size: {sizes[-1]} }}" if sizes else reached


def _with_slide(rule: re.Match[str]) -> str:
    said = rule[1].split(";")  # also within a `data:` address, which is put together again
    own = ";".join(one for one in said if not one.lstrip().startswith("--")).strip("; \n\t")
    return f"{rule[0]} :where(section.slide) {{ {own} }}" if own else rule[0]


def layered(css: str, layer: str) -> str:
    """Return `css` in a cascade layer: whatever comes later, or in no layer, wins over it."""
    return f"@layer {layer} {{\n{css.strip()}\n}}\n"
