"""Room for models: which worker processes keep theirs loaded, and which may work now.

On a graphics card one process works at a time, as two at once fill its memory and are not faster.
A model that makes pictures or clips has the card for itself, and is gone before another one is
loaded: it takes most of the memory while it works, and what it needs then cannot be known before.
Voices and what listens to them are small, and a dialogue changes between them with each sentence:
a few stay side by side. On the processor as many stay, of whatever kind, and work at once.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

SPACE = 3
"""Small models that are loaded at the same time."""

PATIENCE = 1.0
"""Seconds after its last answer for which a process keeps its place. The next request for the same
model mostly comes within milliseconds, and to load another one in between takes far longer."""


class Guest(Protocol):
    """What keeps a model loaded: a worker."""

    @property
    def closed(self) -> bool:
        """Whether it will never work again."""
        ...

    def release(self) -> None:
        """Free its memory now; only called while it answers nobody."""
        ...


class Room:
    """Gives turns to guests, so that those with a model in memory are never too many.

    When there is no space for another one, the least recently used that nobody asks goes. One
    that answers, or that somebody waits for, is never ended; a request waits until there is one
    that can be. Nobody may ask for a turn during a turn. Safe to share between threads.
    """

    def __init__(self, space: int, *, at_once: int, patience: float = PATIENCE) -> None:
        self._space = space
        self._at_once = at_once
        self._patience = patience
        self._changed = threading.Condition()
        self._sizes: dict[Guest, int] = {}
        """Of those that have a place, the least recently used first."""
        self._ended: dict[Guest, float] = {}
        self._asked: Counter[Guest] = Counter()
        """By guest, the turns that are had or waited for."""
        self._turns = 0

    @contextmanager
    def turn(self, guest: Guest, size: int) -> Iterator[None]:
        """Wait until `guest`, of that size, may work; it does so inside."""
        with self._changed:
            self._asked[guest] += 1
            try:
                while not self._admits(guest, size):
                    self._changed.wait(self._patience / 4 or None)
            except BaseException:
                self._forget_turn(guest)
                raise
            self._turns += 1
        try:
            yield
        finally:
            with self._changed:
                self._turns -= 1
                self._forget_turn(guest)
                if guest in self._sizes:
                    self._sizes[guest] = self._sizes.pop(guest)
                    self._ended[guest] = time.monotonic()

    def leave(self, guest: Guest) -> None:
        """Give up the place of a guest that is closed."""
        with self._changed:
            self._sizes.pop(guest, None)
            self._ended.pop(guest, None)
            self._changed.notify_all()

    def _admits(self, guest: Guest, size: int) -> bool:
        """Return whether the guest may work now; it has a place then."""
        if guest.closed:
            return True  # to be told so
        if self._turns >= self._at_once:
            return False
        if guest not in self._sizes:
            going = self._going(min(size, self._space))
            if going is None:
                return False
            for other in going:
                del self._sizes[other]
                self._ended.pop(other, None)
                other.release()
            self._sizes[guest] = size
        return True

    def _going(self, size: int) -> list[Guest] | None:
        """Return those that have to go for `size`; None if too few can."""
        missing = sum(self._sizes.values()) + size - self._space
        going = []
        for guest, freed in self._sizes.items():
            if missing <= 0:
                break
            if self._is_idle(guest):
                going.append(guest)
                missing -= freed
        return going if missing <= 0 else None

    def _is_idle(self, guest: Guest) -> bool:
        since = time.monotonic() - self._ended.get(guest, 0.0)
        return not self._asked[guest] and since >= self._patience

    def _forget_turn(self, guest: Guest) -> None:
        self._asked[guest] -= 1
        if not self._asked[guest]:
            del self._asked[guest]
        self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a room."""

    room: Room
    size: int


_CARD = Room(SPACE, at_once=1)
_PROCESSOR = Room(SPACE, at_once=SPACE)


def seat(device: str, *, large: bool = False) -> Seat:
    """Return the place of a model on `device`; one that is `large` has a card for itself."""
    if device == "cpu":
        return Seat(_PROCESSOR, 1)
    return Seat(_CARD, SPACE if large else 1)
