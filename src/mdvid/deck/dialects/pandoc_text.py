"""What Pandoc's Markdown has within a slide, and ours has not, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mdvid.deck.dialects.attributes import read_attributes
from mdvid.deck.dialects.lines import Line

_IMAGE = re.compile(r"!\[([^\[\]]*)\](\([^()\s]*(?:\s+\"[^\"]*\")?\))\{([^{}]*)\}")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:px|%|cm|mm|in|pt|em)?\Z")
_HASH_ITEM = re.compile(r"([ \t]*)#\.(?=[ \t])")
_EQUATION = re.compile(r"(\$\$)[ \t]*\{#[^{}]*\}")
_CAPTION = re.compile(r"(?:Table)?:[ \t]+(\S.*?)[ \t]*(?:\{[^{}]*\})?[ \t]*$")
_RAISED = re.compile(
    r"(?P<other>(?P<ticks>`+)[^`\n]*(?P=ticks)|\$[^$\n]*\$|\\.|<[^<>\n]*>|\]\([^()\n]*\))"
    r"|\^(?P<sup>[^\s^~\[\]]{1,30})\^|(?<!~)~(?P<sub>[^\s^~]{1,30})~(?!~)"
)
_DEFINITION = re.compile(r" {0,2}[:~][ \t]+(?=\S)")
_NO_TERM = re.compile(r"\s*(?:[-*+>|:#<~$!]|\d+[.)]\s|`{3})")


class PandocText:
    """Rewrites lines of text, in order."""

    def __init__(self) -> None:
        self._formula = False
        """Within `$$`."""
        self._previous = ""
        """The last line that is not blank."""

    def rewritten(self, text: str) -> str:
        """Return one line as we write it."""
        formula = self._formula
        self._formula ^= text.count("$$") % 2 == 1
        previous = self._previous
        self._previous = text.strip() or previous
        if formula or "$$" in text:
            return _EQUATION.sub(r"\1", text)
        beside = text.startswith(":") or previous.startswith("|")
        caption = _CAPTION.match(text) if beside else None
        if caption:
            text = caption[1]
        if "#." in text:
            text = _HASH_ITEM.sub(r"\g<1>1.", text, count=1)
        if "](" in text:
            text = _IMAGE.sub(_image, text)
        return _RAISED.sub(_raised, text) if "^" in text or "~" in text else text


def with_definitions(lines: Sequence[Line]) -> Iterator[Line]:
    """Return the lines with definitions (`: meaning`) as paragraphs under their bold terms."""
    shown = [index for index, line in enumerate(lines) if not line.blank]
    marks = {i for i in shown if not lines[i].code and _DEFINITION.match(lines[i].text)}
    after = dict(pairwise(shown))
    known = False
    for index, line in enumerate(lines):
        if index in marks and known:
            yield Line(line.number, "")
            yield replace(line, text=_DEFINITION.sub("", line.text, count=1))
            continue
        if line.blank:
            yield line
            continue
        known = after.get(index, -1) in marks and _is_term(line)
        yield replace(line, text=f"**{line.text.strip()}**") if known else line


def _is_term(line: Line) -> bool:
    return not line.code and _NO_TERM.match(line.text) is None


def _image(match: re.Match[str]) -> str:
    """Return a picture with its size in Marp's words, and the classes that it has."""
    attributes = read_attributes(match[3])
    words = [match[1]] if match[1] else []
    for key in ("width", "height"):
        value = attributes.values.get(key, "")
        if _LENGTH.match(value):
            words.append(f"{key}:{value}")
    classes = " ".join(f".{name}" for name in attributes.classes)
    return f"![{' '.join(words)}]{match[2]}" + (f"{{{classes}}}" if classes else "")


def _raised(match: re.Match[str]) -> str:
    if match["other"]:
        return match[0]
    tag = "sup" if match["sup"] else "sub"
    return f"<{tag}>{match[tag]}</{tag}>"
