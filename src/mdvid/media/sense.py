"""Where a sentence may be broken, and how much of its sense that costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mdvid.media.grammar import Grammar, grammar, primary
from mdvid.media.ideographs import break_cost as ideographic_cost
from mdvid.media.ideographs import is_kana
from mdvid.media.pieces import Piece

NEVER = 5_000
"""Costs from here on are paid only where a line could not hold what belongs together."""

_WORD = 4
"""Letters of what is no abbreviation, mostly."""

_STOP = 5
_CLAUSE = 15
_CONJUNCTION = 25
_PHRASE = 55
_OF = 95
"""Before what stands closest to its noun: of, de, von."""
_PLAIN = 80
_PAIR = 110
"""Between two words that alone are joined by "and": day and night."""
_SYMBOL = 130
_LEANING = 140
_COUNTED = 180
_STRANDED = 300
"""After a preposition or a conjunction."""
_NAME = 320
_ARTICLE = 450

SENTENCE_END = ".!?…。！？؟۔"
_STRONG = "!?;:؛；："
_CLAUSE_END = ",;:–—、，；：،؛"
_CLOSERS = "\"'”’»)]}』」）】"
_HANGING = frozenset(_CLAUSE_END + SENTENCE_END + _CLOSERS + "%") - set("–—")
"""What French sets apart by a space, and no line begins with."""
_OPENERS = "\"'“‘«([{¿¡„‚"

_OPENING = frozenset(_OPENERS)

_INITIAL = r"\W*[^\W\d_]\.(?:[^\W\d_]\.)*"
"""Of a name, or of an abbreviation such as "z. B."."""
_NUMBER = r"[^\w\s]?\d[\d.,:/–-]*(?:st|nd|rd|th|er|re|e|º|ª)?"
_ORDINAL = r"\d{1,2}\."
_UNIT = (
    r"(?:[%‰€$£¥]|°[CF]?|[kcmµn]?[mgls]|km/h|m/s|min|h|[kMGT]?i?[Bb]|[kMG]?Hz|[kMG]?[VAW]h?|Mbit/s|px|"
    r"pt|dpi|fps|dB|[ap]\.(?:m\.)?|am|pm|Uhr|EUR|USD|(?:thousand|(?:mil|tri|bil)lions?)|mill[oó]n(?:es)?|"
    r"Mi(?:o|llion(?:en)?)|Mrd|Milliarden?|milliards?|mil)[.,;:!?)]*"
)
_CURRENCY = r"(?:[€$£¥]|EUR|USD|GBP|CHF)"
_TITLES = """
    abb. approx. aprox. art. bd. bspw. bzw. ca. cap. ch. col. dr. dra. ed. ee. eq. ej. evtl. exkl.
    fig. figs. fr. gen. hr. incl. inkl. kap. mr. mrs. ms. mt. no. nr. núm. p. pp. prof. pág. págs.
    sec. sr. sra. ss. st. ud. uds. usw. vgl. vol. vs. zzgl.
"""
_ABBREVIATIONS = frozenset(_TITLES.split())
_PAIRING = frozenset({"and", "or", "und", "oder", "y", "e", "o", "u", "et", "ou"})
_TIGHT = frozenset({"of", "de", "del", "du", "des", "von", "vom"})


@dataclass(frozen=True, slots=True)
class _Token:
    """What a piece is, as far as it matters."""

    text: str
    word: str
    """In small letters, without what surrounds it."""
    capital: bool
    number: bool
    last: str
    """What it ends with, but for quotes and brackets."""


def break_costs(pieces: Sequence[Piece], lang: str) -> list[int]:
    """Return for every piece what a break before it costs: 0 after a sentence, `NEVER` in a name.

    `lang` is a BCP 47 tag; of languages other than en, de, es, fr only what the punctuation says
    is known. Chinese and Japanese are told apart by their characters.
    """
    if not pieces:
        return []
    words, patterns = grammar(lang), _patterns()
    tokens: list[_Token] = []
    for piece in pieces:
        tokens.append(_token(piece.text, tokens[-1].last if tokens else ""))
    judge = _Judge(words, patterns, german=primary(lang) == "de")
    japanese = any(is_kana(character) for piece in pieces for character in piece.text)
    costs = [0]
    for index in range(1, len(pieces)):
        if pieces[index - 1].closes:
            costs.append(0)
        elif pieces[index].spaced:
            costs.append(NEVER if pieces[index].bound else judge.spaced(tokens, index))
        else:
            before, after = pieces[index - 1].text, pieces[index].text
            costs.append(ideographic_cost(before, after, japanese=japanese))
    return costs


@dataclass(frozen=True, slots=True)
class _Patterns:
    initial: re.Pattern[str]
    number: re.Pattern[str]
    ordinal: re.Pattern[str]
    unit: re.Pattern[str]
    currency: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Return what few builds need: those that make captions."""
    compiled = (re.compile(p) for p in (_INITIAL, _NUMBER, _ORDINAL, _UNIT, _CURRENCY))
    return _Patterns(*compiled)


def _token(text: str, last: str) -> _Token:
    """Return what `text` is; a bracket or quote alone ends with what stands `last` before it."""
    bare = text.rstrip(_CLOSERS)
    core = bare.strip(_OPENERS + _CLAUSE_END + SENTENCE_END + _CLOSERS)
    return _Token(
        text=text,
        word=core.casefold(),
        capital=core[:1].isupper() and len(core) > 1,
        number=bool(_patterns().number.fullmatch(text.rstrip(",;:!?" + _CLOSERS))),
        last=bare[-1:] or last,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges breaks between words of one language."""

    words: Grammar
    patterns: _Patterns
    german: bool

    def spaced(self, tokens: Sequence[_Token], index: int) -> int:
        """Return what a break costs at the space before the word at `index`."""
        before, after = tokens[index - 1], tokens[index]
        if _HANGING.issuperset(after.text) or _OPENING.issuperset(before.text):
            return NEVER
        if self._belong(before, after) or self._is_year(tokens, index):
            return NEVER
        stop = self._at_stop(before, after)
        if stop is not None:
            return stop
        if after.word in _PAIRING and (index == 1 or tokens[index - 2].last in _CLAUSE_END):
            return _PAIR
        if self._in_name(tokens, index):
            return _NAME // 2 if self.german else _NAME
        return max(self._after(before, after), self._before(before, after))

    def _at_stop(self, before: _Token, after: _Token) -> int | None:
        """Return what a break costs at a mark of punctuation, None if there is none."""
        if before.last in SENTENCE_END and not after.text.lstrip(_OPENERS)[:1].islower():
            return 0
        if before.last in _STRONG:
            return _STOP
        if before.last in SENTENCE_END and len(before.word) >= _WORD and before.text.islower():
            return _CLAUSE  # "npm" may begin a sentence; "II." and "Chr." end none
        return _CLAUSE if before.last in _CLAUSE_END else None

    def _belong(self, before: _Token, after: _Token) -> bool:
        """Tell whether they are one thing: "z. B.", "J. Smith", "5 GB", "3. Mai", "$ 5"."""
        patterns, words = self.patterns, self.words
        if patterns.initial.fullmatch(before.text) or before.text.casefold() in _ABBREVIATIONS:
            return True
        if patterns.ordinal.fullmatch(before.text):
            return True
        if not before.number:
            known = before.word in words.months or patterns.currency.fullmatch(before.text)
            return after.number and bool(known)
        if after.number or patterns.unit.fullmatch(after.text):
            return before.last not in _CLAUSE_END
        return after.word in words.months or after.word in words.dates

    def _is_year(self, tokens: Sequence[_Token], index: int) -> bool:
        """Tell whether a word is the year of a date such as "May 3, 2024"."""
        numbers = tokens[index].number and tokens[index - 1].number
        return numbers and index > 1 and tokens[index - 2].word in self.words.months

    def _in_name(self, tokens: Sequence[_Token], index: int) -> bool:
        """Tell whether a name would be broken: capitals, or capitals around small words."""
        words, particles = self.words, self.words.particles
        before, after = tokens[index - 1], tokens[index]
        if before.word in particles:
            return after.capital and index > 1 and tokens[index - 2].capital
        if not before.capital or before.word in words.articles or before.word in words.prepositions:
            return False
        joined = after.word in particles and not self.german
        return after.capital or (joined and tokens[min(index + 1, len(tokens) - 1)].capital)

    def _after(self, before: _Token, after: _Token) -> int:
        """Return what `before` costs at the end of a line."""
        words = self.words
        if before.word in words.articles:
            return _ARTICLE
        if before.word in words.prepositions or before.word in words.conjunctions:
            return _STRANDED
        if before.number or after.number:
            return _COUNTED
        return _LEANING if before.word in words.leaning else 0

    def _before(self, before: _Token, after: _Token) -> int:
        """Return what `after` costs at the beginning of one."""
        if not before.word or not after.word:
            return _SYMBOL
        if after.text[0] in "([«“":
            return _CONJUNCTION
        if after.word in self.words.conjunctions:
            return _CONJUNCTION
        if after.word in _TIGHT:
            return _OF
        phrase = after.word in self.words.prepositions or after.word in self.words.leaning
        return _PHRASE if phrase else _PLAIN
