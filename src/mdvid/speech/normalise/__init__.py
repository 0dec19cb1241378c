"""Written text to spoken text, with the place of every written word in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from mdvid.speech.lexicon import Lexicon
from mdvid.speech.normalise import (
    abbreviations,
    acronyms,
    english,
    german,
    numbers,
    spanish,
    symbols,
    units,
    web,
)
from mdvid.speech.normalise.base import Group, Piece, Rule, Spoken, rewrite, speak
from mdvid.speech.normalise.language import Language

_LANGUAGES: dict[str, tuple[Language, tuple[Group, ...]]] = {
    "en": (english.ENGLISH, english.FIRST),
    "de": (german.GERMAN, german.FIRST),
    "es": (spanish.SPANISH, spanish.FIRST),
}
"""Each with the rules that are its own, and run before the shared ones."""


def normalise(
    text: str, *, lang: str, lexicon: Lexicon, code: Sequence[tuple[int, int]] = ()
) -> Spoken:
    """Return how one sentence is said.

    Words of `text` are separated by single spaces; `code` are the stretches that are code. In
    languages without rules of their own only the lexicon and unsayable characters are seen to.
    """
    primary = lang.partition("-")[0].lower()
    known = _LANGUAGES.get(primary)
    pieces = rewrite(text, _lexicon_group(lexicon))
    if known is not None and code:
        taken = web.code_pieces(text, code, known[0])
        pieces += [one for one in taken if not any(_overlap(one, other) for other in pieces)]
    return speak(text, rewrite(text, _groups(primary), pieces))


@cache
def _groups(primary: str) -> tuple[Group, ...]:
    known = _LANGUAGES.get(primary)
    if known is None:
        return symbols.cleaning()
    language, first = known
    return (
        *web.rules(language),
        *first,
        *abbreviations.rules(language),
        numbers.versions(language),
        numbers.ranges(language),
        *units.rules(language),
        numbers.roman(language),
        *acronyms.rules(language),
        *numbers.rules(language),
        *symbols.rules(language),
        *symbols.cleaning(),
    )


def _lexicon_group(lexicon: Lexicon) -> tuple[Group, ...]:
    pattern = lexicon.pattern
    if pattern is None:
        return ()
    return (Group(pattern, (Rule(pattern, lambda match: lexicon.find(match[0])),)),)


def _overlap(one: Piece, other: Piece) -> bool:
    return one.start < other.end and other.start < one.end
