"""Slidev's Markdown.

Each slide may have front matter of its own; the last comment of a slide is its note; `v-click`
and `<v-clicks>` say what comes with a click; `::right::` begins a part of a layout; `src:`
stands for the slides of another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.dialects.slidev_clicks import Clicks
from mdvid.deck.dialects.slidev_code import Code
from mdvid.deck.dialects.slidev_includes import Includer, Leaf, Told, is_set
from mdvid.deck.dialects.slidev_layouts import Layouts
from mdvid.deck.dialects.slidev_markup import LOST, Markup
from mdvid.deck.dialects.slidev_notes import take_note
from mdvid.deck.dialects.slidev_slides import read_parts
from mdvid.deck.dialects.slidev_slots import COLUMNS, by_slot, meant
from mdvid.deck.dialects.slidev_snippets import Snippets
from mdvid.deck.dialects.source_map import SourceMap
from mdvid.deck.directives import LOCAL
from mdvid.deck.findings import Findings
from mdvid.deck.model import FrontMatter, Included, Setting

NOTES = "the last comment of a slide"

_OF_FIRST_SLIDE = frozenset({"backgroundSize", "class"})
"""Directives that in the front matter of a deck are about its first slide alone."""
_OF_DECK = (LOCAL | {"title"}) - _OF_FIRST_SLIDE
"""Keys that there are about all of it."""

_ELEMENT = re.compile(r"\s*<(style|script)\b([^<>]*)>", re.IGNORECASE)
_IMPORT = "<<<"
_FORMULA = re.compile(r"(\$\$)[ \t]*\{[^{}]*\}[ \t]*\Z")


def rewrite(
    front_matter: FrontMatter,
    sheet: Sheet,
    sources: SourceMap,
    includes: Mapping[str, Included],
    findings: Findings,
) -> FrontMatter:
    """Write the deck in our conventions; its included files are put into the map of sources.

    Returns what of the front matter is about the whole deck.
    """
    settings = front_matter.settings
    source = sources.deck
    parts = read_parts(source, front_matter.body_line, settings, findings)
    includer = Includer(sources, includes, findings)
    leaves = includer.leaves(parts, source.path)
    attributed = any(key in settings and is_set(settings[key].value) for key in ("mdc", "comark"))
    writer = _Writer(
        sheet,
        findings,
        _defaults(settings),
        sources=sources,
        snippets=Snippets(includer, findings),
        attributed=attributed,
    )
    for number, leaf in enumerate(leaves):
        if number:
            sheet.slide(leaf.part.at + leaf.offset)
        writer.write(leaf)
    sheet.ignored["hidden slides"] += includer.hidden
    sheet.ignored["text of slides with `src:`"] += includer.lost
    sheet.ignored = +sheet.ignored
    whole = {key: value for key, value in settings.items() if key not in _OF_FIRST_SLIDE}
    return replace(front_matter, settings=whole)


def _defaults(settings: Mapping[str, Setting]) -> dict[str, Told]:
    """Return what the deck says of all slides that do not say otherwise."""
    setting = settings.get("defaults")
    if setting is None or not isinstance(setting.value, dict):
        return {}
    key, span = setting.key_span, setting.span
    return {str(name): Told(value, key.line, key, span) for name, value in setting.value.items()}


class _Writer:
    """Writes slide after slide."""

    def __init__(
        self,
        sheet: Sheet,
        findings: Findings,
        defaults: Mapping[str, Told],
        *,
        sources: SourceMap,
        snippets: Snippets,
        attributed: bool,
    ) -> None:
        self._sheet = sheet
        self._findings = findings
        self._layouts = Layouts(sheet, findings)
        self._defaults = defaults
        self._markup = Markup(sheet.ignored, attributed=attributed)
        self._code = Code(sheet)
        self._clicks = Clicks()
        self._snippets = snippets
        self._sources = sources
        self._file = ""
        """The one that the slide is in, seen from the deck's folder."""

    def write(self, leaf: Leaf) -> None:
        """Write a slide, and its note behind it."""
        self._file = leaf.name
        leaf = replace(leaf, front=self._front(leaf))
        at = leaf.part.shown_at + leaf.offset
        # The slide is where its own lines are, whatever its front matter puts before them.
        self._sheet.block("<!-- -->", at)
        self._layouts.write(leaf, at)
        lines = [replace(line, number=line.number + leaf.offset) for line in leaf.part.lines]
        lines, note = take_note(lines)
        self._markup.close()
        self._clicks = Clicks()
        layout = self._layouts.layout(leaf.front)
        self._slots(lines, layout)
        self._sheet.notes(note)

    def _front(self, leaf: Leaf) -> Mapping[str, Told]:
        """Return the front matter of a slide, with what is said of all."""
        front = {key: told for key, told in self._defaults.items() if key not in leaf.front}
        deck = leaf.first and not leaf.offset
        # What is at the top of the deck is about all of it.
        own = (item for item in leaf.front.items() if not deck or item[0] not in _OF_DECK)
        return front | dict(own)

    def _slots(self, lines: list[Line], layout: str) -> None:
        slots = by_slot(lines)
        sides = COLUMNS.get(layout, ())
        if "" in sides and "" not in slots and "left" in slots:
            slots[""] = slots.pop("left")
        for name, slot in slots.items():
            if name and slot.mark and name not in sides:
                self._strange(name, slot.mark, layout)
        parts = {name: slot.lines for name, slot in slots.items()}
        if not any(parts.get(name) for name in sides if name):
            for content in parts.values():
                self._body(content)
            return
        if "" not in sides:
            self._body(parts.get("", []))
        self._columns([parts.get(name, []) for name in sides])
        for name, content in parts.items():
            if name and name not in sides:
                self._body(content)

    def _strange(self, name: str, mark: Line, layout: str) -> None:
        """Say that a slot has no place of its own."""
        hint = meant(name, layout)
        if hint:
            span = self._sources.span(mark.number, 1, len(mark.text))
            self._findings.warning(f"`{layout}` has no slot `{name}`", span, hint=hint)
        else:
            self._sheet.ignored["slots of layouts that are not ours"] += 1

    def _columns(self, columns: list[list[Line]]) -> None:
        at = next((line.number for column in columns for line in column), 1)
        self._sheet.block('<div class="columns">', at)
        for column in columns:
            at = column[0].number if column else at
            self._sheet.block('<div class="column">', at)
            self._body(column)
            self._sheet.block("</div>", at)
        self._sheet.block("</div>", at)

    def _body(self, lines: list[Line]) -> None:
        for kind, group in _groups(lines):
            if kind == "raw":
                for line in group:
                    self._sheet.put(line.text, line.number)
            elif kind == "script":
                self._sheet.ignored["scripts"] += 1
            elif kind == "comment":
                self._sheet.body(group[0])
            elif kind == "code":
                if above := self._clicks.code():
                    self._sheet.block(above, group[0].number)
                self._code.write(group)
            else:
                self._text(group)

    def _text(self, lines: list[Line]) -> None:
        text = self._markup.rewritten("\n".join(line.text for line in lines))
        index = 0
        for part in text.split("\n"):
            number, written = lines[index].number, part.replace(LOST, "")
            index += 1 + part.count(LOST)
            if written.startswith(_IMPORT):
                self._snippet(Line(number, written))
                continue
            above, shown = self._clicks.taken(written)
            if above:
                self._sheet.block(above, number)
            shown, formulas = _FORMULA.subn(r"\1", shown)
            self._sheet.ignored["steps of formulas"] += formulas
            self._sheet.body(Line(number, shown))

    def _snippet(self, line: Line) -> None:
        span = self._sources.span(line.number, 1, len(line.text))
        block = self._snippets.block(line, self._file, span)
        if block is None:
            self._sheet.ignored["code from files (`<<<`)"] += 1
            return
        self._sheet.put("", line.number)
        if above := self._clicks.code():
            self._sheet.block(above, line.number)
        self._code.write(block)
        self._sheet.put("", line.number)


def _groups(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield stretches of lines of one kind: code, comments, style sheets, scripts, text."""
    group: list[Line] = []
    kind = ""
    closes = ""
    for line in lines:
        now = kind if closes else _kind(line)
        match = None if closes or line.code else _ELEMENT.match(line.text)
        if now != kind or match or now == "comment":
            if group:
                yield kind, group
            group = []
        if match:
            closes = f"</{match[1].lower()}"
        group.append(replace(line, text=_scoped(line.text)) if match else line)
        kind = now
        if closes and closes in line.text.lower():
            closes = ""
            yield kind, group
            group, kind = [], ""
    if group:
        yield kind, group


def _kind(line: Line) -> str:
    if line.code:
        return "raw" if line.lang else "code"
    if "\n" in line.text:
        return "comment"
    match = _ELEMENT.match(line.text)
    if match:
        return "script" if match[1].lower() == "script" else "raw"
    return "text"


def _scoped(text: str) -> str:
    """Return the opening of a style sheet, which in Slidev is about its slide alone."""
    if re.search(r"<style\b[^<>]*\bscoped\b", text, re.IGNORECASE):
        return text
    return re.sub(r"<style\b", "<style scoped", text, count=1, flags=re.IGNORECASE)
