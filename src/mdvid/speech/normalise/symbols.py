"""Symbols between and beside words, and the characters that nobody says."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, rule
from mdvid.speech.normalise.language import Language

_EMOJI = (
    "\U0001f000-\U0001faff\U0001fb00-\U0001fbff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff"
    "\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f"
)
_ALWAYS = "&=×÷≤≥≠±∞√π∑→←↔⇒≈§²³µΩ"
"""Symbols that are said wherever they stand."""

_MARKS = "\u0300-\u036f\u0590-\u06ff\u0900-\u0fff\u1000-\u109f\u1780-\u17ff"
"""Combining marks, and scripts whose vowels are such marks."""

_SILENT = re.compile(r"[^\w\s.,;:!?'’\-]")


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rules for symbols that have a name."""
    names = language.symbols
    long = "|".join(
        re.escape(symbol) for symbol in sorted(names, key=len, reverse=True) if len(symbol) > 1
    )
    lone = "".join(re.escape(symbol) for symbol in names if len(symbol) == 1)
    always = "".join(symbol for symbol in names if symbol in _ALWAYS)

    def say(match: re.Match[str]) -> str:
        return f" {names[match[0].strip()]} "

    return (
        Group(
            re.compile(rf"[^\w\s.,;:!?'’\"()\-]|[{always}]|--?>"),
            (
                rule(long, say),
                rule(r"(?<!\w)#(?=\w)", "hashtag "),
                rule(r"@(?=\w)", lambda _: f" {language.at} "),
                rule(rf"[{always}]|(?:(?<=\s)|^)[{lone}](?=\s|$)", say),
                # The plus of "a+b", but not that of "C++" or "B+".
                rule(r"(?<=[\w)])\+(?=[\w(])|(?<=\w)[<>](?=\w)", say),
            ),
        ),
    )


def cleaning() -> tuple[Group, ...]:
    """Return the rules, the last ones in every language, for what is not said at all."""
    return (
        Group(
            _SILENT,
            (
                rule(r":[a-z0-9_+\-]{2,40}:(?!\w)", ""),
                rule(rf"[{_EMOJI}]+", ""),
                rule(r"\s[-–—]+(?=\s)|[—–]+", ", "),
                # The argument of f(x), not the plural of file(s).
                rule(r"(?<=\b[A-Za-z])\((?=\w\))", " "),
                # A remark in brackets is heard between commas.
                rule(r"(?<=\w)\s\((?=\w)", ", "),
                rule(r"\)(?=\s\w)", _close),
                rule(r"…", "..."),
                rule(r"(?<=\w)[/|\\_](?=\w)", " "),
                rule(r"[()\[\]{}](?=\w)|(?<=\w)[()\[\]{}]", ""),
                rule(rf"[^\w\s.,;:!?¿¡'’\-。，、！？；：؟،।{_MARKS}]+", ""),
            ),
        ),
        Group(
            re.compile(r"(?:^|\s)[-–]+(?=\w|\s|$)"),
            (rule(r"(?:(?<=\s)|^)[-–]+(?=\w|\s|$)", ""),),
        ),
    )


def _close(match: re.Match[str]) -> str | None:
    """Return the comma after a remark, which is none in "file(s)"."""
    opened = match.string.rfind("(", 0, match.start())
    before = match.string[max(opened - 1, 0) : opened]
    return ", " if opened >= 0 and before in {"", " "} else None
