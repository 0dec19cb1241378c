"""By what a deck shows for whom it was written.

Each sign is looked for once. What several tools know (`Note:`) weighs little; what only one has
(`. . .`) weighs much. A needle that a text lacks spares the search.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mdvid.deck.dialect import names_quarto
from mdvid.deck.dialects.lines import read_lines
from mdvid.deck.model import Dialect, FrontMatter, Setting

ENOUGH = 2
"""What the signs of a dialect must weigh together."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that decks of a dialect have."""

    dialect: Dialect
    weight: int
    what: str
    needles: tuple[str, ...]
    """The text has one of them, else there is no need to look."""
    pattern: str
    """Of the whole text without its code; `^` and `$` are those of a line."""
    shared: bool = False
    """Whatever the dialect, it is read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sign, and where it is."""

    sign: Sign
    line: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """For whom a deck was written, what says so, and what says otherwise."""

    dialect: Dialect
    reason: str
    against: tuple[Found, ...]


_DIV = r"^:{3,}[ \t]*(?:\{[^{}\n]*)?\.?"

_SIGNS = (
    Sign(
        Dialect.MARP,
        3,
        "directives of Marp",
        ("<!--",),
        r"^<!--\s*_?(?:class|paginate|backgroundColor|backgroundImage|color|header|footer"
        r"|headingDivider)\s*:",
    ),
    Sign(Dialect.MARP, 3, "background pictures of Marp", ("![bg",), r"!\[bg\b"),
    Sign(
        Dialect.REVEAL,
        3,
        "`.slide:` and `.element:` comments",
        (".slide:", ".element:"),
        r"<!--\s*\.(?:slide|element):",
    ),
    Sign(Dialect.REVEAL, 2, '`<aside class="notes">`', ("<aside",), r"^\s*<aside class=[\"']notes"),
    Sign(Dialect.REVEAL, 1, "vertical slides", ("\n----",), r"^----[ \t]*$", shared=True),
    Sign(Dialect.REVEAL, 1, "`Note:`", ("\nNote", "\nnote"), r"^[Nn]otes?:", shared=True),
    Sign(Dialect.REMARK, 2, "`???` before the notes", ("???",), r"^\?\?\?[ \t]*$", shared=True),
    Sign(Dialect.REMARK, 2, "`--` between the parts of a slide", ("\n--",), r"^\n--[ \t]*\n"),
    Sign(
        Dialect.REMARK,
        2,
        "properties at the top of slides",
        ("class:", "name:", "template:", "background-image:", "layout:"),
        r"(?:\A|^---[ \t]*\n)\s*(?:(?:class|name|template|background-image|count|exclude)[ \t]*:"
        r"|layout:[ \t]*(?:true|false))[^\n]*\n(?:[\w-]+:[^\n]*\n)*(?![\w-]+:|---)",
    ),
    Sign(Dialect.REMARK, 2, "`.class[...]`", ("[",), r"^\.[a-z][\w.-]*\["),
    Sign(Dialect.PANDOC, 3, "pauses `. . .`", (". . .",), r"^\. \. \.[ \t]*$", shared=True),
    Sign(Dialect.PANDOC, 2, "`::: notes`", (":::",), rf"{_DIV}notes?\b", shared=True),
    Sign(
        Dialect.PANDOC,
        3,
        "fenced divs",
        (":::",),
        rf"{_DIV}(?:columns?|incremental|nonincremental|fragment|incremental)\b",
    ),
    Sign(Dialect.QUARTO, 3, "callouts of Quarto", ("callout-",), rf"{_DIV}callout-"),
    Sign(Dialect.QUARTO, 3, "shortcodes of Quarto", ("{{<",), r"^\{\{< "),
    Sign(Dialect.DECKSET, 2, "notes after `^`", ("\n^",), r"^\^ ?[^\s^]", shared=True),
    Sign(Dialect.DECKSET, 3, "commands such as `[.footer: ]`", ("[.",), r"^\[\.[a-z-]+(?:: .*)?\]"),
    Sign(Dialect.DECKSET, 3, "headings with `[fit]`", ("[fit]",), r"^#{1,6} *\[fit\]"),
    Sign(
        Dialect.DECKSET,
        3,
        "settings in its first lines",
        ("slidenumbers:", "build-lists:", "autoscale:", "slide-dividers:"),
        r"\A\s*(?:[a-z-]+:[^\n]*\n)*(?:slidenumbers|build-lists|autoscale|slide-dividers):",
    ),
    Sign(
        Dialect.DECKSET,
        1,
        "pictures at one side",
        ("![left", "![right", "![inline", "![fit"),
        r"^!\[(?:left|right|inline|fit)\b[^\]]*\]\(",
    ),
    Sign(
        Dialect.PANDOC,
        1,
        "attributes of headings",
        ("{.", "{#", "{background", "{visibility"),
        r"^#{1,6} .*\{(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}[ \t]*$",
    ),
)

_KEYS: Mapping[str, tuple[Dialect, int]] = {
    "paginate": (Dialect.MARP, 3),
    "headingDivider": (Dialect.MARP, 3),
    "backgroundColor": (Dialect.MARP, 3),
    "class": (Dialect.MARP, 2),
    "header": (Dialect.MARP, 2),
    "footer": (Dialect.MARP, 2),
    "revealOptions": (Dialect.REVEAL, 3),
    "verticalSeparator": (Dialect.REVEAL, 3),
    "separator": (Dialect.REVEAL, 2),
    "slide-level": (Dialect.PANDOC, 3),
    "revealjs-url": (Dialect.PANDOC, 3),
    "aspectratio": (Dialect.PANDOC, 3),
    "slidenumbers": (Dialect.DECKSET, 3),
    "build-lists": (Dialect.DECKSET, 3),
    "autoscale": (Dialect.DECKSET, 3),
    "incremental": (Dialect.PANDOC, 3),
}


def weigh(lines: Sequence[str], front_matter: FrontMatter) -> Verdict | None:
    """Return the verdict if the signs of some tool other than Marp weigh enough."""
    found = tuple(_found(lines, front_matter.body_line))
    named = tuple(_named(front_matter.settings))
    weights: Counter[Dialect] = Counter()
    for hit in found:
        weights[hit.sign.dialect] += hit.sign.weight
    for _, dialect, weight in named:
        weights[dialect] += weight
    if weights[Dialect.QUARTO]:
        # Quarto reads all that Pandoc reads.
        weights[Dialect.QUARTO] += weights.pop(Dialect.PANDOC, 0)
    dialect, weight = max(weights.items(), key=lambda item: item[1], default=(Dialect.MARP, 0))
    if dialect is Dialect.MARP or weight < max(ENOUGH, weights[Dialect.MARP] + 1):
        return None
    return Verdict(dialect, _reason(dialect, named, found), tuple(_against(dialect, found)))


def _named(settings: Mapping[str, Setting]) -> Iterator[tuple[str, Dialect, int]]:
    """Return the keys of the front matter that say something, what, and how much it weighs."""
    for key, setting in settings.items():
        if key == "format" and names_quarto(setting.value):
            yield key, Dialect.QUARTO, 3
        elif key.startswith("_"):
            yield key, Dialect.MARP, 3
        elif key in _KEYS:
            yield key, *_KEYS[key]


def _family(dialect: Dialect) -> Dialect:
    return Dialect.PANDOC if dialect is Dialect.QUARTO else dialect


def _reason(
    dialect: Dialect, named: Collection[tuple[str, Dialect, int]], found: Collection[Found]
) -> str:
    for key, said, _ in named:
        if said is dialect:
            return f"it has `{key}:` in the front matter"
    signs = [hit.sign for hit in found if _family(hit.sign.dialect) is _family(dialect)]
    return f"it has {max(signs, key=lambda sign: sign.weight).what}"


def _against(dialect: Dialect, found: Collection[Found]) -> Iterator[Found]:
    return (
        hit
        for hit in found
        if _family(hit.sign.dialect) is not _family(dialect) and not hit.sign.shared
    )


def _found(lines: Sequence[str], first: int) -> Iterator[Found]:
    whole = "\n" + "\n".join(lines[first - 1 :])
    candidates = [sign for sign in _SIGNS if any(needle in whole for needle in sign.needles)]
    if not candidates:
        return
    text = [""] * (len(lines) - first + 1)
    for line in read_lines(lines, first):
        if not line.code:
            # Of a long comment the first line says what it is.
            text[line.number - first] = line.text.split("\n", 1)[0]
    plain = "\n".join(text)
    for sign in candidates:
        match = re.search(sign.pattern, plain, re.MULTILINE)
        if match:
            skipped = len(match[0]) - len(match[0].lstrip("\n"))
            yield Found(sign, first + plain.count("\n", 0, match.start() + skipped))
