"""Written text to spoken text, with the place of every written word in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from mdvid.speech.lexicon import Lexicon
from mdvid.speech.normalise import (
    abbreviations,
    acronyms,
    codes,
    maths,
    numbers,
    symbols,
    units,
    web,
)
from mdvid.speech.normalise.base import Group, Piece, Rule, Spoken, rewrite, speak
from mdvid.speech.normalise.language import Language

SPELLED_OUT = ("de", "en", "es", "fr")
"""Languages with rules of their own."""


def normalise(
    text: str, *, lang: str, lexicon: Lexicon, code: Sequence[tuple[int, int]] = ()
) -> Spoken:
    """Return how one sentence is said.

    Words of `text` are separated by single spaces; `code` are the stretches that are code. In
    languages without rules of their own only the lexicon and unsayable characters are seen to.
    """
    primary = lang.partition("-")[0].lower()
    known = _language(primary)
    pieces = rewrite(text, _lexicon_group(lexicon))
    if known is not None and code:
        taken = web.code_pieces(text, code, known[0])
        pieces += [one for one in taken if not any(_overlap(one, other) for other in pieces)]
    return speak(text, rewrite(text, _groups(primary), pieces))


def _language(primary: str) -> tuple[Language, tuple[Group, ...]] | None:
    """Return a language with the rules that are its own, and run before the shared ones."""
    # A deck has one language, as a rule: the tables of the others stay on the disk.
    match primary:
        case "en":
            from mdvid.speech.normalise import english

            return english.ENGLISH, english.FIRST
        case "de":
            from mdvid.speech.normalise import german

            return german.GERMAN, german.FIRST
        case "es":
            from mdvid.speech.normalise import spanish

            return spanish.SPANISH, spanish.FIRST
        case "fr":
            from mdvid.speech.normalise import french

            return french.FRENCH, french.FIRST
        case _:
            return None


@cache
def _groups(primary: str) -> tuple[Group, ...]:
    known = _language(primary)
    if known is None:
        return symbols.cleaning()
    language, first = known
    return (
        *web.rules(language),
        *first,
        *codes.rules(language),
        *abbreviations.rules(language),
        numbers.versions(language),
        numbers.ranges(language),
        maths.rules(language),
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
    found = Rule(pattern.pattern, lambda match: lexicon.find(match[0]), pattern.flags)
    return (Group(pattern, (found,)),)


def _overlap(one: Piece, other: Piece) -> bool:
    return one.start < other.end and other.start < one.end
