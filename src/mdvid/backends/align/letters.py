"""From the words of a text to the letters that a model knows, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and Han, by their blocks in Unicode: written without spaces."""

_UNIT = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
"""What gets a time: a word, or a single character of those scripts."""

_APOSTROPHES = dict.fromkeys("\u2019\u02bc\u00b4\u0060", "'")


@dataclass(frozen=True, slots=True)
class SpelledWord:
    """A stretch of the text, and the tokens that spell it."""

    offset: int
    length: int
    first: int
    """Index of its first token."""
    end: int
    """One past that of its last."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text in the tokens of a model."""

    tokens: tuple[int, ...]
    words: tuple[SpelledWord, ...]
    """Those that have a token, in order."""
    letters: int
    """How many letters the text has, known or not."""


def spell(text: str, vocabulary: Mapping[str, int], delimiter: str = "|") -> Spelling:
    """Return `text` in the letters of a vocabulary.

    Case follows the vocabulary; accents are dropped where it lacks the accented letter; what it
    does not have at all is left out. Between words stands its `delimiter`, if it has one.
    """
    known = {token: number for token, number in vocabulary.items() if token != delimiter}
    between = vocabulary.get(delimiter)
    tokens: list[int] = []
    words: list[SpelledWord] = []
    spaced = True
    last = 0
    for unit in _UNIT.finditer(text):
        spaced = spaced or unit.start() > last
        last = unit.end()
        spelled = [number for character in unit[0] for number in _tokens(character, known)]
        if not spelled:
            continue
        if words and spaced and between is not None:
            tokens.append(between)
        offset, length = _bare(unit)
        words.append(SpelledWord(offset, length, len(tokens), len(tokens) + len(spelled)))
        tokens += spelled
        spaced = False
    return Spelling(tuple(tokens), tuple(words), sum(map(str.isalpha, text)))


def _tokens(character: str, known: Mapping[str, int]) -> list[int]:
    """Return the tokens of the first way to write `character` that the vocabulary has."""
    for written in _ways(character):
        if all(letter in known for letter in written):
            return [known[letter] for letter in written]
    return []


def _ways(character: str) -> Iterator[str]:
    plain = _APOSTROPHES.get(character, character)
    yield from (plain, plain.lower(), plain.upper())
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if bare:
        yield from (bare, bare.lower(), bare.upper())


def _bare(unit: re.Match[str]) -> tuple[int, int]:
    """Return offset and length of a word without the punctuation around it."""
    inside = [index for index, character in enumerate(unit[0]) if character.isalnum()]
    if not inside:
        return unit.start(), len(unit[0])
    return unit.start() + inside[0], inside[-1] + 1 - inside[0]
