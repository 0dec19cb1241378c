"""Slidev's slots: the parts of a slide that its layout has places for.

One begins with a line `::right::`, or is a `<template #right>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mdvid.deck.dialects.lines import Line
from mdvid.diagnostics import did_you_mean

COLUMNS = {"two-cols": ("", "right"), "two-cols-header": ("left", "right")}
"""The slots that stand side by side, by layout; the one without a name is the text itself."""

_MARK = re.compile(r"::([\w-]+)::[ \t]*\Z")
_TEMPLATE = re.compile(r"\s*<template\s+(?:v-slot:|#)([A-Za-z][\w-]*)[^<>]*>[ \t]*\Z")
_OPENS = re.compile(r"<template\b", re.IGNORECASE)
_CLOSES = re.compile(r"</template\s*>", re.IGNORECASE)


@dataclass(slots=True)
class Slot:
    """A part of a slide."""

    mark: Line | None = None
    """What it begins with, if it has a name."""
    lines: list[Line] = field(default_factory=list)


def by_slot(lines: list[Line]) -> dict[str, Slot]:
    """Return the parts of a slide by name; `default` is the one without a name."""
    slots = {"": Slot()}
    name = ""
    depth = 0
    for line in lines:
        mark = None if line.code or depth else _MARK.match(line.text)
        opening = None if line.code or depth else _TEMPLATE.match(line.text)
        begins = mark or opening
        if begins:
            name = "" if begins[1] == "default" else begins[1]
            slots.setdefault(name, Slot(line))
            depth = 1 if opening else 0
            continue
        if depth and not line.code:
            depth += len(_OPENS.findall(line.text)) - len(_CLOSES.findall(line.text))
            if depth <= 0:
                name, depth = "", 0
                continue
        slots[name].lines.append(line)
    if all(line.blank for line in slots[""].lines):
        del slots[""]
    return slots


def meant(name: str, layout: str) -> str | None:
    """Return a hint to the slot of a layout that a name is a slip for, or None."""
    return did_you_mean(name, [side for side in COLUMNS.get(layout, ()) if side])
