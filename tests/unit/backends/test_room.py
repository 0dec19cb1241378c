"""Models in memory are few, and one that answers is never ended for another."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.unit.backends.processes import is_gone, wait_until

from mdvid.backends.room import Room, Seat, seat
from mdvid.backends.worker import Worker, python_worker
from mdvid.errors import ProviderFailed

SCRIPT = """
import os, pathlib, time
def prepare(arguments, report):
    def handle(request):
        if "wait" in request:
            pathlib.Path(request["wait"] + ".begun").touch()
            while not pathlib.Path(request["wait"]).exists():
                time.sleep(0.005)
        return {"pid": os.getpid()}
    return handle
"""

Make = Callable[[Room, int], Worker]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    script = tmp_path / "model.py"
    script.write_text(SCRIPT)
    made: list[Worker] = []

    def build(room: Room, size: int = 1) -> Worker:
        made.append(Worker(python_worker(script), name="the model", seat=Seat(room, size)))
        return made[-1]

    yield build
    for worker in made:
        worker.close()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def pid(worker: Worker) -> int:
    return int(str(worker.request({})["pid"]))


def busy(worker: Worker, threads: ThreadPoolExecutor, until: Path) -> Future[dict[str, object]]:
    """Let the worker answer until a file is there; return when it has begun."""
    told = threads.submit(worker.request, {"wait": os.fspath(until)})
    wait_until(until.with_name(f"{until.name}.begun").exists)
    return told


def test_a_model_that_takes_the_whole_room_ends_the_one_before(make: Make) -> None:
    room = Room(3, at_once=1, patience=0)
    first, second = make(room, 3), make(room, 3)
    before = pid(first)
    assert pid(second) != before
    assert is_gone(before)
    assert pid(first) != before


def test_the_least_recently_used_model_goes(make: Make) -> None:
    room = Room(2, at_once=2, patience=0)
    a, b, c = (make(room, 1) for _ in range(3))
    pid_a, pid_b = pid(a), pid(b)
    assert pid(a) == pid_a
    pid(c)
    assert is_gone(pid_b)
    assert pid(a) == pid_a


def test_voices_that_fit_stay_side_by_side(make: Make) -> None:
    room = Room(3, at_once=1, patience=0)
    voices = [make(room, 1) for _ in range(3)]
    before = [pid(voice) for voice in voices]
    assert [pid(voice) for voice in voices] == before


def test_a_worker_that_answers_is_not_ended_for_another(
    make: Make, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    room = Room(1, at_once=2, patience=0)
    first, second = make(room, 1), make(room, 1)
    working = busy(first, threads, tmp_path / "go")
    waiting = threads.submit(second.request, {})
    assert not waiting.done()
    (tmp_path / "go").touch()
    assert working.result(20)["pid"] != waiting.result(20)["pid"]


def test_on_a_card_models_work_one_after_the_other(
    make: Make, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    room = Room(3, at_once=1, patience=0)
    first, second = make(room, 1), make(room, 1)
    working = busy(first, threads, tmp_path / "go")
    waiting = threads.submit(second.request, {"wait": os.fspath(tmp_path / "second")})
    assert not (tmp_path / "second.begun").exists()
    (tmp_path / "go").touch()
    working.result(20)
    (tmp_path / "second").touch()
    waiting.result(20)


def test_a_model_that_is_asked_for_again_goes_before_one_that_is_not_loaded(
    make: Make, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    room = Room(1, at_once=1, patience=0)
    loaded, other = make(room, 1), make(room, 1)
    working = busy(loaded, threads, tmp_path / "go")
    waiting = threads.submit(other.request, {})
    again = threads.submit(loaded.request, {})
    wait_until(lambda: room._asked[loaded] == 2)  # nobody else can tell
    (tmp_path / "go").touch()
    assert again.result(20)["pid"] == working.result(20)["pid"]
    assert waiting.result(20)["pid"] != working.result(20)["pid"]


def test_a_request_that_waits_for_its_turn_ends_when_its_worker_is_closed(
    make: Make, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    room = Room(1, at_once=1)
    first, second = make(room, 1), make(room, 1)
    working = busy(first, threads, tmp_path / "go")
    waiting = threads.submit(second.request, {})
    second.close()
    with pytest.raises(ProviderFailed, match="closed"):
        waiting.result(20)
    (tmp_path / "go").touch()
    working.result(20)


def test_a_worker_that_failed_leaves_its_turn_to_the_next(make: Make, tmp_path: Path) -> None:
    room = Room(1, at_once=1, patience=0)
    broken = Worker((os.fspath(tmp_path / "nothing"),), name="nothing", seat=Seat(room, 1))
    with pytest.raises(ProviderFailed, match="cannot be started"):
        broken.request({})
    assert pid(make(room, 1))


def test_many_threads_and_more_models_than_there_is_space_for_all_get_their_turn(
    make: Make,
) -> None:
    room = Room(2, at_once=2, patience=0)
    models = [make(room, 1) for _ in range(4)]
    barrier = threading.Barrier(8)

    def ask(number: int) -> int:
        barrier.wait()
        return pid(models[number % 4]) and pid(models[(number + 1) % 4])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(8)))


def test_pictures_have_a_card_for_themselves_and_voices_share_it() -> None:
    picture, voice = seat("cuda", large=True), seat("cuda")
    assert picture.room is voice.room is seat("mps").room
    assert picture.size == 3 * voice.size
    assert seat("cpu", large=True).size == 1
    assert seat("cpu").room is not voice.room
