"""A seeded source of numbers that gives the same ones on every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws lots. Only `random.random` is promised to stay the same between versions."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # pictures are no secrets

    def between(self, low: float, high: float) -> float:
        """Return a number from `low` to `high`."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int((high - low + 1) * self._random.random())

    def one_of(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return items[int(len(items) * self._random.random())]

    def yes(self, probability: float) -> bool:
        """Return whether something with that probability happens."""
        return self._random.random() < probability
