"""The file of a deck: its bytes, or what is wrong with its name."""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence
from pathlib import Path

from mdvid.deck.source import MAX_BYTES
from mdvid.diagnostics import Diagnostic, Severity, did_you_mean
from mdvid.errors import ConfigError, DeckTooLarge
from mdvid.media.language import UNDETERMINED, iso_639_2

SUFFIXES = {".md", ".markdown"}
"""Of files that are likely to be decks; any other is read as well."""

NEAR = 0.75
"""How alike names must be to be taken for each other: most have their suffix in common."""

_LETTERS = 2
"""Of a language in the name of a file: words such as `old` have three."""

SHOWN = 5
"""Names of decks that a hint lists."""


def read_deck_file(path: Path) -> bytes:
    """Return the bytes of the deck at `path`.

    Raises:
        ConfigError: there is none, or it cannot be read; the hint names decks that are there.
        DeckTooLarge: it is larger than a deck may be.
    """
    try:
        if path.is_dir():
            raise ConfigError(
                f"`{path}` is a folder, not a deck", hint=f"name a file: `{path}/deck.md`"
            )
        if path.stat().st_size > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            message = f"`{path}` is larger than {limit} MB, the most a deck may have"
            raise DeckTooLarge((Diagnostic(severity=Severity.ERROR, message=message),))
        if not path.is_file():
            raise ConfigError(f"`{path}` is not a regular file")
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"there is no file `{path}`", hint=_near(path)) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ConfigError(f"no file can have so long a name: `{str(path)[:80]}…`") from error
        raise ConfigError(f"`{path}` cannot be read: {error.strerror}") from error


def _near(path: Path) -> str | None:
    try:
        names = sorted(e.name for e in path.parent.iterdir() if e.suffix.lower() in SUFFIXES)
    except OSError:
        return f"there is no folder `{path.parent}` either"
    if not names:
        return "`mdvid new talk` makes a deck to start from"
    return did_you_mean(path.name, names, nearness=NEAR) or f"decks there: {_listed(names)}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(f"`{name}`" for name in names[:SHOWN]) + more


def language_in_name(deck: Path) -> str:
    """Return the language of a deck that is one of several beside each other; else nothing.

    So is `deck.es.md` where there is `deck.md`, or `deck.en.md`.
    """
    stem, _, tag = deck.stem.rpartition(".")
    if not stem or not is_language(tag):
        return ""
    original = deck.with_name(f"{stem}{deck.suffix}")
    others = (other for other in translations_beside(original) if other.lower() != tag.lower())
    return tag if original.is_file() or any(map(is_language, others)) else ""


def original_of(deck: Path) -> Path | None:
    """Return the deck that `deck` is a translation of, if its name says that it is one."""
    stem, _, tag = deck.stem.rpartition(".")
    original = deck.with_name(f"{stem}{deck.suffix}")
    return original if stem and is_language(tag) and original.is_file() else None


def is_language(tag: str) -> bool:
    """Return whether a part of a name is the tag of a language, and no word such as `old`."""
    return iso_639_2(tag) != UNDETERMINED and len(re.split("[-_]", tag)[0]) == _LETTERS


def translation(deck: Path, tag: str) -> Path:
    """Return where the translation of a deck into a language is looked for."""
    return deck.with_name(f"{deck.stem}.{tag}{deck.suffix}")


def translations_beside(deck: Path) -> dict[str, Path]:
    """Return the translations that lie beside a deck, `deck.es.md`, by the tag in their name."""
    try:
        names = sorted(entry.name for entry in deck.parent.iterdir())
    except OSError:
        return {}
    pattern = re.compile(
        rf"{re.escape(deck.stem)}\.([a-z]{{2,3}}(?:[-_][a-z0-9]{{1,8}})*){re.escape(deck.suffix)}",
        re.IGNORECASE,
    )
    found = (match for name in names if (match := pattern.fullmatch(name)))
    return {match[1].replace("_", "-"): deck.with_name(match[0]) for match in found}
