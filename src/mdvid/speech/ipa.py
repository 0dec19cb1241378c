"""Words in the International Phonetic Alphabet, within a text that is to be said.

In spoken text such a word stands between `⟦` and `⟧`, which no other rule lets through; people
read and write `/ˈsiːkwəl/`. The letters are those of the IPA chart of 2020.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

OPEN, CLOSE = "\u27e6", "\u27e7"

STRESSES = "ˈˌ"

_WORD = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_AS_TYPED = str.maketrans(
    {"g": "ɡ", ":": "ː", "'": "ˈ", "’": "ˈ", ",": "ˌ", "ʤ": "dʒ", "ʧ": "tʃ", "ʦ": "ts"}
)
"""What a keyboard has instead, and letters that the IPA has no more."""
_SILENT = frozenset("\u0361\u035c.‿·-")
"""Ties, breaks of syllables and links: how sounds hang together is the voice's to know."""
_SPACES = str.maketrans({OPEN: " ", CLOSE: " "})
_SLASHES = str.maketrans({OPEN: "/", CLOSE: "/"})


class NoSound(ValueError):  # noqa: N818  # reads as what it is
    """A letter of the IPA that is no sound of a voice."""

    def __init__(self, letter: str) -> None:
        """`letter` is it, with its marks."""
        super().__init__(letter)
        self.letter = letter


def read_ipa(written: str) -> str | None:
    """Return a text for the voice out of IPA as people write it; None if it is none."""
    text = unicodedata.normalize("NFC", written).translate(_AS_TYPED)
    if not all(_is_letter(character) or character in " .‿·-" for character in text):
        return None
    words = text.split()
    if not words or not all(any(unicodedata.category(c) in {"Ll", "Lo"} for c in w) for w in words):
        return None
    return " ".join(f"{OPEN}{word}{CLOSE}" for word in words)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) in {"Ll", "Lm", "Lo", "Mn", "Sk"}


def has_ipa(spoken: str) -> bool:
    """Tell whether something in a spoken text is in the IPA."""
    return OPEN in spoken


def words_in_ipa(spoken: str) -> Iterator[re.Match[str]]:
    """Yield the words that are in the IPA; group 1 is one without its brackets."""
    return _WORD.finditer(spoken)


def for_people(spoken: str) -> str:
    """Return a spoken text with slashes around its IPA; no place in it changes."""
    return spoken.translate(_SLASHES)


def without_brackets(spoken: str) -> str:
    """Return a spoken text with spaces around its IPA; no place in it changes."""
    return spoken.translate(_SPACES)


def sounds_of(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Return a word in the IPA as marks of stress and sounds, the longest of `known` first.

    Raises:
        NoSound: a letter begins none of them.
    """
    letters = "".join(letter for letter in word if letter not in _SILENT)
    longest = max(map(len, known), default=0)
    found = []
    at = 0
    while at < len(letters):
        ends = range(min(len(letters), at + longest), at, -1)
        sound = next((letters[at:end] for end in ends if letters[at:end] in known), "")
        if not sound and letters[at] in STRESSES:
            sound = letters[at]
        if not sound:
            raise NoSound(_marked(letters, at))
        found.append(sound)
        at += len(sound)
    return tuple(found)


def _marked(letters: str, at: int) -> str:
    end = at + 1
    while end < len(letters) and unicodedata.category(letters[end]) in {"Mn", "Lm", "Sk"}:
        end += 1
    return letters[at:end]
