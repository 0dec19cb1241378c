"""Numbers: integers, decimals, years, ordinals, versions, ranges, mixed names like "MP3"."""

from __future__ import annotations

import re
from functools import lru_cache

from mdvid.speech.normalise.acronyms import say_letters
from mdvid.speech.normalise.base import Group, Piece, Rule, part, rule
from mdvid.speech.normalise.language import Language

LONGEST_NUMBER = 15
"""Digits; longer ones are read digit by digit."""

BEFORE = r"(?<![\w.])(?<!\d,)"
"""A number does not begin inside a word or another number."""

AFTER = r"(?!\w|[.,]\d)"

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ROMAN_NUMERAL = r"(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3})"


@lru_cache(maxsize=4096)
def number_words(number: int, code: str, kind: str = "cardinal") -> str:
    """Return a number in words; `kind` is one of num2words: cardinal, ordinal, year."""
    # It knows forty languages and takes 20 ms to import: decks without numbers never pay.
    from num2words import num2words

    return str(num2words(number, lang=code, to=kind)).replace(",", "")


def number_pattern(language: Language) -> str:
    """Return a regular expression of an unsigned number, as this language writes it."""
    grouped = rf"\d{{1,3}}(?:[{language.thousands}]\d{{3}})+(?!\d)"
    return rf"(?:{grouped}|\d+)(?:{re.escape(language.decimal)}\d+)?"


def say_digits(digits: str, language: Language) -> str:
    """Return digits one by one."""
    return " ".join(language.cardinal(int(digit)) for digit in digits)


def say_integer(digits: str, language: Language) -> str:
    """Return a whole number; with a leading zero, or very long, digit by digit."""
    if len(digits) > LONGEST_NUMBER or (len(digits) > 1 and digits[0] == "0"):
        return say_digits(digits, language)
    return language.cardinal(int(digits))


def say_number(written: str, language: Language) -> str:
    """Return a number that matches `number_pattern`."""
    whole, _, fraction = written.partition(language.decimal)
    words = say_integer(re.sub(rf"[{language.thousands}]", "", whole), language)
    if not fraction:
        return words
    decimals = (
        language.say_decimals(fraction) if language.say_decimals else say_digits(fraction, language)
    )
    return f"{words} {language.say_decimal} {decimals}"


def is_one(written: str) -> bool:
    """Say whether a written number takes the singular."""
    return written == "1"


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rules for plain numbers; those for numbers with something come before."""
    number = number_pattern(language)
    return (
        Group(
            re.compile(r"\d"),
            (
                *_years(language),
                rule(
                    r"(?<=[^\W\d_])[-‑](?=\d)|(?<=\d)[-‑](?=[^\W\d_])",
                    " ",
                ),
                rule(
                    rf"{BEFORE}{number}(?!\w)(?!\.\d)",
                    lambda m: say_number(m[0], language),
                ),
                rule(
                    r"(?<![\w.])(\d+)\.(\d+)(?!\w|\.\d)",
                    lambda m: _say_version(m[0], language),
                ),
                rule(
                    r"(?<![\w.])\d+(?P<dot>\.)\d+(?=[A-Za-z]{1,3}(?!\w))",
                    lambda m: [part(m, "dot", f" {language.dot} ")],
                ),
                rule(
                    r"(?<!\w)(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]+(?!\w)",
                    lambda m: _say_mixed(m[0], language),
                ),
                rule(r"\d+", lambda m: say_integer(m[0], language)),
            ),
        ),
    )


def versions(language: Language) -> Group:
    """Return the rules for versions, addresses and numbered sections."""
    number = r"\d+(?:\.\d+)+(?:-?(?:alpha|beta|rc|dev|a|b)\.?\d*)?"
    grouped = rf"(?!\d{{1,3}}(?:[{language.thousands}]\d{{3}})+(?!\.?\d))"
    return Group(
        re.compile(r"\d"),
        (
            rule(
                rf"(?<!\w)v\.?\s?(?P<n>{number}|\d+){AFTER}",
                lambda m: _say_v(m, language),
                re.IGNORECASE,
            ),
            rule(
                rf"{BEFORE}{grouped}\d+\.\d+\.\d+(?:\.\d+)*(?:-(?:alpha|beta|rc)\.?\d*)?{AFTER}",
                lambda m: _say_version(m[0], language),
            ),
            rule(
                rf"\b(?:{language.section_words})\s(?P<n>\d+(?:\.\d+)+)"
                rf"(?:(?P<to>\s?[-–]\s?)(?P<m>\d+(?:\.\d+)+))?{AFTER}",
                lambda m: _say_sections(m, language),
            ),
        ),
    )


def ranges(language: Language) -> Group:
    """Return the rules that must run before the numbers beside them are taken."""
    return Group(
        re.compile(r"\d"),
        (
            rule(
                r"(?<![\w-])(?:\d{3}-)?\d{3}-\d{4}(?![\w-])",
                lambda m: ", ".join(say_digits(run, language) for run in m[0].split("-")),
            ),
            *_ranges(language, number_pattern(language)),
            rule(r"[#№]\s?(?=\d)", f"{language.number} "),
        ),
    )


def roman(language: Language) -> Group:
    """Return the rule for Roman numerals, where nothing else can be meant."""
    return Group(
        re.compile(rf"\b(?:{language.section_words})\s[IVXLC]"),
        (
            rule(
                rf"\b(?:{language.section_words})\s(?P<n>{ROMAN_NUMERAL})(?!\w)",
                lambda m: [part(m, "n", language.cardinal(roman_number(m["n"])))],
            ),
        ),
    )


def _say_sections(match: re.Match[str], language: Language) -> list[Piece]:
    """Return "two point ten" for `2.10`, and the same for both ends of a range."""
    said = [part(match, "n", _say_version(match["n"], language))]
    if match["m"]:
        said.append(part(match, "to", f" {language.to} "))
        said.append(part(match, "m", _say_version(match["m"], language)))
    return said


def _say_v(match: re.Match[str], language: Language) -> str:
    """Return "version two" for `v2`, but "two" behind the word itself."""
    number = _say_version(match["n"], language)
    before = match.string[: match.start()].rstrip().lower()
    return number if before.endswith(language.version.lower()) else f"{language.version} {number}"


def _say_version(written: str, language: Language) -> str:
    words = [
        say_integer(token, language) if token.isdecimal() else token
        for token in re.findall(r"\d+|[a-z]+|\.", written.lower().replace("-", " "))
        if token
    ]
    return " ".join(language.dot if word == "." else word for word in words)


def _ranges(language: Language, number: str) -> tuple[Rule, ...]:
    side = rf"[$€£¥]?{number}[%°]?"
    return (
        rule(
            rf"{BEFORE}(?<![-–\d]){side}(?P<dash>\s?[-–—‑]\s?){side}(?![-–]\d)(?!\.\d)",
            lambda m: [part(m, "dash", f" {_through(m, language)} ")] if _is_range(m) else None,
        ),
    )


def _through(match: re.Match[str], language: Language) -> str:
    """Return what is said for the dash: "between 3-5" is between three and five."""
    before = match.string[: match.start()].lower()
    between = re.search(r"\b(?:between|entre|zwischen)\s$", before)
    return language.symbols["&"] if between else language.to


def _is_range(match: re.Match[str]) -> bool:
    dash = match["dash"]
    return dash == dash.strip() or "-" not in dash  # "5 - 3" is a sum


def _years(language: Language) -> tuple[Rule, ...]:
    return (
        rule(
            rf"(?i:\b(?:{language.year_words})\s|[(©]\s?)(?P<y>1\d\d\d|20\d\d)(?![\d%])(?!\w|[.,]\d)",
            lambda m: [part(m, "y", language.year(int(m["y"])))],
        ),
        rule(
            rf"{BEFORE}(?:19|20)\d\d{AFTER}(?!\s?[%°€$£]|\s[a-zäöü]+(?:s|en|er)\b)",
            lambda m: language.year(int(m[0])),
        ),
    )


def _say_mixed(written: str, language: Language) -> str:
    """Return "MP3", "4K", "H264", "utf8": letters and digits apart."""
    words = []
    for run in re.findall(r"\d+|[^\W\d_]+", written):
        if not run.isdecimal():
            words.append(say_letters(run, language) if run.isupper() or len(run) == 1 else run)
        elif len(run) == 3:  # noqa: PLR2004  # H264 is not two hundred and something
            words.append(say_digits(run, language))
        elif len(run) == 4 and run[2:] != "00" and run[2] != "0":  # noqa: PLR2004
            words.append(f"{say_integer(run[:2], language)} {say_integer(run[2:], language)}")
        else:
            words.append(say_integer(run, language))
    return " ".join(words)


def roman_number(written: str) -> int:
    """Return the number that a Roman numeral is."""
    values = [_ROMAN[letter] for letter in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
