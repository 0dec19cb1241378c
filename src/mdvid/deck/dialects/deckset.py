"""Deckset's Markdown.

Settings stand in the first lines, without rulers around them, or for one slide as
`[.footer: text]`. Paragraphs that begin with `^` are notes. A picture fills the slide or a side
of it unless it is `inline`; `[fit]` makes a heading as large as the slide allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mdvid.deck.css_values import is_colour
from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.model import Setting

NOTES = "`^`"

_SETTING = re.compile(r"([a-z]+(?:-[a-z]+)*):[ \t]*(.*?)[ \t]*$")
SETTINGS = frozenset(
    {
        "autoscale",
        "background-image",
        "build-lists",
        "code-language",
        "footer",
        "footer-style",
        "header-strong",
        "presenter-notes",
        "slide-dividers",
        "slide-transition",
        "slidecount",
        "slidenumber-style",
        "slidenumbers",
        "text",
        "theme",
    }
)
_COMMAND = re.compile(r"\[\.([a-z-]+)(?::[ \t]*(.*?))?\][ \t]*$")
_HEADING = re.compile(r"(#{1,6})[ \t]*(?=[^#\s])(.*)$")
_AUTHOR = re.compile(r" {0,3}--[ \t]*(?=[^\s-])(.*)")
_FIT = re.compile(r"\[fit\][ \t]*", re.IGNORECASE)
_NOTE = re.compile(r"\s{0,3}\^[ \t]?")
_ONLY_PICTURES = re.compile(r"\s*(?:!\[[^\[\]]*\]\([^()]*\)\s*)+$")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()]*)\)")
_INLINE = re.compile(r"!\[([^\[\]]*\binline\b[^\[\]]*)\]\(([^()]*)\)")
_INLINE_WORDS = re.compile(r"inline|fill|fit|left|right|corner-radius\(\d+\)")
_MOVING = (".mp4", ".mov", ".m4v", ".webm", ".mp3", ".m4a", ".wav")
_KEPT = frozenset({"left", "right", "fit"})
_ABSENT = frozenset({"original", "fill", ""})
"""Words for a background that say what Marp does anyway."""
_PERCENT = re.compile(r"\d+%\Z")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})(?!`)")


def rewrite(lines: Iterator[Line], settings: Mapping[str, Setting], sheet: Sheet) -> None:
    """Write the deck in our conventions."""
    every = list(lines)
    count = _count_of_settings(every)
    told = {key: str(s.value) for key, s in settings.items() if key in SETTINGS}
    told |= {m[1]: m[2] for line in every[:count] if (m := _SETTING.match(line.text))}
    writer = _Writer(sheet, told)
    writer.settle(every[0].number if every else 1)
    for line in every[count:]:
        writer.take(line)
    writer.close()


def _count_of_settings(lines: list[Line]) -> int:
    """Return how many lines at the top are settings, or blank before them."""
    count = 0
    for index, line in enumerate(lines):
        match = _SETTING.match(line.text)
        if match and match[1] in SETTINGS:
            count = index + 1
        elif not line.blank:
            break
    return count


def _is_true(value: str) -> bool:
    return value.strip().lower() == "true"


class _Writer:
    def __init__(self, sheet: Sheet, told: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._told = told
        self._levels = {len(mark.strip()) for mark in told.get("slide-dividers", "").split(",")}
        self._all_build = _is_true(told.get("build-lists", ""))
        self._builds = self._all_build
        self._notes: list[Line] = []
        self._noting = False
        self._empty = True
        self._columns = False
        self._lit: list[str] = []
        self._in_code = False
        self._quoting = False
        """The last line was one of a quotation."""
        self._at = 1

    def settle(self, at: int) -> None:
        """Write the settings of the deck."""
        for name, value in self._told.items():
            if name == "footer":
                self._sheet.directive("footer", value, at)
            elif name == "slidenumbers":
                self._sheet.directive("paginate", str(_is_true(value)).lower(), at)
            elif name not in {"build-lists", "slide-dividers", "autoscale"}:
                # Text that is too long is always made to fit.
                self._sheet.ignored[f"`{name}:`"] += 1

    def take(self, line: Line) -> None:
        """Write a line."""
        self._at = line.number
        if line.code:
            self._code(line)
            return
        self._in_code = False
        heading = _HEADING.match(line.text)
        divides = heading is not None and len(heading[1]) in self._levels
        if line.text.rstrip() == "---" or (divides and not self._empty):
            self._begin(line.number)
        if line.text.rstrip() == "---":
            return
        self._noting = bool(_NOTE.match(line.text)) or (self._noting and not line.blank)
        if self._noting:
            self._note(line)
        elif command := _COMMAND.match(line.text):
            self._command(command[1], command[2] or "", line.number)
        elif heading:
            self._heading(heading, line.number)
        elif _ONLY_PICTURES.match(line.text):
            self._show(replace(line, text=_PICTURE.sub(self._picture, line.text)))
        elif self._quoting and (author := _AUTHOR.match(line.text)):
            self._show(replace(line, text=">"))
            self._show(replace(line, text=f"> — {author[1]}"))
        else:
            self._show(replace(line, text=_INLINE.sub(self._picture, line.text)))

        self._quoting = line.text.lstrip().startswith(">")

    def close(self) -> None:
        """End the slide."""
        if self._columns:
            self._sheet.block("</div>", self._at)
            self._sheet.block("</div>", self._at)
        self._sheet.notes(self._notes)
        self._notes, self._columns, self._noting, self._lit = [], False, False, []
        self._builds, self._empty = self._all_build, True

    def _begin(self, at: int) -> None:
        self.close()
        self._sheet.slide(at)

    def _show(self, line: Line) -> None:
        self._empty = self._empty and line.blank
        self._sheet.body(line, steps=self._builds)

    def _note(self, line: Line) -> None:
        if self._notes and _NOTE.match(line.text) and self._notes[-1].number < line.number - 1:
            self._notes.append(Line(line.number, ""))
        self._notes.append(replace(line, text=_NOTE.sub("", line.text, count=1)))

    def _code(self, line: Line) -> None:
        if not self._in_code and self._lit and _FENCE.match(line.text):
            line = replace(line, text=f"{line.text.rstrip()} {{{'|'.join(self._lit)}}}")
            self._lit = []
        self._in_code = True
        self._show(line)

    def _heading(self, match: re.Match[str], at: int) -> None:
        words, fit = _FIT.subn("", match[2])
        mark = "<!-- fit --> " if fit else ""
        self._show(Line(at, f"{match[1]} {mark}{words}"))

    def _command(self, name: str, value: str, at: int) -> None:
        if name == "build-lists":
            self._builds = _is_true(value)
        elif name == "column":
            self._column(at)
        elif name == "code-highlight" and value not in {"none", ""}:
            self._lit.append(value.replace(" ", ""))
        elif directive := _directive(name, value):
            self._sheet.directive(f"_{directive[0]}", directive[1], at)
        elif name != "autoscale":
            self._sheet.ignored[f"`[.{name}]`"] += 1

    def _column(self, at: int) -> None:
        self._sheet.block("</div>" if self._columns else '<div class="columns">', at)
        self._sheet.block('<div class="column">', at)
        self._columns = True

    def _picture(self, match: re.Match[str]) -> str:
        words, address = match[1].replace(",", " ").split(), match[2]
        if address.lower().split("?")[0].endswith(_MOVING):
            return match[0]
        if "inline" in words:
            kept = " ".join(f"w:{w}" if _PERCENT.match(w) else w for w in words)
            return f"![{' '.join(_INLINE_WORDS.sub('', kept).split())}]({address})"
        kept_words = [w for w in words if w in _KEPT or _PERCENT.match(w)]
        if "filtered" in words:
            kept_words.append("brightness:0.6")
        others = [w for w in words if w not in _KEPT | _ABSENT | {"filtered"}]
        alt = [w for w in others if not _PERCENT.match(w)]
        return f"![{' '.join(['bg', *kept_words, *alt])}]({address})"


def _directive(name: str, value: str) -> tuple[str, str] | None:
    if name == "footer":
        return "footer", value
    if name == "hide-footer":
        return "footer", ""
    if name == "slidenumbers":
        return "paginate", str(_is_true(value)).lower()
    if name == "background-color" and is_colour(value):
        return "backgroundColor", value
    return None
