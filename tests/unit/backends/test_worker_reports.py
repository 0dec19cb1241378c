"""A worker says how far it is, and ends when nobody asks it anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.backends.processes import is_gone, wait_until

from mdvid.backends.worker import Worker, python_worker
from mdvid.errors import ProviderFailed

REPORTING = """
import os
def prepare(arguments, report):
    def handle(request):
        for done in range(request.get("parts", 0) + 1):
            report(done, request["parts"])
        while request.get("forever"):
            report(0, 1)
        return {"pid": os.getpid()}
    return handle
"""


@pytest.fixture
def reporting(tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    made: list[Worker] = []

    def build(*, deadline: float = 20, idle: float | None = None) -> Worker:
        script = tmp_path / "reporting.py"
        script.write_text(REPORTING)
        made.append(Worker(python_worker(script), name="the tool", deadline=deadline, idle=idle))
        return made[-1]

    yield build
    for worker in made:
        worker.close()


def test_what_a_worker_reports_while_it_works_is_told_in_order(
    reporting: Callable[..., Worker],
) -> None:
    told: list[tuple[int, int]] = []
    worker = reporting()
    worker.request({"parts": 3}, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert worker.request({"parts": 2})["pid"], "nobody has to listen"


def test_a_worker_that_reports_without_end_is_stopped_at_its_deadline(
    reporting: Callable[..., Worker],
) -> None:
    with pytest.raises(ProviderFailed, match=r"did not answer within 0\.5 s"):
        reporting(deadline=0.5).request({"parts": 0, "forever": True})


def test_a_worker_that_nobody_asks_ends_and_starts_again_when_asked(
    reporting: Callable[..., Worker],
) -> None:
    worker = reporting(idle=0.05)
    first = worker.request({"parts": 0})["pid"]
    assert isinstance(first, int)
    wait_until(lambda: is_gone(first))
    assert worker.request({"parts": 0})["pid"] != first


def test_a_worker_that_is_asked_again_in_time_stays(reporting: Callable[..., Worker]) -> None:
    worker = reporting(idle=60)
    assert worker.request({"parts": 0}) == worker.request({"parts": 0})
