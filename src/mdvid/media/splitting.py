"""Splitting speech into captions at sense: the cheapest way through all places to break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mdvid.media.clock import samples_of
from mdvid.media.pieces import LINE, Piece

SHORTEST = samples_of(833)
"""Five sixths of a second: less cannot be read."""
LONGEST = samples_of(7000)

_SENTENCE_END = ".!?…。！？"
_CLAUSE_END = ",;:–—、，；：)"
_CLAUSE_WORDS = """
and or but so because that which who when where while if than as
und oder aber denn weil dass wenn als ob sondern
y o pero porque que cuando donde mientras si aunque como sino
et ou mais car parce que qui quand si donc
"""
"""They begin a clause, in English, German, Spanish and French."""

_TIED_WORDS = """
a an the of to in on at by for with from is are was its their your
ein eine einen der die das den dem des zu im am von mit für auf
el la los las un una unos unas de del al en con por para su sus
le les des du au aux une dans sur avec pour
"""
"""They belong to the word that follows."""

_CLAUSES = frozenset(_CLAUSE_WORDS.split())
_TIED = frozenset(_TIED_WORDS.split())

_EACH = 100
_AWKWARD = 60
_TWO_SENTENCES = 160
"""More than a caption more costs, less than one too short to read."""
_FLASH = 240
_TOO_LONG = 100_000


def split(run: Sequence[Piece]) -> list[list[Piece]]:
    """Return `run`, cut into captions of at most two lines; each is shown 7 s at most if it can.

    Optimal over all cuts (shortest path, left to right): few captions, ends at sentences and
    clauses, none too short to read.
    """
    best = [0]
    froms = [0]
    for stop in range(1, len(run) + 1):
        choices: list[tuple[int, int]] = []
        for start in range(stop - 1, -1, -1):
            caption = run[start:stop]
            if len(caption) > 1 and _width(caption) > 2 * LINE + 1:
                break
            if len(caption) == 1 or _line_break(caption) is not None:
                choices.append((best[start] + _cost(run, start, stop), start))
        cost, start = min(choices)
        best.append(cost)
        froms.append(start)
    cuts = [len(run)]
    while cuts[-1]:
        cuts.append(froms[cuts[-1]])
    cuts.reverse()
    return [list(run[a:b]) for a, b in pairwise(cuts)]


def lines(caption: Sequence[Piece]) -> tuple[str, ...]:
    """Return the one or two lines of a caption: balanced, broken at sense."""
    place = _line_break(caption)
    if not place:
        return (_text(caption),)
    return _text(caption[:place]), _text(caption[place:])


def _line_break(caption: Sequence[Piece]) -> int | None:
    """Return before which piece the second line begins, 0 for one line, None if it has no room."""
    total = _width(caption)
    if total <= LINE:
        return 0
    best: tuple[int, int] | None = None
    first = 0
    for place in range(1, len(caption)):
        before = caption[place - 1]
        first += before.width + (before.spaced and place > 1)
        second = total - first - caption[place].spaced
        if first <= LINE and second <= LINE:
            cost = abs(first - second) + 2 * _break_cost(before, caption[place]) // 3
            best = min(best or (cost, place), (cost, place))
    return best[1] if best else None


def _cost(run: Sequence[Piece], start: int, stop: int) -> int:
    caption = run[start:stop]
    cost = _EACH
    if stop < len(run):
        cost += _break_cost(run[stop - 1], run[stop])
    cost += sum(_TWO_SENTENCES for piece in caption[:-1] if piece.closes)
    length = caption[-1].end - caption[0].start
    if length < SHORTEST:
        cost += _FLASH
    if length > LONGEST and len(caption) > 1:
        cost += _TOO_LONG
    # Captions of one utterance should be about equally full.
    return cost + (2 * LINE - min(_width(caption), 2 * LINE)) ** 2 // 200


def _break_cost(before: Piece, after: Piece) -> int:
    if before.closes or before.text[-1] in _SENTENCE_END:
        return 0
    if before.text[-1] in _CLAUSE_END:
        return _AWKWARD // 4
    if before.text.casefold() in _TIED:
        return 2 * _AWKWARD
    if after.text.casefold() in _CLAUSES:
        return _AWKWARD // 2
    return _AWKWARD


def _width(caption: Sequence[Piece]) -> int:
    return sum(piece.width + piece.spaced for piece in caption) - caption[0].spaced


def _text(line: Sequence[Piece]) -> str:
    return "".join(" " * piece.spaced + piece.text for piece in line).strip()
