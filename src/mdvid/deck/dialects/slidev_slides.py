"""Slidev's slides: where they begin, and their front matter.

The rules are those of Slidev's own parser: a line `---` ends a slide. If the line behind it is
not blank, what follows up to the next `---` is the front matter of the slide; else a ```yaml
block that it begins with is. Only what looks like keys is taken for front matter, so that a
heading right below a ruler is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mdvid.deck.dialects.lines import Line, read_lines
from mdvid.deck.findings import Findings
from mdvid.deck.model import Setting
from mdvid.deck.quoting import quoted
from mdvid.deck.source import Source
from mdvid.deck.yamltext import Place, read_settings

_RULER = re.compile(r"-{3,}[ \t]*\Z")
_KEY = re.compile(r"[\"']?[\w$.-]+[\"']?[ \t]*:(?:\s|\Z)")
_GOES_ON = re.compile(r"[ \t#}\]]|-(?:\s|\Z)")
_HEADING = re.compile(r"#{1,6} +\S")
_YAML_FENCE = re.compile(r"(`{3,})ya?ml[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A slide as it stands in its file; lines are numbered as there."""

    at: int
    """The line that it begins with: its ruler, but for the first one."""
    front: Mapping[str, Setting]
    lines: tuple[Line, ...]

    @property
    def shown_at(self) -> int:
        """The line of the first thing on it."""
        return next((line.number for line in self.lines if not line.blank), self.at)


def read_parts(
    source: Source, first: int, settings: Mapping[str, Setting] | None, findings: Findings
) -> list[Part]:
    """Return the slides of a file.

    `settings` are those above the line with number `first`; None if nobody has looked for them.
    """
    reader = _Reader(source, list(read_lines(source.lines, first)), findings)
    return reader.parts(settings)


class _Reader:
    def __init__(self, source: Source, lines: list[Line], findings: Findings) -> None:
        self._source = source
        self._lines = lines
        self._findings = findings

    def parts(self, settings: Mapping[str, Setting] | None) -> list[Part]:
        rulers = self._rulers()
        begin, front = 0, settings
        if front is None:
            begin, front = self._opening(rulers)
        parts = []
        at = self._lines[begin].number if begin < len(self._lines) else 1
        index = begin
        for ruler in rulers:
            if ruler < index:
                continue
            parts.append(self._part(at, front, begin, ruler))
            at = self._lines[ruler].number
            begin, front = self._front(ruler, rulers)
            index = begin
        parts.append(self._part(at, front, begin, len(self._lines)))
        return parts

    def _rulers(self) -> list[int]:
        return [
            index
            for index, line in enumerate(self._lines)
            if not line.code and _RULER.match(line.text)
        ]

    def _opening(self, rulers: Sequence[int]) -> tuple[int, Mapping[str, Setting]]:
        """Return what the front matter of the file is, and the index behind it."""
        top = next((i for i, line in enumerate(self._lines) if not line.blank), 0)
        return self._front(top, rulers) if top in rulers else (0, {})

    def _front(self, ruler: int, rulers: Sequence[int]) -> tuple[int, Mapping[str, Setting]]:
        """Return the front matter below a ruler, and the index behind it."""
        begin = ruler + 1
        following = self._lines[begin] if begin < len(self._lines) else None
        long = self._lines[ruler].text.rstrip() != "---"
        if long or following is None or following.blank:
            return begin, {}
        end = next((index for index in rulers if index > ruler and not self._is_long(index)), None)
        block = self._lines[begin:end]
        if not block:
            return begin + 1, {}
        if not _is_front_matter(block):
            return begin, {}
        if end is None:
            self._findings.error(
                "the front matter of this slide is never closed",
                self._source.span(self._lines[ruler].number, 1, 3),
                hint="put a line `---` after its last key",
            )
            return begin, {}
        self._doubt_headings(block)
        text = "\n".join(line.text for line in block)
        place = Place(block[0].number)
        return end + 1, read_settings(quoted(text), self._source, place, self._findings) or {}

    def _is_long(self, index: int) -> bool:
        return self._lines[index].text.rstrip() != "---"

    def _doubt_headings(self, block: Sequence[Line]) -> None:
        for before, line in pairwise(block):
            if before.blank and _HEADING.match(line.text):
                self._findings.warning(
                    "this is within the front matter, where it is a comment",
                    self._source.span(line.number, 1, len(line.text)),
                    hint="put a line `---` after the last key, as Slidev wants it too",
                )
                return

    def _part(self, at: int, front: Mapping[str, Setting], begin: int, end: int) -> Part:
        lines = self._lines[begin:end]
        if not front:
            front, lines = self._block(lines)
        return Part(at, front, tuple(lines))

    def _block(self, lines: list[Line]) -> tuple[Mapping[str, Setting], list[Line]]:
        """Return the front matter in a block of code at the top, and what follows it."""
        top = next((i for i, line in enumerate(lines) if not line.blank), None)
        match = _YAML_FENCE.match(lines[top].text) if top is not None else None
        if top is None or match is None:
            return {}, lines
        end = next((i for i in range(top + 1, len(lines)) if lines[i].text.strip() == match[1]), 0)
        block = lines[top + 1 : end]
        if not block or not _is_front_matter(block):
            return {}, lines
        text = "\n".join(line.text for line in block)
        place = Place(block[0].number)
        settings = read_settings(quoted(text), self._source, place, self._findings)
        return settings or {}, lines[end + 1 :]


def _is_front_matter(block: Sequence[Line]) -> bool:
    """Tell whether lines look like YAML with keys at the margin."""
    written = [line.text for line in block if not line.blank and not line.text.startswith("#")]
    return (
        bool(written)
        and bool(_KEY.match(written[0]))
        and all(_KEY.match(text) or _GOES_ON.match(text) for text in written)
    )
