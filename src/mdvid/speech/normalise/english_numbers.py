"""English numbers in words, without the library that knows forty languages.

Almost every English deck has a number in its notes, so every build would wait for the import.
"""

from __future__ import annotations

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_SMALL = _TO_NINETEEN.split()
_TO_NINETY = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TO_NINETY.split()
_GROUPS = ("", " thousand", " million", " billion", " trillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """Return a number of up to 15 digits: "one thousand two hundred and five"."""
    groups: list[str] = []
    rest = number
    for name in _GROUPS:
        rest, group = divmod(rest, 1000)
        if group:
            groups.insert(0, _below_thousand(group) + name)
    if len(groups) > 1 and 0 < number % 1000 < 100:  # noqa: PLR2004
        groups[-1] = f"and {groups[-1]}"
    return " ".join(groups) or _SMALL[0]


def ordinal(number: int) -> str:
    """Return "twenty-first" for 21."""
    words = cardinal(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:at], words[at:]
    if last.endswith("y"):
        return f"{head}{last[:-1]}ieth"
    return head + _ORDINALS.get(last, f"{last}th")


def year_words(number: int) -> str:
    """Return "nineteen oh five" for 1905, "two thousand and six" for 2006: as years are said."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10 or not 0 < century < 100:  # noqa: PLR2004
        return cardinal(number)
    if not rest:
        return f"{_below_hundred(century)} hundred"
    oh = "oh " if rest < 10 else ""  # noqa: PLR2004
    return f"{_below_hundred(century)} {oh}{_below_hundred(rest)}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_SMALL[hundreds]} hundred"
    return f"{words} and {_below_hundred(rest)}" if rest else words


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
