"""What differs from language to language, as data; the rules are shared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """One currency: "one dollar", "dollars", "one cent", "cents"."""

    one: str
    many: str
    one_minor: str
    many_minor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language."""

    code: str
    decimal: str
    """Decimal mark."""
    thousands: str
    """Characters that may group digits, as the inside of a regular expression's class."""
    say_decimal: str
    """How the decimal mark is said."""
    say_decimals: Callable[[str], str] | None = None
    """How the digits after it are said; None: one by one."""
    dot: str
    """How a full stop in a name or version is said."""
    dash: str
    """Of an option: `--flag`."""
    slash: str
    at: str
    minus: str
    plus: str
    times: str
    equals: str
    power: str
    """Between a base and an exponent."""
    per_cent: str
    per_mille: str
    per: str
    """In an amount for each of something: `5 €/mois`."""
    to: str
    """Between the ends of a range."""
    ratio: str
    """Between the sides of `16:9`."""
    by: str
    """Between the sides of `1920x1080`."""
    also: str
    """Between a whole number and its fraction."""
    about: str
    version: str
    number: str
    """For `#` and `No.` before digits."""
    year_words: str
    """Alternatives of a regular expression: after these a four-digit number is a year."""
    section_words: str
    """Alternatives: after these `2.10` is "two point ten" and `IV` is "four"."""
    units: Mapping[str, tuple[str, str]]
    """Symbol to (one of them, with its number; many, without)."""
    currencies: Mapping[str, Currency]
    cents: str
    """Format of an amount with minor units: `{major} and {minor}`."""
    scales: Mapping[str, str]
    """`million`, `k`, `Mio.` after an amount, to how it is said."""
    one_scales: Mapping[str, str] = field(default_factory=dict)
    """How one of a scale is said, where that is not "one" and the scale."""
    scaled_amount: Callable[[str, str], str] = "{} {}".format
    """A scale and its currency: "millions of" what there are millions of."""
    singular_below_two: bool = False
    """Whether `1,5` and `0,5` of something is one of it."""
    symbols: Mapping[str, str]
    """What a lone symbol is called."""
    abbreviations: Mapping[str, str]
    """With their full stops."""
    months: tuple[str, ...]
    fractions: Mapping[str, str]
    """`1/2`, `3/4` and the single characters."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Names of letters that a voice would take for a word."""
    acronyms: Mapping[str, str] = field(default_factory=dict)
    """Acronyms that are said as a word, and how."""
    plural_letters: str = "'s"
    """What makes a plural of a spelled acronym."""
    shouted: frozenset[str] = frozenset()
    """Words that people write in capitals for emphasis."""
    cardinal: Callable[[int], str]
    year: Callable[[int], str]
    before_noun: Callable[[str], str] = str
    """A number word as it stands before a noun."""
    feminine_one: str = ""
    """The article in the names of feminine units."""
    feminine: Callable[[str], str] = str
    """A number word as it stands before a feminine noun."""
    clock: Callable[[int, int], str]


def table(text: str) -> dict[str, str]:
    """Return `key: value` entries that are separated by two spaces or a line break."""
    entries = (entry.partition(": ") for entry in re.split(r"\s{2,}", text.strip()))
    return {key: value for key, _, value in entries}


def units(text: str) -> dict[str, tuple[str, str]]:
    """Return a table whose values are `one of them / many`."""
    return {
        symbol: (one, many)
        for symbol, (one, _, many) in (
            (key, value.partition(" / ")) for key, value in table(text).items()
        )
    }


def currencies(text: str) -> dict[str, Currency]:
    """Return a table whose values are `one / many / one minor / many minor`."""
    found = {}
    for sign, value in table(text).items():
        one, many, one_minor, many_minor = [*value.split(" / "), "", ""][:4]
        found[sign] = Currency(one=one, many=many, one_minor=one_minor, many_minor=many_minor)
    return found


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())
