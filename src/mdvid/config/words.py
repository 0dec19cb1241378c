"""A lexicon as it is written in settings: words, tables of words for a language, or a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from mdvid.config.values import BadValue, raise_all

FILE = ""
"""The key, which no word can have, under which the name of a file of words is kept."""

Words: TypeAlias = Mapping[str, "str | Mapping[str, str]"]

_FILE_NAME = r"\S.*\.ya?ml"
_LANGUAGE = r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"


def is_file_of_words(value: object) -> bool:
    """Return whether `value` is text that names a file of words."""
    return isinstance(value, str) and bool(re.fullmatch(_FILE_NAME, value.strip(), re.IGNORECASE))


def words(value: object) -> Words:
    """Return what is written to what is said; under a language, for that language alone."""
    if not isinstance(value, Mapping):
        raise BadValue(
            "must be a table from words to how they are said, or a file such as `words.yaml`"
        )
    read: dict[str, str | Mapping[str, str]] = {}
    problems: list[BadValue] = []
    for key, said in value.items():
        written = str(key)
        try:
            if written == FILE:
                read[FILE] = _file(said)
            elif isinstance(said, Mapping):
                read[_language(written)] = _table(said)
            elif written.strip():
                read[written] = _said(written, said)
        except BadValue as problem:
            problems += [one.under(written) for one in (problem, *problem.others)]
    raise_all(problems)
    return read


def _table(value: Mapping[object, object]) -> dict[str, str]:
    read: dict[str, str] = {}
    problems: list[BadValue] = []
    for key, said in value.items():
        written = str(key)
        try:
            if written.strip():
                read[written] = _said(written, said)
        except BadValue as problem:
            problems.append(problem)
    raise_all(problems)
    return read


def _said(written: str, said: object) -> str:
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        raise BadValue(
            f"must say how `{written}` is said as text",
            'write how it sounds, in quotes: "sequel"',
            found="" if said is None else said,
        )
    return str(said)


def _language(written: str) -> str:
    if not re.fullmatch(_LANGUAGE, written):
        raise BadValue(
            f"must say how `{written}` is said as text",
            "a table of words goes under a language: `lexicon: {fr: {SQL: esse ku elle}}`",
            found={},
        )
    return written.replace("_", "-")


def _file(value: object) -> str:
    if not is_file_of_words(value):
        raise BadValue("must be a table of words, or a file such as `words.yaml`", found=value)
    return str(value).strip()
