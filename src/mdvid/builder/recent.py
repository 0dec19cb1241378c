"""What was worked out a moment ago, and is likely to be asked for again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Remembers what was asked for in this round and in the one before; forgets the rest."""

    def __init__(self) -> None:
        self._now: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def begin(self) -> None:
        """Begin another round."""
        self._before, self._now = self._now, {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return what is known by `key`; else make it, and remember it."""
        known = self.find(key)
        if known is None:
            known = self._now[key] = make()
        return known

    def find(self, key: K) -> V | None:
        """Return what is known by `key`."""
        known = self._now.get(key)
        if known is None and (known := self._before.get(key)) is not None:
            self._now[key] = known
        return known

    def put(self, key: K, value: V) -> None:
        """Remember `value`."""
        self._now[key] = value
