"""The YAML at the top of a deck."""

from __future__ import annotations

import re

from mdvid.deck.findings import Findings
from mdvid.deck.model import FrontMatter
from mdvid.deck.quoting import quoted
from mdvid.deck.source import Source, clean
from mdvid.deck.yamltext import Place, read_settings
from mdvid.diagnostics import Warned

MAX_CHARACTERS = 65_536

_FENCE = re.compile(r"-{3,}\s*\Z")
_CLOSE = re.compile(r"(?:-{3,}|\.{3})\s*\Z")
_KEY_LINE = re.compile(r"[\"']?[\w.-]+[\"']?\s*:(?:\s|\Z)")


def read_front_matter(text: str, *, path: str) -> Warned[FrontMatter]:
    """Return the settings at the top of `text`, and where the Markdown begins.

    Raises:
        DeckError: it is no YAML of the safe subset; all errors at once.
    """
    findings = Findings()
    source = Source(clean(text, path, Findings()), path)
    bounds = _bounds(source, findings)
    if bounds is None:
        return Warned(FrontMatter(settings={}), findings.collected())
    first, last = bounds
    block = source.lines[first:last]
    size = sum(len(line) + 1 for line in block)
    if size > MAX_CHARACTERS:
        findings.error(
            f"the front matter has {size:,} characters; at most {MAX_CHARACTERS:,} are read",
            source.span(first),
            hint="move long CSS into a theme",
        )
        findings.collected()
    readable = quoted("\n".join(block))
    settings = read_settings(readable, source, Place(first + 1), findings) or {}
    if not settings and any(line.lstrip().startswith("#") for line in block):
        findings.warning(
            "the front matter has only comments",
            source.span(first + 1),
            hint="is it a slide? remove the `---` in the first line",
        )
    diagnostics = findings.collected()
    return Warned(FrontMatter(settings=settings, body_line=last + 2), diagnostics)


def _bounds(source: Source, findings: Findings) -> tuple[int, int] | None:
    """Return the indexes of the first line within and of the closing one."""
    lines = source.lines
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None or not _FENCE.match(lines[start]):
        return None
    first = start + 1
    close = _closing(lines, first)
    if close == first and _FENCE.match(lines[first]):
        # `---` twice at the top: the second opens it, if keys and a closing line follow.
        again = _closing(lines, first + 1)
        if again is not None and _has_keys(lines[first + 1 : again]):
            return first + 1, again
    if close is not None:
        # Blank lines before it: only when it cannot be anything else.
        return (first, close) if start == 0 or _has_keys(lines[first:close]) else None
    following = next((line for line in lines[first:] if line.strip()), "")
    if _KEY_LINE.match(following):
        findings.error(
            "the front matter is never closed",
            source.span(start + 1, 1, 3),
            hint="put a line `---` after its last key",
        )
        findings.collected()
    return None


def _closing(lines: list[str], first: int) -> int | None:
    return next((i for i in range(first, len(lines)) if _CLOSE.match(lines[i])), None)


def _has_keys(block: list[str]) -> bool:
    content = [line for line in block if line.strip() and not line.startswith(("#", " ", "-"))]
    return bool(content) and bool(_KEY_LINE.match(content[0]))
