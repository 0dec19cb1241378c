"""Pandoc's fenced divs: `::: notes`, `:::: {.columns}`, `::: {.callout-tip}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mdvid.deck.dialects.attributes import Attributes, read_attributes
from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet

_DIV = re.compile(r" {0,3}:{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$")
_HTML_NOTES = re.compile(r"\s*<div\s+class=[\"']notes[\"']\s*>\s*$", re.IGNORECASE)
_NOTES = frozenset({"notes", "note"})
_STEPS = {"incremental": True, "nonincremental": False}
_CALLOUT = "callout-"


@dataclass(frozen=True, slots=True)
class _Div:
    """One that is open."""

    at: int
    """The line that opens it."""
    tagged: bool = False
    """It is an element of its own."""
    notes: bool = False
    steps: bool | None = None
    """Whether its lists come item by item; None means: as around it."""
    quoted: bool = False
    html: bool = False
    """Written as HTML, and closed as that is."""


class Divs:
    """Follows the divs of a slide, and writes the lines in them."""

    def __init__(self, sheet: Sheet, *, incremental: bool) -> None:
        self._sheet = sheet
        self._incremental = incremental
        self._open: list[_Div] = []
        self._notes: list[Line] = []

    @property
    def open(self) -> bool:
        """Something is open: nothing in it begins a slide."""
        return bool(self._open)

    def take(self, line: Line) -> bool:
        """Write a line that opens or closes a div; tell whether it does."""
        if line.code:
            return False
        match = _DIV.match(line.text)
        if not match:
            return self._notes_as_html(line)
        if match[1]:
            self._begin(_attributes(match[1]), line.number)
        elif self._open:
            self._end(line.number)
        return True

    def _notes_as_html(self, line: Line) -> bool:
        if _HTML_NOTES.match(line.text):
            self._open.append(_Div(line.number, notes=True, html=True))
            return True
        if self._open and self._open[-1].html and line.text.strip().lower() == "</div>":
            self._end(line.number)
            return True
        return False

    def show(self, line: Line, *, other: bool = False) -> None:
        """Write a line within what is open; `other` turns round how lists come."""
        if any(div.notes for div in self._open):
            self._notes.append(line)
            return
        if any(div.quoted for div in self._open):
            line = replace(line, text=f"> {line.text}")
        told = [div.steps for div in self._open if div.steps is not None]
        steps = told[-1] if told else self._incremental
        self._sheet.body(line, steps=steps is not other)

    def close(self, at: int) -> None:
        """Close everything, and write the notes: the slide ends."""
        while self._open:
            self._sheet.unclosed.append(self._open[-1].at)
            self._end(at)
        self._sheet.notes(self._notes)
        self._notes = []

    def _begin(self, attributes: Attributes, at: int) -> None:
        classes = attributes.classes
        callout = next((name for name in classes if name.startswith(_CALLOUT)), "")
        steps = next((_STEPS[name] for name in classes if name in _STEPS), None)
        if _NOTES.intersection(classes):
            self._open.append(_Div(at, notes=True))
        elif callout:
            self._sheet.put("", at)
            self._sheet.put(f"> [!{callout.removeprefix(_CALLOUT).upper()}]", at)
            self._open.append(_Div(at, quoted=True))
        elif steps is not None:
            self._open.append(_Div(at, steps=steps))
        else:
            self._element(attributes, at)

    def _element(self, attributes: Attributes, at: int) -> None:
        if "fragment" in attributes.classes:
            self._sheet.step(at)
        for key in attributes.values:
            self._sheet.ignored[f"`{key}` of blocks"] += 1
        classes = " ".join(name for name in attributes.classes if name != "fragment")
        self._sheet.block(f'<div class="{classes}">' if classes else "<div>", at)
        self._open.append(_Div(at, tagged=True))

    def _end(self, at: int) -> None:
        div = self._open.pop()
        if div.tagged:
            self._sheet.block("</div>", at)
        elif div.quoted:
            self._sheet.put("", at)


def _attributes(text: str) -> Attributes:
    if text.startswith("{"):
        return read_attributes(text)
    return Attributes((text.split(maxsplit=1)[0].removeprefix("."),))
