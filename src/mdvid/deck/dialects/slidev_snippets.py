"""Slidev's `<<< @/code.ts#part {2|5}`: code that stands in another file, or a region of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from textwrap import dedent

from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.slidev_includes import Includer, Reference, key_of
from mdvid.deck.findings import Findings
from mdvid.diagnostics import Span, did_you_mean

_LINE = re.compile(
    r"<<<[ \t]+(?P<path>[^\s#{]+)(?:#(?P<region>[\w-]+))?"
    r"(?:[ \t]+(?P<language>[\w+-]+))?[ \t]*(?P<options>\{.*)?\Z"
)
_REGION = re.compile(r"#?\bregion\b[ \t]*([\w-]+)")
_END = re.compile(r"#?\bendregion\b")
_TICKS = re.compile(r"`{3,}")


def code_reference(text: str, includer: str, span: Span) -> Reference | None:
    """Return the file that a line refers to in the file `includer`; None if it refers to none."""
    match = _LINE.match(text.rstrip())
    if match is None:
        return None
    return Reference(key_of(match["path"], includer), match["path"], "", span, code=True)


class Snippets:
    """Puts code in the places of the lines that refer to it."""

    def __init__(self, includer: Includer, findings: Findings) -> None:
        self._includer = includer
        self._findings = findings

    def block(self, line: Line, includer: str, span: Span) -> list[Line] | None:
        """Return the block of code for a line in the file `includer`; None if there is none."""
        wanted = code_reference(line.text, includer, span)
        text = self._includer.code(wanted) if wanted else None
        match = _LINE.match(line.text.rstrip())
        if wanted is None or text is None or match is None:
            return None
        if match["region"]:
            text = self._region(text, match["region"], wanted)
        fence = "`" * (1 + max((len(run) for run in _TICKS.findall(text)), default=2))
        language = match["language"] or PurePosixPath(wanted.key).suffix.lstrip(".")
        opening = f"{fence}{language} {match['options'] or ''}".rstrip()
        lines = (opening, *text.strip("\n").split("\n"), fence)
        return [Line(line.number, written, code=True) for written in lines]

    def _region(self, text: str, name: str, wanted: Reference) -> str:
        lines = text.split("\n")
        begins = next((i for i, part in enumerate(lines, 1) if _begun(part) == name), None)
        if begins is None:
            regions = [found for part in lines if (found := _begun(part))]
            self._findings.error(
                f"`{wanted.written}` has no region `{name}`",
                wanted.span,
                hint=did_you_mean(name, regions) or "write `#region NAME` and `#endregion` there",
            )
            return ""
        return dedent("\n".join(_within(lines[begins:])))


def _begun(line: str) -> str:
    """Return the name of the region that begins in a line; empty if none does."""
    match = _REGION.search(line)
    return match[1] if match else ""


def _within(lines: list[str]) -> Iterator[str]:
    """Yield the lines up to the end of a region, without the marks of those in it."""
    depth = 1
    for line in lines:
        if _END.search(line):
            depth -= 1
            if not depth:
                return
        elif _begun(line):
            depth += 1
        else:
            yield line
