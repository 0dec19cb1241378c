"""Diagnostics: what mdvid tells an author about their deck.

A diagnostic is data. Parsers and providers collect them; only `mdvid.cli.console` prints them.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Severity(enum.Enum):
    """How much a diagnostic matters."""

    ERROR = "error"
    """Nothing can be built from this."""

    WARNING = "warning"
    """It is built, but probably not as meant; an error under `--strict`."""

    NOTE = "note"
    """Nothing to mend, but to be known by everybody; shown unless `-q`, never an error."""

    INFO = "info"
    """Worth knowing; shown with `-v`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file; lines and columns count from 1, in characters."""

    path: str
    line: int
    column: int = 1
    length: int = 1
    excerpt: str = ""
    """The text of that line, so that whoever prints it need not read the file again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One message to the author, pointing at the text it is about."""

    severity: Severity
    message: str
    """One sentence without a final full stop, lower case first, `code` in backquotes."""

    span: Span | None = None
    hint: str | None = None
    """What to do about it."""

    slide: int | None = None
    """Number of the slide it is about, counted from 1."""


@dataclass(frozen=True, slots=True)
class Warned(Generic[T_co]):
    """A value, and what came up while making it."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()


def did_you_mean(word: str, known: Iterable[str], *, nearness: float = 0.6) -> str | None:
    """Return the hint to give with an unknown `word`, if one of `known` is near it.

    Two letters swapped are always near: in a short word they weigh much (`siez`).
    """
    spellings = {name.lower(): name for name in known}
    lower = word.lower()
    near = [name for name in _swapped(lower) if name in spellings]
    near = near or difflib.get_close_matches(lower, spellings, n=1, cutoff=nearness)
    return f"did you mean `{spellings[near[0]]}`?" if near else None


def is_slip(word: str, meant: str) -> bool:
    """Tell whether `word` is `meant` with two letters swapped, one too few or one too many.

    Another letter, and an ending (`-s`, `-d`), make words that somebody may well mean.
    """
    if len(word) == len(meant):
        return word in _swapped(meant)
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    if word in {f"{meant}s", f"{meant}d"}:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _swapped(word: str) -> list[str]:
    """Return what becomes of `word` where two letters side by side change places."""
    pairs = ((i, word[i], word[i + 1]) for i in range(len(word) - 1))
    return [word[:i] + right + left + word[i + 2 :] for i, left, right in pairs if left != right]


def counted(number: int, thing: str) -> str:
    """Return `1 slide`, `2 slides`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
