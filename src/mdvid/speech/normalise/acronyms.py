"""Acronyms: spelled out, or said as the word that people say."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, rule
from mdvid.speech.normalise.language import Language

LONGEST_SPELLED = 5
"""Letters; what is longer and in capitals is a word that is shouted."""

SHORTEST_WORD = 4
"""Letters; what is shorter is spelled even if it could be said."""

_CAPITALS = r"[^\W\d_a-zß-öø-ÿ]"
_VOWEL = "[AEIOUYÄÖÜÁÉÍÓÚÀÂÈÊËÎÏÔÙÛ]"
_VOWELS = re.compile(_VOWEL)
_ACCENTED = "ÄÖÜÁÉÍÓÚÑÀÂÈÊËÎÏÔÙÛÇ"
_CONSONANTS = (
    "(?:[BCFGKP][LR]|[DT]R|S[CKLMNPTW]|[CST]H|CK|N[DGKNST]|M[MP]|R[DKMNST]|L[DKLMPT]|[CFPT]T|SS|FF|"
    "[B-DF-HJ-NP-TV-XZÑ])"
)
"""One consonant, or two that go together; "TEST" can be said, "MEVG" cannot."""

_SAYABLE = re.compile(rf"{_CONSONANTS}?(?:{_VOWEL}{{1,2}}{_CONSONANTS})+{_VOWEL}?")


def say_letters(letters: str, language: Language) -> str:
    """Return letters by their names."""
    return " ".join(language.letters.get(letter, letter) for letter in letters.upper())


def say_acronym(written: str, language: Language) -> str:
    """Return how a word in capitals is said."""
    known = language.acronyms.get(written)
    if known is not None:
        return known
    is_long = len(written) > LONGEST_SPELLED and _VOWELS.search(written)
    sayable = len(written) >= SHORTEST_WORD and _SAYABLE.fullmatch(written)
    if written in language.shouted or is_long or sayable:
        return written.lower()
    return say_letters(written, language)


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rules for words in capitals, and for known names in mixed case."""
    named = "|".join(re.escape(name) for name in sorted(language.acronyms, key=len, reverse=True))
    capitals = rf"[A-Z{_ACCENTED}].?[A-Z{_ACCENTED}]|&"
    odd = [re.escape(name) for name in language.acronyms if not re.search(capitals, name)]
    return (
        Group(
            re.compile("|".join([capitals, *odd])),
            (
                rule(rf"(?<![\w])(?:{named})(?!\w)", lambda m: language.acronyms[m[0]]),
                rule(
                    rf"(?<!\w)(?:{_CAPITALS}\.){{2,}}",
                    lambda m: (
                        say_letters(m[0].replace(".", ""), language)
                        + ("." if m.end() == len(m.string) else "")
                    ),
                ),
                rule(
                    rf"(?<![\w])(?P<w>{_CAPITALS}{{2,}})(?P<s>'?s)?(?!\w)",
                    lambda m: _plural(say_acronym(m["w"], language), m["s"], language),
                ),
            ),
        ),
    )


def _plural(words: str, ending: str | None, language: Language) -> str:
    if not ending:
        return words
    # "A P I's" is what every voice says as the plural of API.
    return words + language.plural_letters if words[-1].isupper() else f"{words}{ending}"
