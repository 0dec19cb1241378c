"""Pools of threads: each pool's jobs always run in that pool's own threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from typing import Generic, TypeVar

R = TypeVar("R")


class Workers(Generic[R]):
    """Runs jobs in named pools; a pool's threads are started when it has something to do.

    Only one thread may use this, but for `tell`. Jobs must not raise.
    """

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self._sizes = sizes
        self._jobs: dict[str, SimpleQueue[Callable[[], R] | None]] = {}
        self._results: SimpleQueue[tuple[str | None, R]] = SimpleQueue()
        self._threads: dict[str, list[threading.Thread]] = {}
        self._busy: dict[str, int] = dict.fromkeys(sizes, 0)

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return any(self._busy.values())

    def free(self, pool: str) -> bool:
        """Say whether a job would start at once."""
        return self._busy[pool] < self._sizes[pool]

    def start(self, pool: str, job: Callable[[], R]) -> None:
        """Run `job` in a thread of `pool`, which must be free."""
        threads = self._threads.setdefault(pool, [])
        jobs = self._jobs.setdefault(pool, SimpleQueue())
        if len(threads) == self._busy[pool]:
            thread = threading.Thread(
                target=self._serve, args=(pool, jobs), name=f"{pool}-{len(threads)}", daemon=True
            )
            threads.append(thread)
            thread.start()
        self._busy[pool] += 1
        jobs.put(job)

    def result(self) -> R:
        """Wait for a job that runs to end, and return what it returned; or what was told."""
        pool, result = self._results.get()
        if pool is not None:
            self._busy[pool] -= 1
        return result

    def tell(self, result: R) -> None:
        """Let `result` be returned to whoever waits, while jobs go on; from any thread."""
        self._results.put((None, result))

    def stop(self, patience: float | None = None) -> None:
        """Let running jobs end and stop the threads; give up waiting after `patience` seconds."""
        deadline = None if patience is None else time.monotonic() + patience
        for pool, threads in self._threads.items():
            for _ in threads:
                self._jobs[pool].put(None)
        for threads in self._threads.values():
            for thread in threads:
                thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))

    def _serve(self, pool: str, jobs: SimpleQueue[Callable[[], R] | None]) -> None:
        while (job := jobs.get()) is not None:
            self._results.put((pool, job()))
