"""Blocks that are too long for one slide, cut where a reader would not mind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from markdown_it.token import Token

from mdvid.deck.article_room import room, width
from mdvid.deck.model import Capacity
from mdvid.deck.narrate import blocks, inline_text

Block = list[Token]

_POINT = 120
"""Characters; what is longer is a text, not a point."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[^\sa-zà-ÿа-я])|[。！？]+[」』）]*")
_CLAUSE_END = re.compile(r"[,;:–—]\s+|[、，；]")
_WORD_END = re.compile(r"\s+")
_LONGEST_SHORT = 12
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-zÀ-ÿ]|[A-Z][a-z]?|Mrs?|Drs?|Sra?|Prof|St|vs|etc|ej|cf|approx|ca|bzw|z\.\s?B|"
    r"d\.\s?h|e\.g|i\.e|p|pp|pág|núm|fig|No|Nr|Abs|Art|Inc|Ltd|Jr)\.\s*\Z"
)


def fitting(block: Block, capacity: Capacity, limit: float) -> list[Block]:
    """Return the block, cut into pieces of about equal size that are at most `limit` lines."""
    if room(block, capacity) <= limit and not _is_lone_prose(block):
        return [block]
    cutter = _CUTTERS.get(block[0].type)
    return cutter(block, capacity, limit) if cutter else [block]


def _is_lone_prose(block: Block) -> bool:
    """Tell whether a list has but one item, and that is a text rather than a point."""
    if block[0].type not in {"bullet_list_open", "ordered_list_open"}:
        return False
    inner = [token for token in block if token.type == "inline"]
    return len(inner) == 1 and width(inner[0].content) > _POINT


def _paragraph(block: Block, capacity: Capacity, limit: float) -> list[Block]:
    opening, inline, closing = block[0], block[1], block[-1]
    most = int(limit) * capacity.columns / 1.04
    runs = list(_runs(inline.children or []))
    groups = _even(runs, lambda run: width(inline_text(run)), most)
    return [
        [opening, inline.copy(children=_trimmed(group), content=inline_text(group)), closing]
        for group in groups
    ]


def _runs(children: list[Token]) -> Iterator[list[Token]]:
    """Return stretches of inline tokens: sentences, or less where one is very long."""
    for pattern, longest in ((_SENTENCE_END, 400), (_CLAUSE_END, 200), (_WORD_END, 0)):
        runs = list(_cut(children, pattern))
        if longest == 0 or all(width(inline_text(run)) <= longest for run in runs):
            yield from runs
            return


def _cut(children: list[Token], pattern: re.Pattern[str]) -> Iterator[list[Token]]:
    """Cut at matches in text that is in no markup."""
    run: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting
        if child.type != "text" or depth:
            run.append(child)
            continue
        begin = 0
        for match in pattern.finditer(child.content):
            word = child.content[max(begin, match.end() - _LONGEST_SHORT) : match.end()]
            if pattern is _SENTENCE_END and _ABBREVIATION.search(word):
                continue
            yield [*run, child.copy(content=child.content[begin : match.end()])]
            run, begin = [], match.end()
        if begin < len(child.content):
            run.append(child.copy(content=child.content[begin:]))
    if run:
        yield run


def _trimmed(runs: list[Token]) -> list[Token]:
    tokens = list(runs)
    while tokens and tokens[0].type in {"softbreak", "hardbreak"}:
        tokens.pop(0)
    while tokens and tokens[-1].type in {"softbreak", "hardbreak"}:
        tokens.pop()
    return tokens


def _even(runs: list[list[Token]], size: Callable[[list[Token]], int], most: float) -> list[Block]:
    """Join runs to as few groups as possible, none larger than `most`, all about the same."""
    sizes = [size(run) for run in runs]
    groups = pack(sizes, most)
    return [[token for i in group for token in runs[i]] for group in groups]


def pack(sizes: list[float] | list[int], most: float) -> list[list[int]]:
    """Return indexes in order, in as few groups within `most` as possible, evenly filled.

    Something larger than `most` is a group of its own.
    """
    wanted = len(_greedy(sizes, most))
    low, high = 0.0, most
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_greedy(sizes, middle)) <= wanted else (middle, high)
    return _greedy(sizes, high)


def _greedy(sizes: list[float] | list[int], most: float) -> list[list[int]]:
    groups: list[list[int]] = []
    filled = math.inf
    for index, size in enumerate(sizes):
        if filled + size > most:
            groups.append([])
            filled = 0.0
        groups[-1].append(index)
        filled += size
    return groups


def _list(block: Block, capacity: Capacity, limit: float) -> list[Block]:
    items = list(blocks(block[1:-1]))
    if len(items) == 1 or any(room(item, capacity) > limit for item in items):
        # Items as long as a slide are paragraphs with a dot before them.
        return [
            piece
            for item in items
            for inner in blocks(item[1:-1])
            for piece in fitting(_shown(inner), capacity, limit)
        ]
    groups = pack([room(item, capacity) for item in items], limit)
    pieces = []
    for group in groups:
        opening = block[0].copy(attrs=dict(block[0].attrs))
        if opening.type == "ordered_list_open":
            opening.attrs["start"] = int(opening.attrs.get("start", 1)) + group[0]
        pieces.append([opening, *(t for i in group for t in items[i]), block[-1]])
    return pieces


def _shown(block: Block) -> Block:
    """Return a list item's paragraph as one of its own (in tight lists they are hidden)."""
    if block[0].type != "paragraph_open":
        return block
    return [block[0].copy(hidden=False), *block[1:-1], block[-1].copy(hidden=False)]


def _quote(block: Block, capacity: Capacity, limit: float) -> list[Block]:
    narrower = Capacity(lines=capacity.lines, columns=max(20, capacity.columns - 4))
    return [
        [block[0], *piece, block[-1]]
        for inner in blocks(block[1:-1])
        for piece in fitting(inner, narrower, limit)
    ]


def _code(block: Block, _capacity: Capacity, limit: float) -> list[Block]:
    lines = block[0].content.rstrip("\n").split("\n")
    groups = pack([0.9] * len(lines), limit - 1)
    return [[block[0].copy(content="".join(lines[i] + "\n" for i in group))] for group in groups]


def _table(block: Block, _capacity: Capacity, limit: float) -> list[Block]:
    parts = list(blocks(block[1:-1]))
    head = [t for part in parts if part[0].type == "thead_open" for t in part]
    body = next((part for part in parts if part[0].type == "tbody_open"), None)
    if body is None:
        return [block]
    rows = list(blocks(body[1:-1]))
    groups = pack([1.35] * len(rows), limit - 1.35)
    return [
        [block[0], *head, body[0], *(t for i in group for t in rows[i]), body[-1], block[-1]]
        for group in groups
    ]


_CUTTERS: dict[str, Callable[[Block, Capacity, float], list[Block]]] = {
    "paragraph_open": _paragraph,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "blockquote_open": _quote,
    "fence": _code,
    "code_block": _code,
    "table_open": _table,
}
