"""Spanish."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.language import Language, currencies, table, words
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
    return number_words(number, "es")


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


_SCALES = table(
    """
    k: mil  K: mil  M: millones  mil: mil  millón: millón  millones: millones
    mil millones: mil millones  billones: billones
    """
)

_SYMBOLS = table(
    """
    &: y  +: más  =: igual a  ×: por  ÷: entre  ±: más o menos  ≤: menor o igual que
    ≥: mayor o igual que  <: menor que  >: mayor que  ≠: distinto de  ≈: aproximadamente  →: a
    ←: de  ↔: a y de  ⇒: implica  ->: a  =>: implica  <=: menor o igual que  >=: mayor o igual que
    !=: distinto de  ==: igual a  %: por ciento  @: arroba  $: dólares  €: euros  £: libras
    §: sección  ∞: infinito  √: raíz cuadrada de  π: pi  ∑: suma de  ²: al cuadrado  ³: al cubo
    µ: micro  Ω: ohmios  °: grados  C++: C más más  C#: C sharp  F#: F sharp
    24/7: veinticuatro siete
    """
)

_ABBREVIATIONS = table(
    """
    p. ej.: por ejemplo  Sr.: señor  Sra.: señora  Sres.: señores  Dr.: doctor  Dra.: doctora
    D.: don  Ud.: usted  Uds.: ustedes  etc.: etcétera  EE. UU.: Estados Unidos
    EE.UU.: Estados Unidos  núm.: número  pág.: página  págs.: páginas  aprox.: aproximadamente
    a. m.: de la mañana  p. m.: de la tarde  a. C.: antes de Cristo  d. C.: después de Cristo
    cap.: capítulo  fig.: figura  vol.: volumen  art.: artículo  tel.: teléfono  Prof.: profesor
    Ing.: ingeniero  Lic.: licenciado  vs.: versus  Avda.: avenida  máx.: máximo  mín.: mínimo
    S. A.: sociedad anónima  cía.: compañía  ed.: edición  N.º: número  n.º: número  nº: número
    """
)

_FRACTIONS = table(
    """
    1/2: un medio  1/3: un tercio  2/3: dos tercios  1/4: un cuarto  3/4: tres cuartos
    1/8: un octavo  1/10: un décimo  ½: medio  ⅓: un tercio  ⅔: dos tercios  ¼: un cuarto
    ¾: tres cuartos
    """
)

_LETTERS = table(
    """
    Y: ye  W: uve doble
    """
)

_ACRONYMS = table(
    """
    NASA: nasa  OTAN: otán  ONU: onu  UNESCO: unesco  RAM: ram  ROM: rom  JSON: yeison
    YAML: yámel  JPEG: jota peg  ASCII: asqui  PIN: pin  SIDA: sida  COVID: cóvid  OVNI: ovni
    PYME: pyme  PYMES: pymes  GitHub: guit jab  YouTube: yutub  JavaScript: yava script
    iOS: I O S  macOS: mac O S  LaTeX: látej  OK: okey  SIM: sim  IVA: iva  FIFA: fifa
    UNICEF: unicef  OPEP: opep  RAE: rae  WiFi: wifi  Wi-Fi: wifi  Y: y
    """
)

_SHOUTED = words(
    """
    A AL AQUÍ BIEN CON CÓMO DE DEL EL EN ES HOY LA LAS LOS MAL MENOS MUY MÁS NADA NI NO NOTA
    NUNCA O OJO PARA POR QUE QUÉ SI SIEMPRE SIN SOLO SON SU SÍ TODA TODO TODOS TU UN UNA Y YA
    """
)

_CURRENCIES = currencies(
    """
    €: un euro / euros / un céntimo / céntimos  EUR: un euro / euros / un céntimo / céntimos
    euros: un euro / euros / un céntimo / céntimos  $: un dólar / dólares / un centavo / centavos
    US$: un dólar / dólares / un centavo / centavos
    USD: un dólar / dólares / un centavo / centavos  £: una libra / libras / un penique / peniques
    ¥: un yen / yenes  MXN: un peso mexicano / pesos mexicanos / un centavo / centavos
    """
)


def _amount(scale: str, currency: str) -> str:
    """Return "millones de euros", but "mil euros"."""
    return f"{scale} {currency}" if scale == "mil" else f"{scale} de {currency}"


def _feminine(words: str) -> str:
    return re.sub(r"uno$", "una", words)


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
    currencies=_CURRENCIES,
    cents="{major} con {minor}",
    scales=_SCALES,
    one_scales={"mil": "mil", "millones": "un millón"},
    scaled_amount=_amount,
    feminine_one="una",
    feminine=_feminine,
    symbols=_SYMBOLS,
    abbreviations=_ABBREVIATIONS,
    months=_MONTHS,
    fractions=_FRACTIONS,
    # A lone "Y" is taken for "and".
    letters=_LETTERS,
    acronyms=_ACRONYMS,
    shouted=_SHOUTED,
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
                rf"{BEFORE}(?P<n>(?:\d{{1,3}}(?:\.\d{{3}})+|\d*)(?<!1)1)\s"
                r"(?P<w>(?!de\b|y\b|o\b|a\b|en\b|es\b|con\b|por\b|al\b|más\b|menos\b|mil\b|millones\b|h\b|km\b|kg\b|cm\b|mm\b|min\b|ms\b|ml\b|m\b|g\b|l\b|s\b|t\b)"
                r"[a-záéíóúñ]{2,})",
                _before_word,
            ),
        ),
    ),
)
