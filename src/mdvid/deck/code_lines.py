"""Lines of code that are shown in turn: `{1|3-5|all}`, with the other lines dimmed.

Slidev writes it in braces, reveal.js in square brackets, Quarto as `code-line-numbers="|6|9"`.
With `none` no line is lit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUARTO = re.compile(r"code-line-numbers\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BRACKETS = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]")
_LINES = re.compile(r"\d{1,6}(?:-\d{1,6})?(?:,\d{1,6}(?:-\d{1,6})?)*")
_ALL = frozenset({"", "*", "all"})
_NONE = frozenset({"none", "hide"})
_WORDS = _ALL | _NONE
_NEARLY = re.compile(r"[\w,*\s-]*(?:\|[\w,*\s-]*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLines:
    """Which lines of a code block are lit."""

    first: int
    """The step of the first group; it is lit before as well."""
    groups: tuple[frozenset[int], ...] = ()
    """Line numbers, counted from 1, for each step from `first` on."""
    written: str = ""
    problem: str = ""
    """What is wrong with what is written; empty if nothing is."""

    @property
    def steps(self) -> int:
        """How many steps the block has; the first one adds none to its slide."""
        return max(1, len(self.groups))


def read_code_lines(info: str, code: str, *, first: int) -> CodeLines | None:
    """Return what a fence's info string says about its lines; None if it says nothing."""
    count = code.rstrip("\n").count("\n") + 1
    quarto = _QUARTO.search(info)
    if quarto:
        return _read(quarto[1] or quarto[2] or "", count, first)
    for match in _BRACKETS.finditer(info):
        found = _read(match[1] or match[2] or "", count, first)
        if found:
            return found
    return None


def lit(content: str, lines: CodeLines) -> str:
    """Return highlighted code in which lines that are dimmed at times say in `data-lit` when not.

    It holds the numbers of the groups that have the line, counted from 1.
    """
    everywhere = len(lines.groups)
    made = []
    for number, line in enumerate(content.split("\n"), 1):
        groups = [str(g) for g, group in enumerate(lines.groups, 1) if number in group]
        plain = not line or len(groups) == everywhere
        made.append(line if plain else f'<span data-lit="{" ".join(groups)}">{line}</span>')
    return "\n".join(made)


def _read(written: str, count: int, first: int) -> CodeLines | None:
    parts = ["".join(part.split()).lower() for part in written.split("|")]
    if not any(parts) or (len(parts) == 1 and not (_LINES.fullmatch(parts[0]))):
        return None
    wrong = next((p for p in parts if p not in _WORDS and not _LINES.fullmatch(p)), None)
    if wrong is not None:
        if not _NEARLY.fullmatch(written) or not any(_LINES.fullmatch(part) for part in parts):
            return None
        problem = f"`{wrong}` is no line of code"
        return CodeLines(first=first, written=written, problem=problem)
    groups = tuple(_group(part, count) for part in parts)
    numbers = [int(number) for part in parts for number in re.findall(r"\d+", part)]
    beyond = next((number for number in numbers if not 1 <= number <= count), None)
    problem = "" if beyond is None else f"there is no line {beyond}: the code has {count}"
    return CodeLines(first=first, groups=groups, written=written, problem=problem)


def _group(part: str, count: int) -> frozenset[int]:
    if part in _ALL:
        return frozenset(range(1, count + 1))
    numbers: set[int] = set()
    if part in _NONE:
        return frozenset()
    for piece in part.split(","):
        begin, _, end = piece.partition("-")
        low, high = sorted((int(begin), int(end or begin)))
        numbers.update(range(low, min(high, count) + 1))
    return frozenset(numbers)
