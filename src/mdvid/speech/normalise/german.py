"""German."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.german_units import UNITS
from mdvid.speech.normalise.german_words import (
    ABBREVIATIONS,
    ACRONYMS,
    CURRENCIES,
    FRACTIONS,
    SCALES,
    SHOUTED,
    SYMBOLS,
)
from mdvid.speech.normalise.language import Language, words
from mdvid.speech.normalise.numbers import (
    AFTER,
    BEFORE,
    ROMAN_NUMERAL,
    number_words,
    roman_number,
)

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_SHORT_MONTHS = {month[:3]: month for month in _MONTHS} | {"Sept": "September"}
_ANY_MONTH = "|".join([*_MONTHS, *(f"{short}\\." for short in _SHORT_MONTHS)])
_RULERS = "Ludwig|Heinrich|Friedrich|Wilhelm|Karl|Elisabeth|Katharina|Napoleon|Benedikt|Pius"
_FEMININE = r"[a-zäöü]*(?:e|ung|heit|keit|schaft|ion|tät|ei|ur|ik)"


def _cardinal(number: int) -> str:
    return number_words(number, "de")


def _year(number: int) -> str:
    if 1100 <= number < 2000:  # noqa: PLR2004
        hundreds, rest = divmod(number, 100)
        return f"{_cardinal(hundreds)}hundert{_cardinal(rest) if rest else ''}"
    return _cardinal(number)


def _before_noun(words: str) -> str:
    return "ein" if words == "eins" else words


def _clock(hour: int, minute: int) -> str:
    hours = f"{_before_noun(_cardinal(hour))} Uhr"
    return f"{hours} {_cardinal(minute)}" if minute else hours


GERMAN = Language(
    code="de",
    decimal=",",
    thousands=". '’\u202f\u00a0",
    say_decimal="Komma",
    dot="Punkt",
    dash="Strich",
    slash="Schrägstrich",
    at="ät",
    minus="minus",
    plus="plus",
    times="mal",
    equals="gleich",
    power="hoch",
    per_cent="Prozent",
    per_mille="Promille",
    per="pro",
    to="bis",
    by="mal",
    ratio="zu",
    also="",
    about="etwa",
    version="Version",
    number="Nummer",
    year_words="Jahr|Jahre|Jahres|im|seit|von|ab|vor|nach|bis|um|anno|" + "|".join(_MONTHS),
    section_words="Kapitel|Abschnitt|Teil|Band|Version|Abbildung|Tabelle|Anhang|Typ|Phase|Weltkrieg|Python|Node|Java|PHP|Ubuntu|macOS|iOS|Android",
    units=UNITS,
    currencies=CURRENCIES,
    cents="{major} {minor}",
    scales=SCALES,
    one_scales={
        "tausend": "eintausend",
        "Millionen": "eine Million",
        "Milliarden": "eine Milliarde",
        "Billionen": "eine Billion",
    },
    symbols=SYMBOLS,
    abbreviations=ABBREVIATIONS,
    months=_MONTHS,
    fractions=FRACTIONS,
    acronyms=ACRONYMS,
    shouted=SHOUTED,
    cardinal=_cardinal,
    year=_year,
    before_noun=_before_noun,
    clock=_clock,
)

_WEAK = words(
    "am dem den im zum vom beim des einem einen ab bis seit zur jedem jeden diesem ihrem seinem"
)
"""Words after which an ordinal ends in -en."""


def _ordinal(number: int, ending: str) -> str:
    """Return an ordinal; num2words ends them in -te."""
    stem = number_words(number, "de", "ordinal").removesuffix("e")
    return stem + ending


def _ending(before: str, following: str) -> str:
    """Return the ending of an ordinal between two words, as far as it can be told from them."""
    word = before.rsplit(maxsplit=1)[-1].lower() if before.split() else ""
    if word in {"der", "die", "das", "diese", "dieser", "jede"}:
        return "e"
    if word in _WEAK:
        return "en"
    if word in {"ein", "kein", "mein", "sein", "ihr", "unser"}:
        return "er"
    if re.match(_ANY_MONTH, following) or not word:
        return "er"
    return "e"


def _say_ordinal(match: re.Match[str]) -> list[Piece] | None:
    text = match.string
    before = text[max(0, match.start() - 30) : match.start()]
    before = re.sub(r"\d{1,3}\.\s?[-–]\s?$", "", before)  # "am 3.-5. Mai": both as the first
    following = text[match.end() :].lstrip()
    if not before.strip() and not re.match(_ANY_MONTH, following):
        return None  # "1. Öffnen": the number of a step
    ending = _ending(before, following)
    return [part(match, "o", _ordinal(int(match["n"]), ending))]


def _first_of_days(match: re.Match[str]) -> list[Piece]:
    """Return "dritter bis" for the first of `3.-5. Mai`."""
    ending = _ending(match.string[: match.start()], "Mai")
    return [part(match, "o", _ordinal(int(match["n"]), ending)), part(match, "to", " bis ")]


def _ruler(match: re.Match[str]) -> list[Piece]:
    """Return "der vierzehnte" for the XIV. of a king; the last stop is that of the sentence."""
    article = "die" if match["a"] in {"Elisabeth", "Katharina"} else "der"
    end = "." if match["dot"] and match.end() == len(match.string) else ""
    words = f"{article} {_ordinal(roman_number(match['n']), 'e')}{end}"
    return [Piece(match.start("n"), match.end(), words)]


def _roman_ordinal(match: re.Match[str]) -> list[Piece]:
    before = match.string[max(0, match.start() - 30) : match.start()]
    ending = _ending(before, match.string[match.end() :].lstrip())
    return [part(match, "o", _ordinal(roman_number(match["n"]), ending))]


def _date(match: re.Match[str]) -> str | None:
    day, month = int(match["d"]), int(match["m"])
    if not 1 <= day <= 31 or not 1 <= month <= 12:  # noqa: PLR2004
        return None
    before = match.string[max(0, match.start() - 30) : match.start()]
    if not match["y"] and re.search(rf"\b(?:{GERMAN.section_words})\s$", before):
        return None  # "iOS 17.4."
    words = f"{_ordinal(day, _ending(before, _MONTHS[month - 1]))} {_MONTHS[month - 1]}"
    year = match["y"]
    return f"{words} {_year(int(year))}" if year else words


def _one(match: re.Match[str]) -> str | None:
    noun = match["w"]
    if not {noun, f"{noun}."}.isdisjoint({*UNITS, *SCALES}):
        return None
    return "eine" if re.fullmatch(_FEMININE, noun.lower()) else "ein"


def _o_clock(match: re.Match[str]) -> str | None:
    if match["u"] == "h" and not match["m"]:
        return None
    return _clock(int(match["h"]), int(match["m"] or 0))


FIRST = (
    Group(
        re.compile(r"\b[IVXL]"),
        (
            rule(
                rf"\b(?P<a>{_RULERS})\s(?P<n>{ROMAN_NUMERAL})(?P<dot>\.?)(?!\w)",
                _ruler,
            ),
            rule(
                rf"(?<!\w)(?P<o>(?P<n>{ROMAN_NUMERAL})\.)(?=\s(?:Jahrhundert|Dynastie|Weltkrieg|Akt|Teil|Band|Liga|Klasse)\b)",
                _roman_ordinal,
            ),
        ),
    ),
    Group(
        re.compile(r"\d"),
        (
            rule(rf"{BEFORE}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){AFTER}", _date),
            rule(rf"{BEFORE}(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d{{4}}|)(?!\w|\.?\d)", _date),
            rule(
                r"(?<![\w.,])(?P<o>(?P<n>\d{1,3})\.)(?P<to>\s?[-–]\s?)(?=\d{1,2}\.\s)",
                _first_of_days,
            ),
            rule(r"(?<![\w.,])(?P<o>(?P<n>\d{1,3})\.)(?=,\s\d{1,3}\.)", _say_ordinal),
            rule(
                r"(?<![\w.,])(?P<o>(?P<n>\d{1,3})\.)(?=\s(?:"
                + _ANY_MONTH
                + r")|\s[A-ZÄÖÜ][a-zäöüß]|\s[a-zäöü])",
                _say_ordinal,
            ),
            rule(rf"{BEFORE}(?P<y>1[1-9]\d0|20\d0)er(?!\w)", lambda m: f"{_year(int(m['y']))}er"),
            rule(
                rf"{BEFORE}(?P<n>\d{{1,2}})\s?½",
                lambda m: f"{_before_noun(_cardinal(int(m['n'])))}einhalb",
            ),
            rule(
                r"(?<!\w)(?P<y>[2-9]0)(?P<e>ern?)(?!\w)",
                lambda m: f"{_cardinal(int(m['y']))}{m['e']}",
            ),
            rule(
                r"(?<!\w)(?P<n>\d{1,3})\s?%ig(?P<e>e[mnrs]?)?(?!\w)",
                lambda m: f"{_cardinal(int(m['n']))}prozentig{m['e'] or ''}",
            ),
            rule(
                rf"{BEFORE}(?P<n>\d{{1,9}}),(?:--?|–|—)\s?€",
                lambda m: f"{_before_noun(_cardinal(int(m['n'])))} Euro",
            ),
            rule(r"(?<=\d),(?:--?|–|—)(?![\w–-])", ""),
            rule(
                r"(?<![\w.,:])\d{1,2}(?P<to>\s?[-–]\s?)(?=\d{1,2}(?:[:.]\d\d)?\s?(?:Uhr|h)\b)",
                lambda m: [part(m, "to", " bis ")],
            ),
            rule(
                rf"{BEFORE}(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d):(?P<s>[0-5]\d){AFTER}(?:\sUhr\b)?",
                lambda m: (
                    f"{_clock(int(m['h']), int(m['m']))} und"
                    f" {_before_noun(_cardinal(int(m['s'])))} Sekunden"
                ),
            ),
            rule(rf"{BEFORE}1\s?(?P<u>%)", "ein Prozent"),
            rule(r"\b(?P<w>[A-ZÄÖÜ][a-zäöüß]+)str\.(?=\s\d)", lambda m: f"{m['w']}straße"),
            rule(
                rf"{BEFORE}(?P<h>[01]?\d|2[0-4])(?:[:.](?P<m>[0-5]\d))?\s?(?P<u>Uhr|h)\b",
                _o_clock,
            ),
            rule(
                rf"{BEFORE}(?P<n>1)(?=\s(?P<w>[A-ZÄÖÜ]?[a-zäöüß]+))(?!\s(?:bis|und|oder|zu|von)\b)",
                _one,
            ),
            rule(r"\bS\.\s?(?=\d)", "Seite "),
            rule(r"(?<=\d)[-‑](?=[a-zäöü]|[A-Z][a-z])", " "),
        ),
    ),
)
