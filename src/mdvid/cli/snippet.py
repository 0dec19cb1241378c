"""Diagnostics as text: message, place, the line with a caret under it, hint.

error: unknown directive `transiton`
  deck.md:14:6
   14 | <!-- transiton: fade -->
      |      ^^^^^^^^^
hint: did you mean `transition`?
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from mdvid.diagnostics import Diagnostic, Severity, Span

STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"} | dict.fromkeys(
    (Severity.NOTE, Severity.INFO), "1;36"
)
"""Parameters of the escape sequence that each severity is shown in."""

FAINT, STRONG = "2", "1"
TAB = 4
ELLIPSIS = "…"
_LAST_C1 = 0x9F
_CONTROL_PICTURES = 0x2400
_HIDDEN = frozenset({"Cf", "Cs", "Zl", "Zp", "Co"})
_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiners are part of words and of emoji; other invisible characters are not."""


def paint(text: str, style: str, *, color: bool) -> str:
    """Return `text` in `style`, if colours are wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text


def visible(text: str) -> str:
    """Return `text` with everything shown that a terminal would obey or hide."""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    code = ord(char)
    if code < ord(" "):
        return chr(_CONTROL_PICTURES + code)
    if char == "\x7f":
        return "␡"
    if code <= _LAST_C1 and code > ord("~"):
        return f"<U+{code:04X}>"
    hidden = unicodedata.category(char) in _HIDDEN and char not in _JOINERS
    return f"<U+{code:04X}>" if hidden else char


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or char in _JOINERS or "\ufe00" <= char <= "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def snippet(
    diagnostic: Diagnostic, *, also: Iterable[int] = (), width: int = 100, color: bool = False
) -> Iterator[str]:
    """Yield the lines that show `diagnostic`; `also` are further slides that it is true of."""
    kind = diagnostic.severity
    head = Severity.NOTE.value if kind is Severity.INFO else kind.value
    message = paint(visible(diagnostic.message), STRONG, color=color)
    yield f"{paint(f'{head}:', STYLES[kind], color=color)} {message}{_slides(diagnostic, also)}"
    if diagnostic.span:
        yield from _place(diagnostic.span, width, STYLES[kind], color=color)
    if diagnostic.hint:
        yield f"{paint('hint:', STYLES[Severity.INFO], color=color)} {visible(diagnostic.hint)}"


def _slides(diagnostic: Diagnostic, also: Iterable[int]) -> str:
    others = sorted(set(also) - {diagnostic.slide})
    if others and diagnostic.slide:
        return f" (slides {in_ranges([diagnostic.slide, *others])})"
    if diagnostic.slide and not diagnostic.span:
        return f" (slide {diagnostic.slide})"
    return ""


def in_ranges(numbers: Iterable[int]) -> str:
    """Return `1-3, 7` for 1, 2, 3 and 7."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def _place(span: Span, width: int, style: str, *, color: bool) -> Iterator[str]:
    yield f"  {paint(f'{visible(span.path)}:{span.line}:{span.column}', FAINT, color=color)}"
    if not span.excerpt.strip():
        return
    number = f"{span.line:>5} "
    text, column, length = _window(span, width - len(number) - 2)
    bar = paint("|", FAINT, color=color)
    yield f"{paint(number, FAINT, color=color)}{bar} {text}"
    caret = paint("^" * length, style, color=color)
    yield f"{' ' * len(number)}{bar} {' ' * column}{caret}"


def _window(span: Span, width: int) -> tuple[str, int, int]:
    """Return the part of the line around the place, the place's column in it, and its width."""
    width = max(width, 20)
    # A line of megabytes is cut before it is looked at character by character.
    start = max(0, span.column - 1 - 2 * width)
    line = span.excerpt.rstrip("\r\n")[start : span.column - 1 + 4 * width]
    at = min(span.column - 1 - start, len(line))
    before, marked = _expand(line[:at]), line[at : at + max(span.length, 1)]
    rest = line[at + len(marked) :]
    marked = _expand(marked, cells(before))
    text = before + marked + _expand(rest, cells(before + marked))
    column, length = cells(before), max(cells(marked), 1)
    if start or cells(text) > width:
        text, column = _cut(text, column, length, width, began=start > 0)
    return text.rstrip(), column, max(1, min(length, width - column))


def _expand(text: str, column: int = 0) -> str:
    """Return `text` with tabs as spaces and nothing invisible."""
    parts = []
    for char in text:
        part = " " * (TAB - column % TAB) if char == "\t" else _shown(char)
        column += cells(part)
        parts.append(part)
    return "".join(parts)


def _cut(text: str, column: int, length: int, width: int, *, began: bool) -> tuple[str, int]:
    """Return at most `width` columns of `text` with the place in sight, and its column there."""
    if column + min(length, width // 2) <= width - 1 and not began:
        return _take(text, width - 1) + ELLIPSIS, column
    skip = max(0, column - width // 3)
    dropped = _take(text, skip)
    kept = text[len(dropped) :]
    column = column - cells(dropped) + 1
    if cells(kept) > width - 1:
        kept = _take(kept, width - 2) + ELLIPSIS
    return ELLIPSIS + kept, column


def shorten(text: str, columns: int) -> str:
    """Return `text`, cut to at most `columns`."""
    return text if cells(text) <= columns else _take(text, columns - 1) + ELLIPSIS


def _take(text: str, columns: int) -> str:
    """Return the beginning of `text` that fits `columns`."""
    used = 0
    for index, char in enumerate(text):
        used += _width(char)
        if used > columns:
            return text[:index]
    return text
