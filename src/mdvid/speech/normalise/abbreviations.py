"""Abbreviations with their full stop."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, rule
from mdvid.speech.normalise.language import Language


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rule for all abbreviations of a language."""
    written = sorted(language.abbreviations, key=len, reverse=True)
    pattern = "|".join(
        re.escape(one).replace(r"\ ", r"[ \u00a0\u202f]?") + ("" if one[-1] in "./" else r"(?!\w)")
        for one in written
    )
    measured = {unit.rstrip(".").lower() for unit in language.units}
    spoken = {re.sub(r"\s", "", one): words for one, words in language.abbreviations.items()}
    return (
        Group(
            re.compile(pattern, re.IGNORECASE),
            (
                rule(
                    rf"(?<![\w.])(?:{pattern})", lambda m: _say(m, spoken, measured), re.IGNORECASE
                ),
            ),
        ),
    )


def _say(match: re.Match[str], spoken: dict[str, str], units: set[str]) -> str | None:
    written = re.sub(r"\s", "", match[0])
    # "10 min." is a length of time, "min. 10" a minimum.
    if written.rstrip(".").lower() in units and re.search(r"\d\s?$", match.string[: match.start()]):
        return None
    words = spoken.get(written) or spoken.get(written.lower())
    if words is None:
        return None
    # The full stop of an abbreviation is also that of the sentence.
    return words + "." if match.end() == len(match.string) and written.endswith(".") else words
