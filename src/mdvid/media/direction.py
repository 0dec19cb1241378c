"""Which way a text runs (UAX #9), and what keeps its punctuation on the right side of it.

A line of Arabic or Hebrew is stored in the order in which it is read. Most players take it for a
line that runs from left to right unless they are told: then its full stop jumps to the wrong end.
"""

from __future__ import annotations

import unicodedata

_EMBEDDED, _POP = "\u202b", "\u202c"

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def runs_right_to_left(text: str) -> bool:
    """Tell whether most letters of a text are of a script that runs from right to left."""
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(character) for character in text]
    return sum(kind in _RIGHT_TO_LEFT for kind in kinds) > kinds.count("L")


def embedded(line: str, *, right_to_left: bool) -> str:
    """Return a line for players that know no direction: between RLE and PDF (UAX #9, 2.2).

    Not between the newer isolates: old players show those as boxes.
    """
    return f"{_EMBEDDED}{line}{_POP}" if right_to_left else line


def begins_wrongly(line: str) -> bool:
    """Tell whether the first letter of a line makes players that look at it take it for Latin."""
    for character in line:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return True
        if kind in _RIGHT_TO_LEFT:
            return False
    return False
