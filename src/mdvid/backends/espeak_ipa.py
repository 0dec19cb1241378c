"""Words in the IPA for espeak-ng, which wants them in phoneme names of its own.

The names are those of espeak-ng 1.52 (`docs/phonemes.md` and the folder `phsource` of its
sources); what each sounds like in a voice, the library itself says, and a test asks it. They are
the same for all voices of a language: an accent says them in its own way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from mdvid.speech.ipa import sounds_of, words_in_ipa

_VOWELS = frozenset("aeiouæɑɒɔəɐɚɜɝɛʌɪʊ")
_CODA = "ɹ̯"
"""An `r` behind the vowel of its syllable."""
_STRESS = {"ˈ": "'", "ˌ": ","}

_CONSONANTS = {
    **{letter: letter for letter in "pbtdkcfvszhxmnljwq"},
    "ɡ": "g",
    "ɟ": "J",
    "ʔ": "?",
    "θ": "T",
    "ð": "D",
    "ʃ": "S",
    "ʒ": "Z",
    "ç": "C",
    "ʝ": "J^",
    "ɣ": "Q",
    "β": "B",
    "χ": "X",
    "ŋ": "N",
    "ɲ": "n^",
    "ʎ": "l^",
    "tʃ": "tS",
    "dʒ": "dZ",
    "m̩": "m-",
    "n̩": "n-",
    "l̩": "l-",
}

_ENGLISH = {
    **_CONSONANTS,
    "ɹ": "r",
    "r": "r",
    _CODA: "r-",
    "ɾ": "*",
    "ɫ": "L",
    "ʍ": "w#",
    "æ": "a",
    "a": "a",
    "ɑ": "A:",
    "ɑː": "A:",
    "ɒ": "0",
    "ɔ": "O:",
    "ɔː": "O:",
    "ə": "@",
    "ɐ": "@",
    "ɚ": "3",
    "ɜ": "3:",
    "ɜː": "3:",
    "ɝ": "3:",
    "ɝː": "3:",
    "ɛ": "E",
    "e": "E",
    "ʌ": "V",
    "ɪ": "I2",
    "ʊ": "U",
    "i": "i",
    "iː": "i:",
    "u": "u:",
    "uː": "u:",
    "aɪ": "aI",
    "aʊ": "aU",
    "eɪ": "eI",
    "oʊ": "oU",
    "əʊ": "oU",
    "o": "oU",
    "ɔɪ": "OI",
    "ɪə": "i@3",
    "iə": "i@",
    "eə": "e@",
    "ɛə": "e@",
    "ʊə": "U@",
}

_GERMAN = {
    **_CONSONANTS,
    "ts": "ts",
    "pf": "pF",
    "r": "r",
    "ʁ": "r",
    "ʀ": "r",
    "ɾ": "*",
    "a": "a",
    "aː": "A:",
    "ɑː": "A:",
    "ɐ": "3",
    "ə": "@",
    "e": "e",
    "eː": "e:",
    "ɛ": "E",
    "ɛː": "E:",
    "i": "i",
    "iː": "i:",
    "ɪ": "I",
    "o": "o",
    "oː": "o:",
    "ɔ": "O",
    "u": "u",
    "uː": "u:",
    "ʊ": "U",
    "y": "y:",
    "yː": "y:",
    "ʏ": "y",
    "ø": "Y:",
    "øː": "Y:",
    "œ": "W",
    "aɪ": "aI",
    "aʊ": "aU",
    "ɔʏ": "OY",
    "ɔɪ": "OY",
    "ɔø": "OY",
    "ɑ̃": "A~",
    "ɔ̃": "O~",
    "œ̃": "W~",
}

_SPANISH = {
    **_CONSONANTS,
    **{letter: letter for letter in "aeiou"},
    "r": "R",
    "ɾ": "*",
    "ɛ": "E",
    "ɔ": "O",
    "ʊ": "U",
    "aɪ": "aI",
    "ai": "aI",
    "aʊ": "aU",
    "au": "aU",
    "eɪ": "eI",
    "ei": "eI",
    "eʊ": "eU",
    "eu": "eU",
    "oɪ": "oI",
    "oi": "oI",
}

_FRENCH = {
    **_CONSONANTS,
    **{letter: letter for letter in "aeiouy"},
    "ʁ": "r",
    "r": "r",
    "ɥ": "j.",
    "ɑ": "a",
    "ə": "@",
    "ɛ": "E",
    "ø": "Y",
    "œ": "W",
    "ɔ": "O",
    "ɑ̃": "A~",
    "ɛ̃": "E~",
    "œ̃": "W~",
    "ɔ̃": "O~",
}

_NONE: Mapping[str, str] = {}
_TABLES: Mapping[str, Mapping[str, str]] = {
    "de": _GERMAN,
    "en": _ENGLISH,
    "es": _SPANISH,
    "fr": _FRENCH,
}

_VOICELESS = frozenset("ptkfθ")
_HISSING = frozenset({"s", "z", "ʃ", "ʒ", "tʃ", "dʒ"})
_GENITIVE = re.compile(r"['’]s\b")
_BRACKETS = str.maketrans(dict.fromkeys('[](){}"', " "))
_DOT = re.compile(r"\.(?=\s+[^\W\d_A-Z])")


def sounds(dictionary: str) -> Mapping[str, str]:
    """Return espeak-ng's names of the sounds that voices with a dictionary say; may be none."""
    return _TABLES.get(dictionary, _NONE)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as espeak-ng wants it, and where its parts come from."""

    text: str
    starts: tuple[int, ...]
    """Offsets in `text`, rising."""
    origins: tuple[int, ...]
    """The offset in the text that was given, for each."""
    literal: tuple[bool, ...]
    """Whether the characters from there on are the same."""

    def origin(self, offset: int) -> int:
        """Return where the character at an offset comes from."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        passed = offset - self.starts[index] if self.literal[index] else 0
        return self.origins[index] + passed


def encode(text: str, dictionary: str) -> Encoded:
    """Return `text` with its words in the IPA as espeak-ng wants them.

    Raises:
        NoSound: one has a sound that voices with this dictionary do not say.
    """
    known = sounds(dictionary)
    writer = _Writer()
    at = 0
    for match in words_in_ipa(text):
        writer.plain(text[at : match.start()], at)
        names = sounds_of(match[1], known)
        last = names[-1]
        at = match.end()
        ending = ""
        if dictionary == "en" and (genitive := _GENITIVE.match(text, at)):
            ending, at = _genitive(last), genitive.end()
        if dictionary == "en":
            names = _with_endings(names)
        writer.phonemes("|".join(_named(names, known)) + ending, match.start(1))
    writer.plain(text[at:], at)
    return writer.encoded()


def _with_endings(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of an English word with its `r` as it is where no vowel follows."""
    heard = [name for name in names if name not in _STRESS]
    before_vowels = {at for at, name in enumerate(heard[1:]) if name[0] in _VOWELS}
    found: list[str] = []
    at = 0
    for name in names:
        ends = name in {"ɹ", "r"} and at not in before_vowels
        found.append(_CODA if ends else name)
        at += name not in _STRESS
    return tuple(found)


def _named(names: tuple[str, ...], known: Mapping[str, str]) -> list[str]:
    """Return espeak-ng's names; a mark of stress belongs to the sound behind it."""
    found: list[str] = []
    stress = ""
    for name in names:
        if name in _STRESS and name not in known:
            stress = _STRESS[name]
        else:
            found.append(stress + known[name])
            stress = ""
    return found


def _genitive(sound: str) -> str:
    if sound in _HISSING:
        return "|I2|z"
    return "|s" if sound in _VOICELESS else "|z"


class _Writer:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[tuple[int, int, bool]] = []

    def plain(self, text: str, origin: int) -> None:
        """Write text that is no IPA, without what espeak-ng would stumble over beside it."""
        text = text.translate(_BRACKETS)
        if self._parts:
            if _DOT.match(text):
                text = f" {text[1:]}"  # it would say "dot"
            if text[:1].isalnum():
                self._put(" ", origin, literal=False)
        self._put(text, origin, literal=True)

    def phonemes(self, names: str, origin: int) -> None:
        """Write a word in espeak-ng's names, set apart from what stands before it."""
        apart = self._parts and not self._parts[-1].endswith(" ")
        self._put(f"{' ' if apart else ''}[[{names}]]", origin, literal=False)

    def encoded(self) -> Encoded:
        starts, origins, literal = zip(*self._marks, strict=True)
        return Encoded("".join(self._parts), starts, origins, literal)

    def _put(self, text: str, origin: int, *, literal: bool) -> None:
        if text:
            self._marks.append((self._length, origin, literal))
            self._parts.append(text)
            self._length += len(text)
