from __future__ import annotations

import enum
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest

from mdvid.engine.digest import digest


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Voice:
    name: str
    rate: int


@dataclass(frozen=True, slots=True)
class Order:
    text: str = "a"
    long: str = "a" * 5000
    count: int = 1
    ratio: float = 1.0
    loud: bool = False
    colour: Colour = Colour.RED
    voice: Voice = Voice("x", 1)
    words: tuple[str, ...] = ("a", "b")
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class SameFields:
    name: str
    rate: int


OTHER = Order(
    "b", "a" * 4999 + "b", 2, 1.0000001, True, Colour.BLUE, Voice("x", 2), ("a", "b", "c"), 0
)


@pytest.mark.parametrize("name", [field.name for field in fields(Order)])
def test_every_field_is_part_of_the_digest(name: str) -> None:
    assert digest(Order()) != digest(replace(Order(), **{name: getattr(OTHER, name)}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        (1, "1"),
        (0, None),
        ("", None),
        (("a", "b"), ("ab",)),
        (("a", ("b",)), ("a", "b")),
        ((), None),
        (Voice("x", 1), SameFields("x", 1)),
        (Voice("x", 1), ("x", 1)),
        (Colour.RED, "red"),
        (Colour.RED, "Colour.RED"),
        ("\u00e9", "e\u0301"),
        ("\ud83d\ude00", "😀"),
        ("a" * 2000, "a" * 2001),
        ("a" * 2000, digest("a" * 2000)),
        (-0.0, 0.0),
    ],
)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_equal_values_have_equal_digests() -> None:
    back = {field.name: getattr(Order(), field.name) for field in fields(Order)}
    assert digest(replace(OTHER, **back)) == digest(Order())


def test_a_digest_is_the_same_from_run_to_run() -> None:
    assert digest(Voice("x", 1)) == (
        "c1e6ed30a17f13f3cfc431e6d50ac390109ced60de92c537bf896b40b905dd36"
    )


@pytest.mark.parametrize("value", [Path("x"), [1], {"a": 1}, {1}, b"x", object(), Voice, len])
def test_what_is_not_content_has_no_digest(value: Any) -> None:
    with pytest.raises(TypeError, match="not content"):
        digest((1, value))
