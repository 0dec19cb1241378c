"""`Alice: Hello.`: names of speakers where a line begins.

Only a name that the deck has given a voice is one: `Note:` and `Example:` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from mdvid.diagnostics import Severity, is_slip
from mdvid.speech.directions import Direction, DirectionKind, Reading

_LINE = r"^(?:[ \t>]|[-*+](?=[ ])|\d{1,3}[.)](?=[ ]))*"
"""What Markdown may put before the text of a line."""

_PREFIX = r"(?P<bold>\*\*|__|\*|_|)(?P<name>%s)(?:(?P=bold)[ ]?:|:(?P=bold))(?=\s|$)"
_ANY_NAME = r"[^\W\d_](?:[^\W_]|[ .'’-]){2,40}?"

_ONE_WORD = re.compile(r"[^\W\d_][\w’'-]{1,20}")
"""With a capital, in a talk of several, it is more likely a speaker who was forgotten than not."""

_SHORTEST_SLIP = 4
"""Letters: nearly every shorter word is one letter away from another word."""


@lru_cache(maxsize=8)
def _prefix(names: frozenset[str]) -> re.Pattern[str]:
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = _LINE + "(?P<all>" + _PREFIX % f"{known}|{_ANY_NAME}" + ")"
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def find_speakers(text: str, names: Collection[str]) -> Iterator[tuple[tuple[int, int], Reading]]:
    """Yield where speakers are named, and who; what is nearly one of `names` is a problem."""
    if not names:
        return
    folded = {name.casefold(): name for name in names}
    found = list(_prefix(frozenset(names)).finditer(text))
    dialogue = any(match["name"].casefold() in folded for match in found)
    for match in found:
        written = match["name"]
        name = folded.get(written.casefold())
        if name is not None:
            direction = Direction(kind=DirectionKind.SPEAKER, speaker=name)
            yield match.span("all"), Reading(direction=direction)
        elif near := _near(written, names):
            yield match.span("all"), _slip(written, near)
        elif dialogue and written[0].isupper() and _ONE_WORD.fullmatch(written):
            yield match.span("all"), _stranger(written)


def _near(written: str, names: Collection[str]) -> str:
    lower = written.casefold()
    return next((n for n in names if len(n) >= _SHORTEST_SLIP and is_slip(lower, n.casefold())), "")


def _stranger(written: str) -> Reading:
    return Reading(
        severity=Severity.WARNING,
        message=f"`voices` has no speaker `{written}`: the name is read aloud",
        hint=f"write `{written}: espeak:en-gb` under `voices:`; if it is text, put a backslash"
        " before the colon",
        kept=True,
    )


def _slip(written: str, near: str) -> Reading:
    return Reading(
        severity=Severity.ERROR,
        message=f"`voices` has no speaker `{written}`",
        hint=f"did you mean `{near}:`? to have it read aloud, put a backslash before the colon",
    )
