"""Values of settings: from what people write to what the rest of mdvid works with.

Every reader takes a string, or what YAML and TOML make of it, and raises `BadValue` with a
sentence that goes on after the name of the key: "must be ...".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from mdvid.diagnostics import did_you_mean
from mdvid.media.language import canonical
from mdvid.media.model import FrameRate
from mdvid.speech.model import Voice

LONGEST_TEXT = 200
"""Characters; names of voices, themes and so on are shorter."""


class BadValue(ValueError):  # noqa: N818  # reads as what it is
    """A value that a setting cannot have; the message goes on after the name of the key."""

    def __init__(self, problem: str, hint: str | None = None, *, found: object = None) -> None:
        """`found` is what is wrong, if that is only a part of the value."""
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.found = found
        self.key: str | None = None
        self.others: tuple[BadValue, ...] = ()

    def under(self, key: str) -> BadValue:
        """Return itself, as what is wrong under `key` of a table."""
        self.key = key
        return self


def raise_all(problems: Sequence[BadValue]) -> None:
    """Raise the first of the problems of a table, with all others in it; nothing if there is none.

    Raises:
        BadValue: something is wrong.
    """
    if problems:
        problems[0].others = tuple(problems[1:])
        raise problems[0]


@dataclass(frozen=True, slots=True)
class SlideRange:
    """Slides from `first` to `last`, both counted from 1 and included."""

    first: int
    last: int | None
    """None means: to the end."""

    def __contains__(self, number: int) -> bool:
        """Return whether slide `number` is one of them."""
        return self.first <= number and (self.last is None or number <= self.last)

    def __str__(self) -> str:
        """Return `3-5`, `9` or `9-`."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first}-{'' if self.last is None else self.last}"


def text(value: object) -> str:
    """Return a short piece of text; numbers are taken as they would be written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue("must be text")
    written = str(value).strip()
    if any(ord(char) < ord(" ") for char in written):
        raise BadValue("must be text on one line")
    return written


def name(value: object) -> str:
    """Return the name of a thing: not empty, and not a page of text."""
    written = text(value)
    if not written or len(written) > LONGEST_TEXT:
        raise BadValue(f"must be a name of 1 to {LONGEST_TEXT} characters")
    return written


def names(value: object) -> tuple[str, ...]:
    """Return names, as a list or separated by commas."""
    listed = value if isinstance(value, list | tuple) else text(value).split(",")
    return tuple(name(item) for item in listed if str(item).strip())


def switch(value: object) -> bool:
    """Return whether something is on."""
    match value:
        case bool():
            return value
        case str() if value.strip().lower() in {"true", "yes", "on", "1"}:
            return True
        case str() if value.strip().lower() in {"false", "no", "off", "0", ""}:
            return False
        case _:
            raise BadValue("must be `true` or `false`")


def one_of(*choices: str) -> Callable[[object], str]:
    """Return a reader that takes one of `choices`, in any case."""

    def read(value: object) -> str:
        written = str(value).strip().lower()
        if written in choices:
            return written
        raise BadValue(f"must be {in_words(choices)}", did_you_mean(written, choices))

    return read


def in_words(choices: tuple[str, ...]) -> str:
    """Return `a`, `b` or `c`, each in backquotes."""
    quoted = [f"`{choice}`" for choice in choices]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def some_of(*choices: str) -> Callable[[object], tuple[str, ...]]:
    """Return a reader that takes several of `choices`: a list, or text with commas."""
    one = one_of(*choices)

    def read(value: object) -> tuple[str, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not parts:
            raise BadValue(f"must be some of {in_words(choices)}, separated by commas")
        return tuple(dict.fromkeys(map(read_one, parts)))

    def read_one(part: object) -> str:
        try:
            return one(part)
        except BadValue as problem:
            found = part.strip() if isinstance(part, str) else part
            raise BadValue(problem.problem, problem.hint, found=found) from None

    return read


def number(low: float, high: float, unit: str = "") -> Callable[[object], float]:
    """Return a reader of a finite number from `low` to `high`."""
    must = f"must be a number{unit and f' of {unit}'} from {low:g} to {high:g}"

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise BadValue(must)
        try:
            result = float(value)
        except (ValueError, OverflowError):
            raise BadValue(must) from None
        if not math.isfinite(result) or not low <= result <= high:
            raise BadValue(must)
        return result

    return read


def whole(low: int, high: int) -> Callable[[object], int]:
    """Return a reader of a whole number from `low` to `high`."""
    must = f"must be a whole number from {low} to {high}"
    digits = len(str(high)) + 1

    def read(value: object) -> int:
        written = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch(r"[+-]?\d+", written):
            raise BadValue(must)
        if len(written) > digits or not low <= int(written) <= high:
            raise BadValue(must)
        return int(written)

    return read


def milliseconds(low: float, high: float) -> Callable[[object], int]:
    """Return a reader of seconds (`4`, `2.5s`, `500ms`), which returns milliseconds."""
    seconds = number(low, high, "seconds")

    def read(value: object) -> int:
        match = re.fullmatch(r"\s*([\d.]+)\s*(s|sec|seconds?|ms)\s*", str(value))
        if match:
            unit = 1000 if match[2] == "ms" else 1
            return round(seconds(float(_digits(match[1])) / unit) * 1000)
        return round(seconds(value) * 1000)

    return read


def _digits(written: str) -> str:
    return written if re.fullmatch(r"\d{0,9}\.?\d{1,9}", written) else "nan"


_NTSC = (24, 30, 48, 60)
"""Rates that television divides by 1.001: 23.976, 29.97, 47.952, 59.94."""


def frame_rate(value: object) -> FrameRate:
    """Return the exact ratio that `30`, `29.97` or `30000/1001` means."""
    must = "must be frames a second from 1 to 120, such as `30`, `29.97` or `30000/1001`"
    if isinstance(value, FrameRate):
        return value
    written = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,6}(\.\d{1,6}|/\d{1,6})?", written):
        raise BadValue(must)
    try:
        ratio = Fraction(written)
    except ZeroDivisionError:
        raise BadValue(must) from None
    for rate in _NTSC:
        if "." in written and abs(ratio - Fraction(rate * 1000, 1001)) < Fraction(1, 200):
            ratio = Fraction(rate * 1000, 1001)
    ratio = ratio.limit_denominator(1001)
    if not 1 <= ratio <= 120:  # noqa: PLR2004  # as the message says
        raise BadValue(must)
    return FrameRate(ratio.numerator, ratio.denominator)


def voice(value: object) -> Voice:
    """Return the voice that `espeak`, `espeak:en-gb` or `none` means, in no language yet."""
    if isinstance(value, Voice):
        return value
    written = name(value)
    provider, _, voice_name = written.partition(":")
    if not re.fullmatch(r"[A-Za-z][\w.-]*", provider):
        raise BadValue("must be a voice such as `espeak`, `espeak:en-gb` or `none`")
    return Voice(provider=provider.lower(), name=voice_name.strip())


def language(value: object) -> str:
    """Return a BCP 47 tag; `EN_us` is taken for `en-US`."""
    written = str(value).strip().partition(".")[0].replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}", written):
        several = "several are separated by commas: `en,es`"
        hint = several if re.search(r"\w[\s;/|+&]+\w", str(value)) else None
        raise BadValue("must be a language tag such as `en`, `es` or `pt-BR`", hint)
    return canonical(written)


def languages(value: object) -> tuple[str, ...]:
    """Return BCP 47 tags: one, or several as a list or separated by commas; none of them twice."""
    listed = value if isinstance(value, list | tuple) else str(value).split(",")
    found: dict[str, None] = {}
    for item in listed:
        try:
            tag = language(item)
        except BadValue as problem:
            what = item if len(listed) > 1 else value
            raise BadValue(problem.problem, problem.hint, found=what) from None
        found[tag] = None
    if not found:
        raise BadValue("must be a language tag such as `en`, or several: `en,es`")
    return tuple(found)


def first_language(value: object) -> str:
    """Return the first of the languages that `languages` returns."""
    return languages(value)[0]


def slides(value: object) -> tuple[SlideRange, ...]:
    """Return the ranges that `3-5,9` means."""
    must = "must be slide numbers such as `3-5,9` or `12-`"
    written = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    ranges = []
    for part in written.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})\s*(?:(-)\s*(\d{1,6})?)?\s*", part)
        if not match:
            raise BadValue(must)
        first = int(match[1])
        last = int(match[3]) if match[3] else (None if match[2] else first)
        if first < 1 or (last is not None and last < first):
            raise BadValue(must)
        ranges.append(SlideRange(first, last))
    return tuple(ranges)


def path(value: object) -> Path:
    """Return a path."""
    if isinstance(value, Path):
        return value
    if not isinstance(value, str) or not value or "\0" in value:
        raise BadValue("must be a path")
    return Path(value)


def provider_settings(value: object) -> dict[str, dict[str, object]]:
    """Return settings by the name of the provider that they are for."""
    if not isinstance(value, Mapping) or not all(isinstance(v, Mapping) for v in value.values()):
        raise BadValue("must be a table of settings for each provider")
    return {str(provider): dict(settings) for provider, settings in value.items()}
