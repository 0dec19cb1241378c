"""Providers that stay warm between builds: those whose settings were asked for last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from typing import Generic, TypeVar

from mdvid.providers.protocols import Provider

P = TypeVar("P", bound=Provider)

MOST = 4
"""How many of one kind are kept: a build that is cancelled may still need the one before."""


class Kept(Generic[P]):
    """Providers of one kind, by what they were made with. May be called from threads.

    Each may have a process of its own: whoever tries out settings while a deck is watched would
    have one more with each save.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, P] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], P]) -> P:
        """Return what was made with `key` before, or make it; the oldest one of many is closed."""
        with self._lock:
            made = self._kept.get(key)
            if made is None:
                made = self._kept[key] = make()
            self._kept.move_to_end(key)
            old = self._kept.popitem(last=False)[1] if len(self._kept) > MOST else None
        if old is not None:
            with suppress(Exception):  # nobody waits for what it has to say
                old.close()
        return made

    def __iter__(self) -> Iterator[P]:
        with self._lock:
            return iter(tuple(self._kept.values()))
