"""By what a deck shows for whom it was written.

Each sign is looked for once. What several tools know (`Note:`) weighs little; what only one has
(`. . .`) weighs much. A needle that a text lacks spares the search.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mdvid.deck.dialect import names_music, names_quarto, names_slidevs_theme
from mdvid.deck.dialects.lines import read_lines
from mdvid.deck.dialects.signs import KEYS, SIGNS, Sign
from mdvid.deck.model import Dialect, FrontMatter, Setting

ENOUGH = 2
"""What the signs of a dialect must weigh together."""


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
        elif key == "background" and names_music(setting.value):
            yield key, Dialect.NARAKEET, 3
        elif key == "theme" and names_slidevs_theme(setting.value):
            yield key, Dialect.SLIDEV, 3
        elif key.startswith("_"):
            yield key, Dialect.MARP, 3
        elif key in KEYS:
            yield key, *KEYS[key]


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
        if _family(hit.sign.dialect) is not _family(dialect)
        and not hit.sign.shared
        and hit.sign.also is not dialect
    )


def _found(lines: Sequence[str], first: int) -> Iterator[Found]:
    whole = "\n" + "\n".join(lines[first - 1 :])
    candidates = [sign for sign in SIGNS if any(needle in whole for needle in sign.needles)]
    if not candidates:
        return
    text = [""] * (len(lines) - first + 1)
    opening = list(text)
    in_code = False
    for line in read_lines(lines, first):
        if line.code and not in_code:
            opening[line.number - first] = line.text
        elif not line.code:
            # Of a long comment the first line says what it is.
            text[line.number - first] = line.text.split("\n", 1)[0]
        in_code = line.code
    plain, fences = "\n".join(text), "\n".join(opening)
    for sign in candidates:
        where = fences if sign.fences else plain
        match = re.search(sign.pattern, where, re.MULTILINE)
        if match:
            skipped = len(match[0]) - len(match[0].lstrip("\n"))
            yield Found(sign, first + where.count("\n", 0, match.start() + skipped))
