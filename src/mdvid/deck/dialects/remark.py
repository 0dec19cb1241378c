"""remark's Markdown.

Slides are divided by `---`; `--` goes on with the same slide, one step later; `???` begins the
notes. A slide begins with its properties (`class: center, middle`), may be a template for those
after it (`layout: true`, `template: name`), and gives classes to text by `.class[text]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.model import Setting

NOTES = "`???`"

_PROPERTY = re.compile(r"(?:<!--\s*)?([a-z][a-z-]*)[ \t]*:[ \t]*(.*?)(?:\s*-->)?[ \t]*$")
_KNOWN = frozenset(
    {
        "background-color",
        "background-image",
        "background-position",
        "background-repeat",
        "background-size",
        "class",
        "continued",
        "count",
        "exclude",
        "layout",
        "name",
        "slide",
        "template",
    }
)
_DIRECTIVES = {
    "background-color": "backgroundColor",
    "background-image": "backgroundImage",
    "background-position": "backgroundPosition",
    "background-repeat": "backgroundRepeat",
    "background-size": "backgroundSize",
}
_SILENT = frozenset({"name", "layout", "template", "exclude"})
_CONTENT = "{{content}}"
_OPENS = re.compile(r"\s*\.([a-z][\w.-]*)\[\s*$")
_CLOSES = re.compile(r"\s*\]\s*$")
_INLINE = re.compile(r"\.([a-z][\w-]*(?:\.[a-z][\w-]*)*)\[")
_DEEPEST = 8
_LONGEST = 500
"""Characters, and depth, of a line's `.class[words]`; what is beyond stays as it is written."""
_LEFT = frozenset({"left-column", "pull-left"})
_RIGHT = frozenset({"right-column", "pull-right"})


@dataclass(slots=True)
class _Slide:
    """A slide as it is written: properties, then lines."""

    at: int
    properties: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def within(self, template: _Slide) -> _Slide:
        """Return it with what a template has: its properties, and its lines around ours."""
        classes = ", ".join(
            part for s in (template, self) if (part := s.properties.get("class", ""))
        )
        own = {k: v for k, v in template.properties.items() if k not in _SILENT}
        merged = own | self.properties | ({"class": classes} if classes else {})
        marks = (i for i, line in enumerate(template.lines) if _CONTENT in line.text)
        cut = next(marks, len(template.lines))
        before, after = template.lines[:cut], template.lines[cut + 1 :]
        notes = next((i for i, line in enumerate(self.lines) if _is_mark(line, "???")), None)
        shown, spoken = (self.lines, []) if notes is None else _cut(self.lines, notes)
        return _Slide(self.at, merged, [*before, *shown, *after, *spoken])


def _is_mark(line: Line, mark: str) -> bool:
    return not line.code and line.text.rstrip() == mark


def _cut(lines: list[Line], at: int) -> tuple[list[Line], list[Line]]:
    return lines[:at], lines[at:]


def rewrite(lines: Iterator[Line], _settings: Mapping[str, Setting], sheet: Sheet) -> None:
    """Write the deck in our conventions."""
    layout: _Slide | None = None
    named: dict[str, _Slide] = {}
    first = True
    for slide in _slides(lines):
        whole = slide
        template = named.get(slide.properties.get("template", ""))
        if "layout" not in slide.properties and (template or layout):
            whole = slide.within(template or layout or slide)
        if "name" in slide.properties:
            named[slide.properties["name"]] = whole
        if slide.properties.get("layout") == "true":
            layout = slide
            continue
        if slide.properties.get("layout") == "false":
            layout = None
        if slide.properties.get("exclude") == "true":
            sheet.ignored["slides with `exclude: true`"] += 1
            continue
        if not first:
            sheet.slide(slide.at)
        first = False
        # The slide is where its own lines are, whatever a template puts before them.
        sheet.block("<!-- -->", slide.at)
        _write(whole, sheet)


def _slides(lines: Iterator[Line]) -> Iterator[_Slide]:
    slide = _Slide(1)
    heading = True
    for line in lines:
        if _is_mark(line, "---"):
            yield slide
            slide, heading = _Slide(line.number + 1), True
            continue
        match = _PROPERTY.match(line.text) if heading and not line.code else None
        if match and match[1] in _KNOWN:
            slide.properties[match[1]] = match[2].strip()
            continue
        heading = heading and line.blank
        slide.lines.append(line)
    yield slide


def _write(slide: _Slide, sheet: Sheet) -> None:
    _set(slide, sheet)
    notes: list[Line] = []
    noting = False
    blocks = _Blocks(sheet)
    for index, line in enumerate(slide.lines):
        if _is_mark(line, "--"):
            noting = False
            sheet.step(line.number)
        elif _is_mark(line, "???"):
            noting = True
        elif noting:
            notes.append(line)
        elif line.code or not blocks.take(line, slide.lines[index + 1 :]):
            text = line.text if line.code else _classed(line.text)
            sheet.body(Line(line.number, text, line.code))
    blocks.close(slide.lines[-1].number if slide.lines else slide.at)
    sheet.notes(notes)


def _set(slide: _Slide, sheet: Sheet) -> None:
    for name, value in slide.properties.items():
        if name == "class":
            classes = value.replace(",", " ").split()
            # What remark's own style sheet calls inverse, our themes call invert.
            classes += ["invert"] if "inverse" in classes else []
            sheet.directive("_class", " ".join(classes), slide.at)
        elif name in _DIRECTIVES:
            sheet.directive(f"_{_DIRECTIVES[name]}", value, slide.at)
        elif name not in _SILENT:
            sheet.ignored[f"`{name}:`"] += 1


class _Blocks:
    """Follows `.class[` ... `]` over several lines; a left and a right one are columns."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._open: list[str] = []
        self._columns = False

    def take(self, line: Line, following: list[Line]) -> bool:
        """Write a line that opens or closes a block; tell whether it does."""
        if match := _OPENS.match(line.text):
            self._begin(match[1].replace(".", " "), line.number)
        elif self._open and _CLOSES.match(line.text):
            self._end(self._open.pop(), line.number, following)
        else:
            return False
        return True

    def close(self, at: int) -> None:
        """Close what was left open."""
        while self._open:
            self._end(self._open.pop(), at, [])

    def _begin(self, classes: str, at: int) -> None:
        self._open.append(classes)
        if classes in _LEFT and not self._columns:
            self._columns = True
            self._sheet.block('<div class="columns">', at)
        self._sheet.block(f'<div class="{classes}">', at)

    def _end(self, classes: str, at: int, following: list[Line]) -> None:
        self._sheet.block("</div>", at)
        if not self._columns or classes not in _LEFT | _RIGHT:
            return
        upcoming = next((line.text for line in following if not line.blank), "")
        match = _OPENS.match(upcoming)
        if classes in _RIGHT or not match or match[1] not in _RIGHT:
            self._columns = False
            self._sheet.block("</div>", at)


def _classed(text: str, depth: int = 0) -> str:
    """Return a line with `.class[words]` as spans."""
    begin = 0
    while match := _INLINE.search(text, begin):
        end = _closing(text, match.end())
        if end < 0 or depth == _DEEPEST or _in_code(text, match.start()):
            begin = match.end()
            continue
        classes = match[1].replace(".", " ")
        opened = f'{text[: match.start()]}<span class="{classes}">'
        words = _classed(text[match.end() : end], depth + 1)
        text = f"{opened}{words}</span>{text[end + 1 :]}"
        begin = len(opened) + len(words)
    return text


def _closing(text: str, begin: int) -> int:
    """Return where the bracket that is open at `begin` is closed; -1 if it is not."""
    depth = 1
    for index in range(begin, min(len(text), begin + _LONGEST)):
        depth += {"[": 1, "]": -1}.get(text[index], 0)
        if not depth:
            return index
    return -1


def _in_code(text: str, at: int) -> bool:
    return text.count("`", 0, at) % 2 == 1
