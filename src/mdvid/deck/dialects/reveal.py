"""reveal.js Markdown, as reveal-md and reveal's own plugin read it.

Horizontal slides are divided by `---`, vertical ones by `----`; `Note:` begins the notes, which
go to the end of the slide; `<!-- .slide: ... -->` and `<!-- .element: ... -->` set attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mdvid.deck.dialects.attributes import directive_of
from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.model import Setting

NOTES = "`Note:`"

_SLIDE = re.compile(r"<!--\s*\.slide:(.*?)-->", re.DOTALL)
_ELEMENT = re.compile(r"\s*<!--\s*\.element:(.*?)-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_NOTE = re.compile(r"\s*notes?:[ \t]*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*<aside class=[\"']notes[\"']>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LIST_ITEM = re.compile(r"\s*(?:[*+-]|\d{1,9}[.)])\s")
_ONLY_IMAGE = re.compile(r"(\s*!\[[^\]]*\]\([^()]*\))\s*$")
_FRAGMENT = re.compile(
    r"<([a-z]\w*)(?=\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\bclass=[\"'](?:[^\"']*\s)?fragment[\s\"'])",
    re.IGNORECASE,
)
"""An element of HTML that comes with a step of its own."""
_EDGES = re.compile(r"\^|\$|\\r\?\\n|\\r|\\n|\s")
_PLAIN = re.compile(r"[\w<>!=+/*~ -]+\Z")


def rewrite(lines: Iterator[Line], settings: Mapping[str, Setting], sheet: Sheet) -> None:
    """Write the deck in our conventions."""
    rulers = {
        _separator(settings, "separator", "---", sheet),
        _separator(settings, "verticalSeparator", "----", sheet),
    }
    slide: list[Line] = []
    slides = [(1, slide)]
    for line in lines:
        if not line.code and line.text.strip() in rulers:
            slide = []
            slides.append((line.number, slide))
        else:
            slide.append(line)
    first = True
    for at, content in slides:
        attributes = _slide_attributes(content)
        if attributes.get("data-visibility") == "hidden":
            sheet.ignored["hidden slides"] += 1
            continue
        if not first:
            sheet.slide(at)
        first = False
        _set(attributes, next((line.number for line in content if not line.blank), at), sheet)
        _write(content, sheet)


def _separator(settings: Mapping[str, Setting], key: str, usual: str, sheet: Sheet) -> str:
    """Return the line that divides slides; a pattern is read if it is nothing but a line."""
    value = settings[key].value if key in settings else None
    if not isinstance(value, str):
        return usual
    text = _EDGES.sub("", value)
    if text and _PLAIN.match(text):
        return text
    sheet.ignored[f"the pattern of `{key}`"] += 1
    return usual


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(text)
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in found}


def _slide_attributes(lines: list[Line]) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for line in lines:
        for match in () if line.code else _SLIDE.finditer(line.text):
            attributes |= _attributes(match[1])
    return attributes


def _set(attributes: dict[str, str], at: int, sheet: Sheet) -> None:
    for name, value in attributes.items():
        directive = _directive(name, value)
        if name == "id":
            continue  # for links, which nobody can follow in a video
        if directive is None:
            sheet.ignored[f"`{name}`"] += 1
        else:
            sheet.directive(f"_{directive[0]}", directive[1], at)


def _directive(name: str, value: str) -> tuple[str, str] | None:
    if name == "class":
        return name, value
    return directive_of(name.removeprefix("data-"), value) if name.startswith("data-") else None


def _write(lines: list[Line], sheet: Sheet) -> None:
    """Write a slide, and its notes behind it."""
    notes: list[Line] = []
    aside = False
    whole = _comes_item_by_item(lines)
    for index, line in enumerate(lines):
        if aside or (not line.code and _ASIDE.match(line.text)):
            notes.append(Line(line.number, _TAG.sub("", line.text)))
            aside = "</aside>" not in line.text
        elif not line.code and (match := _NOTE.match(line.text)):
            notes.append(Line(line.number, line.text[match.end() :]))
            notes += lines[index + 1 :]
            break
        else:
            _body(line, sheet, whole=whole)
    sheet.notes(notes)


def _comes_item_by_item(lines: list[Line]) -> bool:
    """Tell whether every item of a list is a fragment."""
    items = [line.text for line in lines if not line.code and _LIST_ITEM.match(line.text)]
    return all(_is_fragment(text) for text in items)


def _is_fragment(text: str) -> bool:
    match = _ELEMENT.search(text)
    return match is not None and "fragment" in _attributes(match[1]).get("class", "").split()


def _body(line: Line, sheet: Sheet, *, whole: bool) -> None:
    if line.code:
        sheet.body(line)
        return
    text = _FRAGMENT.sub(r'<\1 data-step="+"', _SLIDE.sub("", line.text))
    match = _ELEMENT.search(text)
    if match:
        plain = _ELEMENT.sub("", text)
        fragment = _is_fragment(text)
        items = whole and bool(_LIST_ITEM.match(plain))
        if fragment and not items:
            sheet.step(line.number)
        plain = _with_attributes(plain, _attributes(match[1]), sheet)
        sheet.body(Line(line.number, plain), steps=fragment and items)
    elif text.strip() or line.blank:
        sheet.body(Line(line.number, text))


def _with_attributes(text: str, attributes: dict[str, str], sheet: Sheet) -> str:
    """Return a line with the classes that it can have, those of a picture."""
    classes = attributes.pop("class", "").split()
    styled = [name for name in classes if name != "fragment"]
    image = _ONLY_IMAGE.match(text)
    if image and styled:
        text = image[1] + "{" + " ".join(f".{name}" for name in styled) + "}"
    elif styled:
        sheet.ignored["classes of elements"] += 1
    for name in attributes:
        sheet.ignored[f"`{name}` of elements"] += 1
    return text
