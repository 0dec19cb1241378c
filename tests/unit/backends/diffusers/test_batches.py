from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from mdvid.backends.diffusers.batches import Batches

LONG = 60.0
"""Seconds that no test takes: whoever waits so long waits for the wrong thing."""


class _Workshop:
    """Does work when it is told to, and remembers what was done together."""

    def __init__(self) -> None:
        self.done: list[tuple[str, ...]] = []
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)

    def work(self, items: Sequence[str]) -> Sequence[str]:
        self.begun.release()
        assert self.go.acquire(timeout=LONG)
        self.done.append(tuple(items))
        return [item.upper() for item in items]


def _together(
    batches: Batches[str, str],
    items: Sequence[tuple[str, str]],
    work: Callable[[Sequence[str]], Sequence[str]],
    size: int,
) -> list[Future[str]]:
    pool = ThreadPoolExecutor(len(items))
    futures = [pool.submit(batches.do, item, key, size, work) for key, item in items]
    pool.shutdown(wait=False)
    return futures


def test_a_full_batch_is_done_at_once_and_everybody_gets_their_own() -> None:
    shop = _Workshop()
    shop.go.release()
    futures = _together(Batches(LONG), [("k", "a"), ("k", "b"), ("k", "c")], shop.work, 3)
    assert [future.result(LONG) for future in futures] == ["A", "B", "C"]
    assert [sorted(batch) for batch in shop.done] == [["a", "b", "c"]]


def test_one_that_stays_alone_is_done_after_a_moment() -> None:
    shop = _Workshop()
    shop.go.release()
    assert Batches[str, str](0.001).do("a", "k", 3, shop.work) == "A"
    assert shop.done == [("a",)]


def test_what_does_not_fit_together_is_done_apart_and_in_turn() -> None:
    shop = _Workshop()
    futures = _together(Batches(0.001), [("k", "a"), ("l", "b")], shop.work, 2)
    assert shop.begun.acquire(timeout=LONG)
    assert not shop.begun.acquire(timeout=0.05), "one batch is at work at a time"
    shop.go.release(2)
    assert {future.result(LONG) for future in futures} == {"A", "B"}
    assert sorted(shop.done) == [("a",), ("b",)]


def test_those_that_come_while_another_batch_is_at_work_share_the_next_one() -> None:
    shop = _Workshop()
    batches = Batches[str, str](0.001)
    first = _together(batches, [("k", "a")], shop.work, 4)
    assert shop.begun.acquire(timeout=LONG)
    rest = _together(batches, [("k", item) for item in "bcd"], shop.work, 4)
    end = time.monotonic() + LONG
    while "k" not in batches._open or len(batches._open["k"].items) < 3:
        assert time.monotonic() < end
        time.sleep(0.001)
    shop.go.release(2)
    assert [future.result(LONG) for future in (*first, *rest)] == ["A", "B", "C", "D"]
    assert [sorted(batch) for batch in shop.done] == [["a"], ["b", "c", "d"]]


def test_a_failure_is_everybodys_and_the_next_batch_is_done() -> None:
    batches = Batches[str, str](LONG)

    def fail(items: Sequence[str]) -> Sequence[str]:
        raise OSError(f"cannot do {len(items)}")

    for future in _together(batches, [("k", "a"), ("k", "b")], fail, 2):
        with pytest.raises(OSError, match="cannot do 2"):
            future.result(LONG)
    shop = _Workshop()
    shop.go.release()
    futures = _together(batches, [("k", "a"), ("k", "b")], shop.work, 2)
    assert [future.result(LONG) for future in futures] == ["A", "B"]
