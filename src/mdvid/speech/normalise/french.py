"""French."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.french_words import (
    ABBREVIATIONS,
    ACRONYMS,
    CURRENCIES,
    FRACTIONS,
    MONTHS,
    SCALES,
    SHOUTED,
    SYMBOLS,
    UNITS,
    is_feminine,
    ordinal,
)
from mdvid.speech.normalise.language import Language
from mdvid.speech.normalise.numbers import (
    AFTER,
    BEFORE,
    ROMAN_NUMERAL,
    number_words,
    roman_number,
)

_ANY_MONTH = "|".join(MONTHS)
_ORDERED = (
    "siècles?|millénaires?|[Rr]épublique|arrondissements?|dynastie|Reich|corps|congrès|édition"
)
_RULERS = (
    "Louis|Henri|Charles|François|Philippe|Napoléon|Jean|Jean-Paul|Benoît|Pie|Léon|Grégoire|"
    "Clément|Élisabeth|Elizabeth|Catherine|Guillaume|Édouard|Jacques|Richard|Albert|Léopold|"
    "Baudouin|Frédéric|Alexandre|Nicolas|Ramsès|Ptolémée"
)

_SCREENS = {
    "16:9": "seize neuvièmes",
    "4:3": "quatre tiers",
    "21:9": "vingt et un neuvièmes",
    "9:16": "neuf seizièmes",
    "16:10": "seize dixièmes",
}


def _cardinal(number: int) -> str:
    return number_words(number, "fr")


def _feminine(words: str) -> str:
    """Return the number before a feminine noun: une page, vingt et une pages."""
    return re.sub(r"\bun$", "une", words)


def _clock(hour: int, minute: int) -> str:
    hours = f"{_feminine(_cardinal(hour))} heure{'s' if hour > 1 else ''}"
    return f"{hours} {_feminine(_cardinal(minute))}" if minute else hours


def _decimals(digits: str) -> str:
    """Return what follows the comma: it is read as a number, after its zeros."""
    bare = digits.lstrip("0")
    if len(bare) > 3:  # noqa: PLR2004  # nobody follows longer ones
        return " ".join(_cardinal(int(digit)) for digit in digits)
    zeros = ["zéro"] * (len(digits) - len(bare))
    return " ".join([*zeros, _cardinal(int(bare))] if bare else zeros)


def _amount(scale: str, currency: str) -> str:
    """Return "millions d'euros", but "mille euros"."""
    if scale == "mille":
        return f"{scale} {currency}"
    return f"{scale} d'{currency}" if currency[0] in "aeiouéè" else f"{scale} de {currency}"


FRENCH = Language(
    code="fr",
    decimal=",",
    thousands=". \u202f\u00a0",
    say_decimal="virgule",
    say_decimals=_decimals,
    dot="point",
    dash="tiret",
    slash="barre",
    at="arobase",
    minus="moins",
    plus="plus",
    times="fois",
    equals="égale",
    power="puissance",
    per_cent="pour cent",
    per_mille="pour mille",
    per="par",
    to="à",
    by="par",
    ratio="pour",
    also="et",
    about="environ",
    version="version",
    number="numéro",
    year_words="en|an|année|depuis|dès|vers|jusqu'en|avant|après|de|fin|début|" + _ANY_MONTH,
    section_words=(
        "[Cc]hapitre|[Ss]ection|[Pp]artie|[Tt]ome|[Vv]olume|[Vv]ersion|[Ff]igure|[Tt]ableau|"
        "[Aa]nnexe|[Tt]ype|[Pp]hase|[Aa]cte|[Ll]ivre|[Tt]itre|Paris|Python|Node|Java|PHP|Ruby|"
        "Rust|Go|Ubuntu|macOS|iOS|Android|Django|Marp|Apollo"
    ),
    units=UNITS,
    currencies=CURRENCIES,
    cents="{major} et {minor}",
    scales=SCALES,
    one_scales={"mille": "mille", "millions": "un million", "milliards": "un milliard"},
    scaled_amount=_amount,
    singular_below_two=True,
    symbols=SYMBOLS,
    abbreviations=ABBREVIATIONS,
    months=MONTHS,
    fractions=FRACTIONS,
    acronyms=ACRONYMS,
    plural_letters="",
    shouted=SHOUTED,
    cardinal=_cardinal,
    year=_cardinal,
    feminine_one="une",
    feminine=_feminine,
    clock=_clock,
)


def _date(match: re.Match[str]) -> str | None:
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if not 1 <= day <= 31 or not 1 <= month <= 12:  # noqa: PLR2004
        return None
    first = ordinal(1) if day == 1 else _cardinal(day)
    return f"{first} {MONTHS[month - 1]} {_cardinal(year)}"


def _one(match: re.Match[str]) -> list[Piece] | None:
    if not is_feminine(match["w"].lower()):
        return None
    number = int(re.sub(r"\D", "", match["n"]))
    return [part(match, "n", _feminine(_cardinal(number)))]


def _ordinal(match: re.Match[str]) -> list[Piece]:
    return [part(match, "o", _ranked(int(match["n"]), match["e"]))]


def _ranked(number: int, ending: str) -> str:
    """Return an ordinal by its number and the letters after it: 1er, 1re, 2nde, 3e."""
    ending = ending.replace("ᵉ", "e").replace("ʳ", "r")
    plural = "s" if ending.endswith("s") else ""
    match ending.rstrip("s"):
        case "nd":
            words = "second"
        case "nde" | "de":
            words = "seconde"
        case "re" | "ère":
            words = ordinal(number, feminine=True)
        case _:
            words = ordinal(number)
    return words + plural


def _ruler(match: re.Match[str]) -> list[Piece]:
    number = roman_number(match["n"])
    if match["e"]:
        return [part(match, "o", ordinal(number, feminine=match["e"] == "re"))]
    return [part(match, "o", _cardinal(number))]


def _roman_ordinal(match: re.Match[str]) -> list[Piece] | None:
    # "Le" is an article, and "XXe" the twentieth of anything.
    is_sure = len(match["n"]) > 1 or match["e"] in {"er", "re"}
    if not is_sure and not re.match(rf"\s(?:{_ORDERED})\b", match.string[match.end() :]):
        return None
    return [part(match, "o", _ranked(roman_number(match["n"]), match["e"]))]


def _half_past(match: re.Match[str]) -> str:
    return _clock(int(match["h"]), int(match["m"] or 0))


def _telephone(match: re.Match[str]) -> str:
    said = [
        f"zéro {_cardinal(int(group))}" if group[0] == "0" else _cardinal(int(group))
        for group in re.findall(r"\d+", match[0])
    ]
    return ("plus " if match[0][0] == "+" else "") + ", ".join(said)


def _half(match: re.Match[str]) -> str:
    """Return "une demi tasse"; "trois heures et demie"."""
    noun = match["w"]
    feminine = is_feminine(noun.lower())
    if not match["n"]:
        return f"{'une' if feminine else 'un'} demi {noun}"
    number = _cardinal(int(match["n"]))
    return f"{_feminine(number) if feminine else number} {noun} et demi{'e' if feminine else ''}"


def _around(match: re.Match[str]) -> str:
    """Return `24 h/24` and `7 j/7`: "sept jours sur sept"."""
    number = int(match["n"])
    noun = "heures" if match["u"] == "h" else "jours"
    return f"{_cardinal(number)} {noun} sur {_cardinal(number)}"


FIRST = (
    Group(
        re.compile(r"\b(?:[dD]['’]€|Ste?-|Me\s)"),
        (
            rule(r"\b[dD]['’]€", "d'euros"),
            rule(r"\bSte-(?=[A-Z])", "Sainte-"),
            rule(r"\bSt-(?=[A-Z])", "Saint-"),
            rule(r"\bMe(?=\s[A-Z][a-zà-ÿ])", "maître"),
        ),
    ),
    Group(
        re.compile(r"\b[IVXL]"),
        (
            rule(
                rf"\b(?:{_RULERS})\s(?P<o>(?P<n>{ROMAN_NUMERAL})(?P<e>er|re|))(?!\w)",
                _ruler,
            ),
            rule(
                rf"(?<![\w'’])(?P<o>(?P<n>{ROMAN_NUMERAL})(?P<e>er|re|ème|e|ᵉ)s?)(?!\w)",
                _roman_ordinal,
            ),
        ),
    ),
    Group(
        re.compile(r"\d"),
        (
            rule(rf"{BEFORE}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){AFTER}", _date),
            rule(
                rf"{BEFORE}(?P<d>\d\d?)(?P<s>[/.\-])(?P<m>\d\d?)(?P=s)(?P<y>\d{{4}})(?!\w|[.,/]\d)",
                _date,
            ),
            rule(rf"{BEFORE}(?P<d>1)(?=\s(?:{_ANY_MONTH})\b)", ordinal(1)),
            rule(
                r"(?<![\w.,])(?P<o>(?P<n>\d{1,4})(?P<e>ers?|ᵉʳ|res?|ères?|ndes?|nds?|des?|i?[eè]mes?|es?|ᵉ))(?!\w|-\d)",
                _ordinal,
            ),
            rule(
                r"(?<![\w.,])(?:\+33[ .\u00a0\u202f]?[1-9]|0\d)(?:[ .\u00a0\u202f]\d\d){4}(?!\w)",
                _telephone,
            ),
            rule(
                r"(?<![\w.,])\d{1,2}\s?[hH](?:[0-5]\d)?(?P<to>\s?[-–]\s?)(?=\d{1,2}\s?[hH])",
                lambda m: [part(m, "to", " à ")],
            ),
            rule(rf"{BEFORE}(?P<n>\d+)\s?(?P<u>[hj])\s?/\s?(?P=n)(?!\w)", _around),
            rule(
                rf"{BEFORE}(?P<h>[01]?\d|2[0-4])\s?[hH](?:\s?(?P<m>[0-5]\d)(?!\d|\s?(?:min|mn)\b))?(?!\w)",
                _half_past,
            ),
            rule(
                rf"{BEFORE}(?P<n>(?:\d{{1,3}}(?:[. \u202f\u00a0]\d{{3}})+|\d*)(?<=1))"
                r"\s(?P<w>[A-Za-zà-ÿœ]{3,})",
                _one,
            ),
            rule(
                r"(?<![\w.,/])(?:(?P<n>\d{1,3})\s?½|1/2|½)\s(?P<w>[a-zà-ÿœ]{3,})",
                _half,
            ),
            rule(rf"{BEFORE}(?:16:9|4:3|21:9|9:16|16:10){AFTER}", lambda m: _SCREENS[m[0]]),
            rule(r"\b[Nn][°ºᵒ]s?\s?(?=\d)", "numéro "),
            rule(r"\b[Ff]ig\.\s?(?=\d)", "figure "),
            rule(r"\bpp\.\s?(?=\d)", "pages "),
            rule(r"\bp\.\s?(?=\d)", "page "),
        ),
    ),
)
