"""Requests of several threads, gathered into jobs that are done together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOMENT = 0.1
"""Seconds for which a job waits for company; threads that come together come in milliseconds."""


class _Batch(Generic[T, R]):
    def __init__(self, size: int) -> None:
        self.items: list[T] = []
        self.results: Sequence[R] = ()
        self.full = threading.Event()
        self.done = threading.Event()
        self.error: BaseException | None = None
        self._size = size

    def add(self, item: T) -> int:
        """Return the place of the item."""
        self.items.append(item)
        if len(self.items) == self._size:
            self.full.set()
        return len(self.items) - 1


class Batches(Generic[T, R]):
    """Has work done in batches: of each, the thread that began it does it for all.

    A batch is open from its first item until the work on it begins: while another one is at work,
    more may join. One is at work at a time.
    """

    def __init__(self, moment: float = MOMENT) -> None:
        self._moment = moment
        self._open: dict[Hashable, _Batch[T, R]] = {}
        self._lock = threading.Lock()
        self._work = threading.Lock()

    def do(
        self, item: T, key: Hashable, size: int, work: Callable[[Sequence[T]], Sequence[R]]
    ) -> R:
        """Return what `work` on a batch with `item` in it returned for it.

        Items with the same `key` may be in one batch, at most `size` of them; `work` means the
        same for all of them. What it raises is raised for each.
        """
        with self._lock:
            batch = self._open.get(key)
            leads = batch is None
            if batch is None:
                batch = self._open[key] = _Batch(size)
            place = batch.add(item)
            if batch.full.is_set():
                del self._open[key]
        if leads:
            self._lead(batch, key, work)
        batch.done.wait()
        if batch.error is not None:
            raise batch.error
        return batch.results[place]

    def _lead(
        self, batch: _Batch[T, R], key: Hashable, work: Callable[[Sequence[T]], Sequence[R]]
    ) -> None:
        try:
            batch.full.wait(self._moment)
            with self._work:
                with self._lock:
                    if self._open.get(key) is batch:
                        del self._open[key]
                batch.results = work(batch.items)
        except BaseException as error:  # noqa: BLE001  # raised again by each of its threads
            batch.error = error
        finally:
            batch.done.set()
