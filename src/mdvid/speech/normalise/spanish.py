"""Spanish."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.language import Language
from mdvid.speech.normalise.numbers import (
    AFTER,
    BEFORE,
    ROMAN_NUMERAL,
    number_words,
    roman_number,
    say_digits,
)
from mdvid.speech.normalise.spanish_nouns import is_feminine
from mdvid.speech.normalise.spanish_units import UNITS
from mdvid.speech.normalise.spanish_words import (
    ABBREVIATIONS,
    ACRONYMS,
    CURRENCIES,
    FRACTIONS,
    LETTERS,
    SCALES,
    SHOUTED,
    SYMBOLS,
)

_MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_RULERS = "Felipe|Juan Carlos|Carlos|Fernando|Isabel|Alfonso|Luis|Enrique|Jaime|Pío|Benedicto"


def _cardinal(number: int) -> str:
    """Return a number; num2words says veintiuno mil for veintiún mil."""
    words = number_words(number, "es")
    return re.sub(r"\buno (?=mil)", "un ", re.sub(r"veintiuno (?=mil)", "veintiún ", words))


def _before_noun(words: str) -> str:
    """Return the short form: un kilómetro, veintiún euros, treinta y un días."""
    if words.endswith("veintiuno"):
        return words.removesuffix("veintiuno") + "veintiún"
    return words.removesuffix("uno") + "un" if re.search(r"\buno$", words) else words


def _clock(hour: int, minute: int) -> str:
    hours = "una" if hour == 1 else "veintiuna" if hour == 21 else _cardinal(hour)  # noqa: PLR2004
    if minute == 0:
        return f"{hours} en punto"
    minutes = _cardinal(minute) if minute > 9 else f"cero {_cardinal(minute)}"  # noqa: PLR2004
    return f"{hours} {minutes}"


def _amount(scale: str, currency: str) -> str:
    """Return "millones de euros", but "mil euros"."""
    return f"{scale} {currency}" if scale == "mil" else f"{scale} de {currency}"


def _feminine(words: str) -> str:
    """Return the form before a feminine noun: doscientas una páginas."""
    return re.sub(r"(cient|quinient)os\b", r"\1as", re.sub(r"uno$", "una", words))


SPANISH = Language(
    code="es",
    decimal=",",
    thousands=". \u202f\u00a0",
    say_decimal="coma",
    dot="punto",
    dash="guion",
    slash="barra",
    at="arroba",
    minus="menos",
    plus="más",
    times="veces",
    equals="igual a",
    power="elevado a",
    per_cent="por ciento",
    per_mille="por mil",
    per="por",
    to="a",
    by="por",
    ratio="a",
    also="y",
    about="unos",
    version="versión",
    number="número",
    year_words="año|en|desde|hasta|de|del|hacia|" + "|".join(_MONTHS),
    section_words=(
        "[Cc]apítulo|[Ss]ección|[Pp]arte|[Tt]omo|[Vv]olumen|[Vv]ersión|[Ff]igura|[Tt]abla|[Aa]nexo|[Tt]ipo|[Ff]ase|"
        "[Ss]iglo|Python|Node|Java|PHP|Ubuntu|macOS|iOS|Android"
    ),
    units=UNITS,
    currencies=CURRENCIES,
    cents="{major} con {minor}",
    scales=SCALES,
    one_scales={"mil": "mil", "millones": "un millón"},
    scaled_amount=_amount,
    feminine_one="una",
    feminine=_feminine,
    symbols=SYMBOLS,
    abbreviations=ABBREVIATIONS,
    months=_MONTHS,
    fractions=FRACTIONS,
    # A lone "Y" is taken for "and".
    letters=LETTERS,
    acronyms=ACRONYMS,
    shouted=SHOUTED,
    cardinal=_cardinal,
    year=_cardinal,
    before_noun=_before_noun,
    clock=_clock,
)


def _gendered(words: str, noun: str) -> str:
    if is_feminine(noun):
        return _feminine(words)
    return _before_noun(words)


def _date(match: re.Match[str]) -> str | None:
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if not 1 <= day <= 31 or not 1 <= month <= 12:  # noqa: PLR2004
        return None
    return f"{_cardinal(day)} de {_MONTHS[month - 1]} de {_cardinal(year)}"


def _before_word(match: re.Match[str]) -> list[Piece]:
    words = _cardinal(int(match["n"].replace(".", "")))
    return [part(match, "n", _gendered(words, match["w"].lower()))]


def _hundreds(match: re.Match[str]) -> list[Piece] | None:
    """Return "doscientas" before a feminine noun."""
    words = _cardinal(int(re.sub(r"\D", "", match["n"])))
    known = is_feminine(match["w"].lower()) and words != _feminine(words)
    return [part(match, "n", _feminine(words))] if known else None


def _ordinal(match: re.Match[str]) -> str:
    ending = match["e"] or match["f"]
    words = number_words(int(match["n"]), "es", "ordinal")
    if ending == "ª":
        return re.sub(r"o\b", "a", words)
    # The short form: primer capítulo, tercer día.
    return re.sub(r"(primer|tercer)o$", r"\1", words) if ending == "er" else words


def _ruler(match: re.Match[str]) -> list[Piece]:
    """Return "quinto" for Carlos V and "catorce" for Luis XIV: ordinals end at ten."""
    number = roman_number(match["n"])
    if number > 10:  # noqa: PLR2004
        return [part(match, "n", _cardinal(number))]
    words = number_words(number, "es", "ordinal")
    return [part(match, "n", re.sub(r"o$", "a", words) if match["a"] == "Isabel" else words)]


def _half(match: re.Match[str]) -> str:
    """Return "media taza"; "tres horas y media"."""
    noun = match["w"]
    half = "media" if is_feminine(noun) else "medio"
    if not match["n"]:
        return f"{half} {noun}"
    return f"{_gendered(_cardinal(int(match['n'])), noun)} {noun} y {half}"


def _hours(match: re.Match[str]) -> str:
    stop = "." if match[0].endswith(".") and match.end() == len(match.string) else ""
    return _clock(int(match["h"]), int(match["m"])) + stop


def _telephone(match: re.Match[str]) -> str:
    return ", ".join(say_digits(group, SPANISH) for group in match[0].split())


def _centuries(match: re.Match[str]) -> list[Piece]:
    """Return "s. XIX" as "siglo diecinueve"."""
    names = [name for name in ("n", "m") if match[name]]
    numbers = [part(match, name, _cardinal(roman_number(match[name]))) for name in names]
    return [part(match, "c", "siglo" if match["c"] == "s." else "siglos"), *numbers]


FIRST = (
    Group(
        re.compile(r"\bss?\.\s?[IVX]|[a-zí]\s[IVXL]"),
        (
            rule(rf"\b(?P<a>{_RULERS})\s(?P<n>{ROMAN_NUMERAL})(?!\w)", _ruler),
            rule(
                rf"\b(?P<c>ss?\.)\s?(?P<n>{ROMAN_NUMERAL})(?:\s(?:y|e|al?)\s(?P<m>{ROMAN_NUMERAL}))?(?!\w)",
                _centuries,
            ),
        ),
    ),
    Group(
        re.compile(r"\d"),
        (
            rule(rf"{BEFORE}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){AFTER}", _date),
            rule(rf"{BEFORE}(?P<d>\d\d?)[/\-](?P<m>\d\d?)[/\-](?P<y>\d{{4}}){AFTER}", _date),
            rule(
                r"(?<![\w.,])(?P<n>\d{1,4})(?:\.(?P<e>[ºª]|er)|(?P<f>[ºª](?![CF])|er\b))(?!\w)",
                _ordinal,
            ),
            rule(
                rf"{BEFORE}(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d))\s?h(?:oras)?\b\.?",
                _hours,
            ),
            rule(r"(?<![\w.,+])[6-9]\d\d \d{3} \d{3}(?![\w.,]\d| \d)", _telephone),
            rule(
                r"(?<![\w.,/])(?:(?P<n>\d{1,3})\s?½|1/2|½)\s(?P<w>(?!de\b)[a-záéíóúñ]{3,})",
                _half,
            ),
            rule(
                rf"{BEFORE}(?P<n>\d{{1,3}}(?:[.\u202f\u00a0]\d{{3}})+|[1-9]\d{{2,8}})\s"
                r"(?P<w>[a-záéíóúñ]{3,})",
                _hundreds,
            ),
            rule(r"\bC/\s?(?=[A-ZÁÉÍÓÚ])", "calle "),
            rule(
                rf"{BEFORE}(?P<n>(?:\d{{1,3}}(?:\.\d{{3}})+|\d*)(?<!1)1)\s"
                r"(?P<w>(?!de\b|y\b|o\b|a\b|en\b|es\b|con\b|por\b|al\b|más\b|menos\b|mil\b|millones\b|h\b|km\b|kg\b|cm\b|mm\b|min\b|ms\b|ml\b|m\b|g\b|l\b|s\b|t\b)"
                r"[a-záéíóúñ]{2,})",
                _before_word,
            ),
        ),
    ),
)
