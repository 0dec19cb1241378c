"""Runs of digits and signs that are read out rather than counted: telephones, ISBN, hex, grades."""

from __future__ import annotations

import re
from collections.abc import Callable

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.language import Language
from mdvid.speech.normalise.numbers import BEFORE, number_pattern, say_digits, say_number

_PORTS = {"de": "Port", "es": "puerto"}
_MORE = {"es": "más de", "fr": "plus de"}
"""Before a number that has a plus behind it; elsewhere the plus is said where it stands."""


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rules, which must run before those for numbers."""
    number = number_pattern(language)
    minus = "-" if language.code == "en" else r"-(?!\s)"
    return (
        Group(
            re.compile(r"\d[-/ )(.]*\d+[-/ )(]|\+\d"),
            (
                rule(
                    r"(?<![\w.-])\d+(?:[-‑]\d+){3,}(?![\w-])|\(\d{3}\)\s?\d{3}-\d{4}(?!\w)",
                    lambda m: _runs(m[0], language),
                ),
                rule(
                    r"(?<!\w)\+\d{1,3}[ ./-]?(?:\(\d{1,4}\)|\d{2,4})(?:[ ./-]?\d{2,}){1,5}(?!\w)",
                    lambda m: f"{language.plus} {_runs(m[0], language)}",
                ),
                rule(
                    r"(?<![\w.,/-])(?<!\d[ \u202f\u00a0])0\d{2,4}"
                    r"[/ ]\d{3,}(?:[ -]\d{1,6})?(?![\w/])",
                    lambda m: _runs(m[0], language),
                ),
            ),
        ),
        Group(
            re.compile(r"\d[eE+]|0x|\d:\d{2}|/\d|(?<![\w.])\.\d"),
            (
                rule(r"(?<!\w)0x[0-9A-Fa-f]{1,16}(?!\w)", lambda m: _hex(m[0], language)),
                rule(
                    rf"{BEFORE}(?P<n>{number})[eE](?P<sign>[-−+]?)(?P<power>\d{{1,3}})(?!\w)",
                    lambda m: _scientific(m, language),
                ),
                rule(
                    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?P<sign>[:/])(?=\d{1,5}(?!\w))",
                    lambda m: [part(m, "sign", _after_address(m["sign"], language))],
                ),
                rule(rf"{BEFORE}(?P<n>\d+)(?P<plus>\+)(?=\s|[,.;:!?)]|$)", _more(language)),
            ),
        ),
        Group(
            re.compile(r"(?<!\w)(?:[A-F][+-]|\.[A-Za-z\d])|&&"),
            (
                rule(
                    # Not in "A- und B-Ebene", where the word goes on later.
                    rf"(?<![\w.+-])[A-F](?P<sign>\+|{minus})(?=\s|[,.;:!?)]|$)",
                    lambda m: _graded(m, language),
                ),
                rule(r"(?<!\w)\.NET\b", f"{language.dot} net"),
                rule(r"(?<![\w.])\.(?=[A-Za-z]{2})", f"{language.dot} "),
                rule(r"\s?&&\s?", f" {language.symbols['&']} "),
                *(
                    (rule(r"(?<![\w.,])\.(?=\d)", f"{language.say_decimal} "),)
                    if language.decimal == "."
                    else ()
                ),
            ),
        ),
    )


def _graded(match: re.Match[str], language: Language) -> list[Piece]:
    sign = language.plus if match["sign"] == "+" else language.minus
    return [part(match, "sign", f" {sign}")]


def _runs(written: str, language: Language) -> str:
    return ", ".join(say_digits(run, language) for run in re.findall(r"\d+", written))


def _hex(written: str, language: Language) -> str:
    said = [
        language.cardinal(int(sign)) if sign.isdecimal() else language.letters.get(sign, sign)
        for sign in written[2:].upper()
    ]
    return f"{language.cardinal(0)} X {' '.join(said)}"


def _scientific(match: re.Match[str], language: Language) -> str:
    power = language.cardinal(int(match["power"]))
    minus = f"{language.minus} " if match["sign"] in {"-", "−"} else ""
    base = f"{language.symbols['×']} {language.cardinal(10)} {language.power}"
    return f"{say_number(match['n'], language)} {base} {minus}{power}"


def _after_address(sign: str, language: Language) -> str:
    return f" {language.slash if sign == '/' else _PORTS.get(language.code, 'port')} "


def _more(language: Language) -> Callable[[re.Match[str]], list[Piece]]:
    """Return what says `50+`."""
    before = _MORE.get(language.code)

    def say(match: re.Match[str]) -> list[Piece]:
        if before is None:
            return [part(match, "plus", f" {language.plus}")]
        number = say_number(match["n"], language)
        return [part(match, "n", f"{before} {number}"), part(match, "plus", "")]

    return say
