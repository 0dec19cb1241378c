"""Numbers with something: money, per cent, units, times, dates, ratios, fractions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mdvid.speech.normalise.base import Group, Piece, Rule, part, rule
from mdvid.speech.normalise.language import Currency, Language
from mdvid.speech.normalise.numbers import (
    AFTER,
    BEFORE,
    is_one,
    number_pattern,
    say_integer,
    say_number,
)

RATIOS = ("16:9", "4:3", "16:10", "21:9", "3:2", "1:1", "9:16", "2:1", "5:4", "4:5", "2:3", "3:4")

_SIGNS = "$€£¥₹"

_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rules, in the order in which they must run."""
    number = number_pattern(language)
    return (
        Group(
            re.compile(rf"[{_SIGNS}][^/]*/"),
            (
                rule(
                    rf"(?:[{_SIGNS}]|[{_SIGNS}]\s?{number})(?P<per>/)(?=[^\W\d_])",
                    lambda m: [part(m, "per", f" {language.per} ")],
                ),
            ),
        ),
        Group(
            _DIGIT,
            (
                *_times(language),
                *_fractions(language),
                *_money(language, number),
                *_units(language, number),
            ),
        ),
    )


def _times(language: Language) -> tuple[Rule, ...]:
    return (
        rule(
            rf"{BEFORE}(?P<a>\d+):(?P<b>\d+){AFTER}(?!:)",
            lambda m: _ratio(m, language),
        ),
        rule(
            rf"{BEFORE}(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?!\d|:\d|\w)",
            lambda m: language.clock(int(m["h"]), int(m["m"])),
        ),
        rule(
            rf"{BEFORE}(?P<a>\d{{1,3}}):(?P<b>[0-5]\d):(?P<c>[0-5]\d)(?!\d)",
            lambda m: " ".join(language.cardinal(int(m[name])) for name in "abc"),
        ),
    )


def _ratio(match: re.Match[str], language: Language) -> str | None:
    if match[0] not in RATIOS and len(match["b"]) == 2:  # noqa: PLR2004  # a time of day
        return None
    return (
        f"{say_integer(match['a'], language)} {language.ratio} {say_integer(match['b'], language)}"
    )


def _fractions(language: Language) -> tuple[Rule, ...]:
    single = "".join(key for key in language.fractions if len(key) == 1)
    written = "|".join(re.escape(key) for key in language.fractions if len(key) > 1)
    return (
        rule(
            rf"(?<=\d)\s?(?P<f>[{single}])",
            lambda m: f" {language.also} {language.fractions[m['f']]}",
        ),
        rule(rf"[{single}]", lambda m: language.fractions[m[0]]),
        rule(rf"(?<![\w./,])(?:{written})(?![\w/]|[.,]\d)", lambda m: language.fractions[m[0]]),
    )


def _money(language: Language, number: str) -> tuple[Rule, ...]:
    signs = "|".join(re.escape(sign) for sign in sorted(language.currencies, key=len, reverse=True))
    scales = "|".join(re.escape(s) for s in sorted(language.scales, key=len, reverse=True))
    scale = rf"(?:(?P<gap>\s?)(?P<scale>{scales})(?!\w))?"
    return (
        rule(
            rf"(?<![\w$€£])(?P<sign>{signs})\s?(?P<n>{number})(?!\d){scale}",
            lambda m: _amount(m, language),
        ),
        rule(
            rf"{BEFORE}(?P<n>{number}){scale}\s?(?P<sign>{signs})(?!\w)",
            lambda m: _amount(m, language),
        ),
    )


def _amount(match: re.Match[str], language: Language) -> str | list[Piece]:
    currency = language.currencies[match["sign"]]
    if match["scale"]:
        scale = language.scales[match["scale"]]
        if is_one(match["n"]) and scale in language.one_scales:
            return language.scaled_amount(language.one_scales[scale], currency.many)
        money = language.scaled_amount(scale, currency.many)
        return f"{_counted(match['n'], language)} {money}"
    return _say_amount(match["n"], currency, language)


def _say_amount(written: str, currency: Currency, language: Language) -> str:
    whole, _, cents = written.partition(language.decimal)
    if cents and len(cents) != 2:  # noqa: PLR2004
        return f"{say_number(written, language)} {currency.many}"
    counted = f"{_counted(whole, language, currency.one)} {currency.many}"
    major = currency.one if is_one(whole) else counted
    if not cents or cents == "00":
        return major
    minor = (
        currency.one_minor
        if cents == "01"
        else f"{language.before_noun(language.cardinal(int(cents)))} {currency.many_minor}"
    )
    return (
        minor.strip() if whole == "0" else language.cents.format(major=major, minor=minor).strip()
    )


def _counted(written: str, language: Language, one: str = "") -> str:
    """Return a number before the noun of which there is `one`."""
    words = say_number(written, language)
    is_feminine = one.partition(" ")[0] == language.feminine_one
    return language.feminine(words) if one and is_feminine else language.before_noun(words)


def _units(language: Language, number: str) -> tuple[Rule, ...]:
    return (
        rule(
            rf"{BEFORE}(?P<n>{number})\s?(?P<u>%|‰)",
            lambda m: [
                part(m, "n", say_number(m["n"], language)),
                part(m, "u", language.per_cent if m["u"] == "%" else language.per_mille),
            ],
        ),
        _scaled(language, number),
        _measured(language.units, language, number),
        rule(
            rf"{BEFORE}(?P<n>{number})(?P<u>x|×)(?!\w|\s?\d)",
            lambda m: _say_times(m, language),
        ),
    )


def _say_scaled(match: re.Match[str], language: Language) -> list[Piece]:
    scale = language.scales[match["u"].strip()]
    if is_one(match["n"]) and scale in language.one_scales:
        return [Piece(match.start(), match.end(), language.one_scales[scale])]
    return [part(match, "n", _counted(match["n"], language)), part(match, "u", scale)]


def _say_times(match: re.Match[str], language: Language) -> str | None:
    """Return "ten times" for `10x`; the x of an equation is a letter."""
    if re.match(r"\s?[=+\-−^²³]", match.string[match.end() :]):
        return None
    return f"{say_number(match['n'], language)} {language.times}"


def _scaled(language: Language, number: str) -> Rule:
    """Return the rule for `10k` and `3 Mio.`."""
    long = sorted((scale for scale in language.scales if len(scale) > 1), key=len, reverse=True)
    scales = "|".join(map(re.escape, long))
    return rule(
        rf"{BEFORE}(?P<n>{number})(?P<u>(?:(?<=\d)[kM]|(?<=\d\d)K|\s?(?:{scales}))(?![\w/]))",
        lambda m: _say_scaled(m, language),
    )


def _measured(units: Mapping[str, tuple[str, str]], language: Language, number: str) -> Rule:
    symbols = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    return rule(
        rf"{BEFORE}(?P<n>{number})(?:[\s-]?(?P<u>{symbols}))(?![\w/°²³]|['’]\w)",
        lambda m: _measure(m, units, language),
    )


def _measure(
    match: re.Match[str], units: Mapping[str, tuple[str, str]], language: Language
) -> list[Piece] | None:
    unit = match["u"]
    # "Plan 3 A" is no current, "7B" are billions of parameters.
    if unit == ("A" if match[0][-2].isspace() else "B"):
        return None
    one, many = units[unit]
    if is_one(match["n"]):
        number, _, noun = one.partition(" ")
    else:
        number, noun = _counted(match["n"], language, one), many
        if language.singular_below_two and re.match(r"[01]\D", match["n"]):
            noun = one.partition(" ")[2]
    return [part(match, "n", number), part(match, "u", noun)]
