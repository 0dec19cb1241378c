"""Signs between numbers and letters: powers, differences, about equal."""

from __future__ import annotations

import re
from collections.abc import Callable

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.language import Language


def rules(language: Language) -> Group:
    """Return the rules that must run before the numbers beside them are taken."""
    symbols = language.symbols
    return Group(
        # Few sentences have such signs: the patterns of the others are never compiled.
        re.compile(r"[\^²³×≈~−]|(?:^|\s|[(])-|–\d|\d\s?x\s?\d|\s-\s"),
        (
            rule(r"(?<![\w.)])[-−–](?=[$€£]?\d)", f"{language.minus} "),
            rule(r"(?<=\w)\^2(?!\w)|(?<=\d)²", f" {symbols['²']} "),
            rule(r"(?<=\w)\^3(?!\w)|(?<=\d)³", f" {symbols['³']} "),
            rule(r"(?<=[\w)])\^(?=-?\d)", f" {language.power} "),
            rule(
                r"(?:(?<=[\d²³)])|(?<=\b[a-z])|(?<=\d[a-z]))\s(?P<minus>[-−])\s(?=\d|[a-z]\b)",
                _minus(language),
            ),
            rule(r"(?<=[\w²³)])\s≈(?=\s)", f" {symbols['≈']} "),
            rule(r"[~≈]\s?(?=[$€£]?\d)", f"{language.about} "),
            rule(r"(?<=\d)\s?x\s?(?=\d)", f" {language.by} "),
            rule(r"(?<=\d)\s?×\s?(?=\d)", f" {symbols['×']} "),
        ),
    )


def _minus(language: Language) -> Callable[[re.Match[str]], list[Piece] | None]:
    """Return what says the dash between two terms, in an equation or as typographers write it."""

    def say(match: re.Match[str]) -> list[Piece] | None:
        is_sum = match["minus"] == "−" or re.search(r"[=≠≤≥<>≈]", match.string)
        return [part(match, "minus", language.minus)] if is_sum else None

    return say
