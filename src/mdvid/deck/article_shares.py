"""Which pieces of an article's section share a slide."""

from __future__ import annotations

from mdvid.deck.article_pieces import Block, fitting, pack
from mdvid.deck.article_room import GAP, room
from mdvid.deck.model import Capacity

_SPARSE = 0.35
"""A slide of a section that is filled less than that looks forgotten."""


def shows(block: Block) -> bool:
    """Tell whether there is anything of a block to see."""
    return block[0].type not in {"comment", "style", "notes"}


def shared_out(pieces: list[Block], capacity: Capacity, limit: float) -> list[list[Block]]:
    """Return the pieces of each slide; texts are cut rather than a slide left nearly empty."""
    groups, fills = _packed(pieces, capacity, limit)
    if len(groups) > 1 and min(fills) < _SPARSE * limit:
        share = max(2.0, sum(fills) / len(groups))
        smaller = [
            cut
            for piece in pieces
            for cut in ([piece] if _is_code(piece) else fitting(piece, capacity, share))
        ]
        finer, _ = _packed(smaller, capacity, limit)
        if len(finer) == len(groups):
            return finer
    return groups


def _packed(
    pieces: list[Block], capacity: Capacity, limit: float
) -> tuple[list[list[Block]], list[float]]:
    """Return the pieces of each slide in order, and how many lines each slide fills."""
    units = _units(pieces, capacity, limit + GAP)
    sizes = [sum(_size(piece, capacity) for piece in unit) for unit in units]
    groups = pack(sizes, limit + GAP)
    shares = [[piece for i in group for piece in units[i]] for group in groups]
    return shares, [sum(sizes[i] for i in group) for group in groups]


def _units(pieces: list[Block], capacity: Capacity, most: float) -> list[list[Block]]:
    """Join code, which is not read aloud, to the text before it, else to the text after it.

    Two pieces whose sizes are more than `most` together stay apart.
    """
    units: list[list[Block]] = []
    for piece in pieces:
        last = units[-1] if units else []
        shown = [block for block in last if shows(block)]
        introduced = _is_code(piece) and any(not _is_code(block) for block in shown[-1:])
        explains = piece[0].type == "paragraph_open" and bool(shown) and all(map(_is_code, shown))
        size = sum(_size(block, capacity) for block in (*last, piece))
        if (introduced or explains) and size <= most:
            last.append(piece)
        elif introduced and (halves := _halves(last[-1], piece, capacity, most)):
            last[-1] = halves[0]
            units.append([halves[1], piece])
        else:
            units.append([piece])
    return units


def _halves(text: Block, code: Block, capacity: Capacity, most: float) -> list[Block]:
    """Return a paragraph cut in two, so that its end has room beside the code; else nothing."""
    left = most - _size(code, capacity) - GAP
    if text[0].type != "paragraph_open" or left < 1:
        return []
    halves = fitting(text, capacity, left)
    return halves if len(halves) == 2 else []  # noqa: PLR2004  # more would be a text in shreds


def _is_code(piece: Block) -> bool:
    return piece[0].type in {"fence", "code_block"}


def _size(piece: Block, capacity: Capacity) -> float:
    return room(piece, capacity) + GAP if shows(piece) else 0.0
