"""Pages of a preview hear of what changes, and go without a trace."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.e2e.watched import Watched, heard, until, watched

from mdvid.watch import events


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as server:
        yield server


def test_pages_hear_the_state_and_then_what_changes(served: Watched) -> None:
    served.broker.publish({"edited": 1})
    with ExitStack() as pages:
        streams = [pages.enter_context(served.events()) for _ in range(3)]
        for lines in streams:
            event, state = heard(lines)
            assert (event, state["edited"], state["revision"]) == ("state", 1, 1)
        for number in (2, 3):
            served.broker.publish({"edited": number, "document": "/frame/ü/"})
            for lines in streams:
                event, change = heard(lines)
                assert (event, change["edited"], change["revision"]) == ("change", number, number)
        with served.events() as late:
            event, state = heard(late)
            assert (event, state["edited"], state["document"]) == ("state", 3, "/frame/ü/")


def test_events_are_numbered_and_pages_come_back_soon(served: Watched) -> None:
    served.broker.publish({"edited": 1})
    with served.events() as lines:
        assert [next(lines) for _ in range(4)] == ["retry: 500", "", "event: state", "id: 1"]


def test_a_page_hears_that_all_is_well(served: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.02)
    with served.events() as lines:
        heard(lines)
        assert [next(lines) for _ in range(5)] == ["", ":", "", ":", ""]
        served.broker.publish({"edited": 1})
        assert heard(lines)[0] == "change"


def test_a_slow_page_misses_what_was_between(served: Watched) -> None:
    much = "x" * 2_000_000
    with served.events() as lines:
        heard(lines)
        for number in range(50):
            served.broker.publish({"document": f"{number}{much}", "edited": number})
        seen: list[int] = []
        while not seen or seen[-1] != 49:
            seen.append(heard(lines)[1]["edited"])
    assert len(seen) < 25
    assert seen == sorted(seen)


def test_a_page_that_reads_nothing_is_given_up(
    served: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PATIENCE", 0.1)
    monkeypatch.setattr(events, "HEARTBEAT", 0.05)
    with served.events() as lines:
        heard(lines)
        served.broker.publish({"document": "x" * 40_000_000})
        until(lambda: not served.broker._listeners)


def test_pages_that_come_and_go_leave_nothing(served: Watched) -> None:
    def held() -> tuple[int, int, int]:
        files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # nothing of it is opened
        return threading.active_count(), files, len(served.broker._listeners)

    with served.events() as lines:
        heard(lines)
    until(lambda: not served.broker._listeners)
    before = held()
    for number in range(200):
        with served.events() as lines:
            heard(lines)
            if number % 10 == 0:
                served.broker.publish({"edited": number + 1})
                heard(lines)
    until(lambda: held() == before)
    assert served.get("/events", "HEAD").status == 200
