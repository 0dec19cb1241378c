"""Digests: the one place that decides when two things are the same.

A digest covers the *whole* value. There is no way to leave a field out, so there is no way to
serve a stale artifact because somebody forgot one.
"""

from __future__ import annotations

import enum
import hashlib
import json
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import NewType

Digest = NewType("Digest", str)

_LONG = 1024
"""Texts longer than this are counted by their SHA-256."""


def digest(value: object) -> Digest:
    """Return the SHA-256 of `value`, a tree of frozen dataclasses, tuples, enums and scalars.

    Raises:
        TypeError: something in it is not content (a path, a list, a mapping).
    """
    text = json.dumps(_canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _sum(text)


def _canonical(value: object) -> object:
    match value:
        case str():
            return value if len(value) <= _LONG else {"text": text_digest(value)}
        case None | bool() | int():
            return value
        case float():
            return {"float": value.hex()}
        case enum.Enum():
            return {"enum": f"{type(value).__qualname__}.{value.name}"}
        case tuple():
            return [_canonical(item) for item in value]
        case _:
            kind: type = type(value)
            pairs = {name: _canonical(getattr(value, name)) for name in _fields(kind)}
            return {"type": kind.__qualname__, "fields": pairs}


@lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; looked up with every step of every plan."""
    if not is_dataclass(kind):
        # Paths and mutable containers land here, and classes themselves: none is content.
        raise TypeError(f"not content: {kind.__name__}")
    return tuple(field.name for field in fields(kind))


# The steps of a plan share a few long texts, such as the style sheet of all slides.
@lru_cache(maxsize=16)
def text_digest(text: str) -> Digest:
    """Return the SHA-256 of `text` itself, in UTF-8."""
    return _sum(text)


def _sum(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
