"""Fences in Slidev's slides: options of its editor, and code that changes step by step."""

from __future__ import annotations

import re
from dataclasses import replace

from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet

_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)\Z", re.DOTALL)
_EDITOR = re.compile(r"[ \t]*(?:\{(monaco[\w-]*)\}|\b(twoslash)\b)")
_COMPARED = re.compile(r"\{monaco-diff\}")
"""Code as it was and as it is, with a line of tildes between them."""
_PLANT = re.compile(r"\s*plantuml\b")
_MAGIC = re.compile(r"\s*md\b.*\bmagic-move\b")


class Code:
    """Writes blocks of code."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def write(self, lines: list[Line]) -> None:
        """Write blocks that follow each other without anything between them."""
        block: list[Line] = []
        for line in lines:
            block.append(line)
            if len(block) > 1 and _closes(block[0], line):
                self._block(block)
                block = []
        self._block(block)

    def _block(self, block: list[Line]) -> None:
        match = _FENCE.match(block[0].text) if block else None
        if match and _MAGIC.match(match[2]):
            self._in_turn(block)
            return
        self._sheet.ignored["diagrams of PlantUML"] += bool(match and _PLANT.match(match[2]))
        compared = bool(match and _COMPARED.search(match[2]))
        for index, line in enumerate(block):
            shown = replace(line, text="") if compared and line.text.strip() == "~~~" else line
            self._sheet.body(self._opening(line) if index == 0 else shown)

    def _opening(self, line: Line) -> Line:
        for match in _EDITOR.finditer(line.text):
            self._sheet.ignored[f"`{match[1] or match[2]}`"] += 1
        return replace(line, text=_EDITOR.sub("", line.text))

    def _in_turn(self, block: list[Line]) -> None:
        """Write blocks that turn into each other, each at a click, in the same place."""
        inner = block[1:-1]
        fences = [index for index, line in enumerate(inner) if _FENCE.match(line.text)]
        at = block[0].number
        self._sheet.block("<div data-turns>", at)
        for begin, end in zip(fences[::2], fences[1::2], strict=False):
            at = inner[begin].number
            self._sheet.block('<div data-step="+">' if begin > fences[0] else "<div>", at)
            for line in inner[begin : end + 1]:
                self._sheet.put(line.text, line.number)
            self._sheet.block("</div>", inner[end].number)
        self._sheet.block("</div>", at)


def _closes(opening: Line, line: Line) -> bool:
    fence = _FENCE.match(opening.text)
    match = _FENCE.match(line.text)
    return bool(fence and match and match[1].startswith(fence[1]) and not match[2].strip())
