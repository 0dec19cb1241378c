"""Pandoc's and Quarto's slides.

A heading of the slide level begins a slide, as do those above it and rulers. `. . .` is a pause,
`::: notes` holds the notes, other fenced divs hold columns, lists that come item by item,
callouts. Pandoc's slide level is the highest one whose headings are followed by something to
show (its manual, "Structuring the slide show"); Quarto's is 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from mdvid.deck.dialects.attributes import (
    SPAN,
    Attributes,
    read_attributes,
    set_on_slide,
    span,
)
from mdvid.deck.dialects.divs import Divs
from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.pandoc_text import PandocText, with_definitions
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.model import Setting

NOTES = "`::: notes`"

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*(?:\{([^{}]*)\})?[ \t]*#*[ \t]*$")
_RULER = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
_NO_TITLE = re.compile(r"\s*(?:[-*+>|:#<]|\d+[.)]\s)")
_PAUSE = re.compile(r"\. \. \.[ \t]*$")
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}")
_CELL = re.compile(r"\s*(?:`{3,}|~{3,})\s*\{[a-z]+[,\s}]")
_CELL_OPTION = re.compile(r"\s*(?:#|//|--|%)\|")
_LIST_IN_QUOTE = re.compile(r"> {0,3}((?:[*+-]|\d{1,9}[.)])[ \t].*)$")
_QUARTO_LEVEL = 2
_MADE_DATES = frozenset({"today", "now", "last-modified"})


def rewrite(lines: Iterator[Line], settings: Mapping[str, Setting], sheet: Sheet) -> None:
    """Write a deck for Pandoc in our conventions."""
    _rewrite(list(lines), settings, sheet, level=None)


def rewrite_quarto(lines: Iterator[Line], settings: Mapping[str, Setting], sheet: Sheet) -> None:
    """Write a deck for Quarto in our conventions."""
    _rewrite(list(lines), settings, sheet, level=_QUARTO_LEVEL)


def _rewrite(
    lines: list[Line], settings: Mapping[str, Setting], sheet: Sheet, *, level: int | None
) -> None:
    title, lines = _title_block(lines)
    lines = list(with_definitions(list(_with_marked_headings(lines))))
    told = _value(settings, "slide-level")
    slide_level = told if isinstance(told, int) else level or _slide_level(lines)
    incremental = _value(settings, "incremental") is True
    writer = _Writer(sheet, slide_level, incremental=incremental)
    if title:
        writer.begin(title[0].number, Attributes(("title",)))
        for line in title:
            writer.show(line)
    else:
        _write_title(settings, writer)
    for line in lines:
        writer.take(line)
    writer.close(lines[-1].number if lines else 1)


def _title_block(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the slide that lines with `%` at the top come to, and all other lines.

    They are title, authors and date; a line that begins with a space goes on with the one above.
    """
    fields: list[Line] = []
    end = 0
    for end, line in enumerate(lines):  # noqa: B007  # what is left goes on there
        if not line.code and line.text.startswith("%"):
            fields.append(Line(line.number, line.text[1:].strip()))
        elif fields and line.text.startswith(" ") and not line.blank:
            fields[-1] = replace(fields[-1], text=f"{fields[-1].text} {line.text.strip()}".strip())
        elif fields or not line.blank:
            break
    written: list[Line] = []
    for number, one in enumerate(fields):
        words = "; ".join(part.strip() for part in one.text.split(";"))
        if words:
            shown = words if number else f"# {words}"
            written += [replace(one, text=shown), Line(one.number, "")]
    return (written, lines[end:]) if written else ([], lines)


def _value(settings: Mapping[str, Setting], key: str) -> object:
    """Return a setting, from the top or from what a format has (`format: {revealjs: ...}`)."""
    if key in settings:
        return settings[key].value
    formats = settings["format"].value if "format" in settings else None
    for options in formats.values() if isinstance(formats, dict) else ():
        if isinstance(options, dict) and key in options:
            found: object = options[key]
            return found
    return None


def _with_marked_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """Return the lines with underlined headings written with `#`."""
    previous = ""
    skip = False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if skip:
            skip = False
            continue
        underline = _UNDERLINE.match(following.text) if following and not following.code else None
        words = not line.code and not line.blank and not _NO_TITLE.match(line.text)
        if underline and words and not previous:
            marks = "#" if underline[1][0] == "=" else "##"
            yield replace(line, text=f"{marks} {line.text.strip()}")
            skip = True
            previous = ""
            continue
        previous = line.text.strip()
        yield line


def _heading(line: Line) -> re.Match[str] | None:
    return None if line.code else _HEADING.match(line.text)


def _slide_level(lines: Sequence[Line]) -> int:
    """Return the highest level whose headings are followed by something else."""
    levels = []
    shown = [line for line in lines if not line.blank]
    for line, following in pairwise(shown):
        match = _heading(line)
        if match and not _heading(following) and not _RULER.match(following.text):
            levels.append(len(match[1]))
    return min(levels, default=1)


def _write_title(settings: Mapping[str, Setting], writer: _Writer) -> None:
    """Write the slide that Pandoc makes from the front matter."""
    title = settings.get("title")
    if title is None or not isinstance(title.value, str) or not title.value.strip():
        return
    at = title.span.line
    writer.begin(at, Attributes(("title",)))
    writer.show(Line(at, f"# {title.value}"))
    for key in ("subtitle", "author", "institute", "date"):
        words = _words(settings[key].value) if key in settings else ""
        if words and words not in _MADE_DATES:
            writer.show(Line(settings[key].span.line, ""))
            writer.show(Line(settings[key].span.line, words))


def _words(value: object) -> str:
    if isinstance(value, dict):
        return _words(value.get("name", ""))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


class _Writer:
    """Takes the lines one by one, and knows in which slide and div it is."""

    def __init__(self, sheet: Sheet, level: int, *, incremental: bool) -> None:
        self._sheet = sheet
        self._level = level
        self._divs = Divs(sheet, incremental=incremental)
        self._slides = 0
        self._fresh = False
        """The slide was begun by a ruler, and has nothing yet."""
        self._hidden = False
        self._inline = PandocText()

    def take(self, line: Line) -> None:
        """Write a line."""
        if line.code:
            self._code(line)
        elif (not self._divs.open and self._begins(line)) or self._hidden or self._divs.take(line):
            pass
        elif _PAUSE.match(line.text):
            self._sheet.step(line.number)
        else:
            self._text(line)

    def _begins(self, line: Line) -> bool:
        """Begin a slide if a line does."""
        match = _heading(line)
        if match and len(match[1]) <= self._level:
            self.begin(line.number, read_attributes(match[3] or ""))
            if match[2]:
                self.show(replace(line, text=f"{match[1]} {match[2]}"))
            return True
        if _RULER.match(line.text):
            self.begin(line.number, Attributes())
            self._fresh = True
            return True
        return False

    def begin(self, at: int, attributes: Attributes) -> None:
        """Begin a slide, or go on with one that a ruler has begun."""
        self._divs.close(at)
        self._hidden = attributes.values.get("visibility") == "hidden"
        if self._hidden:
            self._sheet.ignored["hidden slides"] += 1
            return
        if self._slides and not self._fresh:
            self._sheet.slide(at)
        self._slides += 1
        self._fresh = False
        set_on_slide(attributes, at, self._sheet)

    def show(self, line: Line) -> None:
        """Write a line of a slide as it is."""
        if self._hidden:
            return
        if not line.blank:
            self._slides = self._slides or 1
            self._fresh = False
        self._divs.show(line)

    def close(self, at: int) -> None:
        """End the last slide."""
        self._divs.close(at)

    def _code(self, line: Line) -> None:
        if _CELL.match(line.text) and not self._hidden:
            self._sheet.ignored["running code"] += 1
        if not _CELL_OPTION.match(line.text):
            self.show(line)

    def _text(self, line: Line) -> None:
        text, shortcodes = _SHORTCODE.subn("", line.text)
        if shortcodes:
            self._sheet.ignored["shortcodes"] += shortcodes
            if not text.strip():
                return
        if match := _HEADING.match(text):
            if match[3]:
                self._sheet.ignored["attributes of headings within slides"] += 1
            text = f"{match[1]} {match[2]}"
        listed = _LIST_IN_QUOTE.match(text)
        if listed:
            # Pandoc's older way to say that a list comes item by item, or that it does not.
            self._divs.show(Line(line.number, listed[1]), other=True)
            return
        text = self._inline.rewritten(text)
        self.show(replace(line, text=SPAN.sub(self._span, text)))

    def _span(self, match: re.Match[str]) -> str:
        attributes = read_attributes(match[2])
        made = span(match[1], attributes)
        if "fragment" in attributes.classes:
            return made.replace("<span", '<span data-step="+"', 1)
        return made
