"""A worker may do anything: one request fails with a clear message, the next one gets a new one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.unit.backends.processes import is_gone, wait_until

from mdvid.backends.exchange import LARGEST_REPLY
from mdvid.backends.worker import MOST_DEATHS, Worker, python_worker
from mdvid.errors import ProviderFailed

Make = Callable[..., Worker]

LOOP = """
import json, os, signal, sys, time
for line in sys.stdin.buffer:
    message = json.loads(line)
    request = message["request"]
    def answer(reply):
        sys.stdout.write(json.dumps({"id": message["id"], "reply": reply}) + "\\n")
        sys.stdout.flush()
    %s
"""


@pytest.fixture
def workers() -> Iterator[list[Worker]]:
    made: list[Worker] = []
    yield made
    for worker in made:
        worker.close()


@pytest.fixture
def make(tmp_path: Path, workers: list[Worker]) -> Make:
    def build(
        body: str, *, deadline: float = 20.0, loop: bool = True, **environment: str
    ) -> Worker:
        script = tmp_path / f"worker{len(workers)}.py"
        script.write_text(LOOP % body if loop else body)
        command = (sys.executable, "-I", "-S", str(script))
        worker = Worker(command, name="the tool", deadline=deadline, environment=environment)
        workers.append(worker)
        return worker

    return build


def test_a_request_is_answered_by_the_same_process_as_the_one_before(make: Make) -> None:
    worker = make("answer({'pid': os.getpid(), 'echo': request['x']})")
    first, second = worker.request({"x": "ä\n☃"}), worker.request({"x": 2})
    assert first["echo"] == "ä\n☃"
    assert first["pid"] == second["pid"]


def test_nothing_runs_before_the_first_request(make: Make, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    worker = make(f"open({str(mark)!r}, 'w'); answer({{}})")
    assert not mark.exists()
    worker.request({})
    assert mark.exists()


BREAKDOWNS = [
    ("os._exit(3)", "ended without an answer (exit status 3)"),
    ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed (SIGSEGV)"),
    ("time.sleep(60)", "did not answer within 1 s"),
    ("print('hello there', flush=True)", "sent what is no reply: 'hello there'"),
    ("print('[1]', flush=True)", "sent what is no reply: '[1]'"),
    ("print('[' * 100000, flush=True)", "sent what is no reply"),
    ('print(\'{"id": 99, "reply": {}}\', flush=True)', "answered another question"),
    ("print('{\"id\": 1}', flush=True)", "sent a reply without content"),
    ('print(\'{"id": 1, "error": "no such voice"}\', flush=True)', "the tool: no such voice"),
    ("sys.stdin.close(); os.close(1); time.sleep(60)", "stopped answering"),
]


@pytest.mark.parametrize(("body", "said"), BREAKDOWNS)
def test_a_breakdown_is_named_and_the_next_request_works(make: Make, body: str, said: str) -> None:
    worker = make(f"answer({{}}) if request.get('well') else ({body})", deadline=1.0)
    if ";" in body:
        worker = make(f"if request.get('well'): answer({{}})\n    else: {body}", deadline=1.5)
    with pytest.raises(ProviderFailed, match="the tool") as failure:
        worker.request({})
    assert said in str(failure.value)
    assert worker.request({"well": True}) == {}


def test_the_last_lines_of_the_log_are_shown_with_a_failure(make: Make) -> None:
    body = (
        "[print('line', i, file=sys.stderr) for i in range(100)]; sys.stderr.flush(); os._exit(1)"
    )
    with pytest.raises(ProviderFailed) as failure:
        make(body).request({})
    assert str(failure.value).endswith("line 98\nline 99")
    assert "line 50" not in str(failure.value)


def test_a_flood_of_output_is_cut_off(make: Make) -> None:
    body = "\n    while True: sys.stdout.write('x' * 2**20)"
    with pytest.raises(ProviderFailed, match=f"more than {LARGEST_REPLY // 2**20} MiB"):
        make(body).request({})


def test_a_flood_of_log_lines_neither_blocks_nor_fills_the_memory(make: Make) -> None:
    worker = make("[sys.stderr.write('y' * 2**16) for _ in range(800)]; answer({'well': True})")
    assert worker.request({}) == {"well": True}


def test_a_request_larger_than_a_pipe_is_sent_whole(make: Make) -> None:
    worker = make("answer({'length': len(request['text'])})")
    assert worker.request({"text": "z" * 3_000_000}) == {"length": 3_000_000}


def test_a_large_request_to_a_worker_that_does_not_read_ends_at_the_deadline(make: Make) -> None:
    worker = make("import time; time.sleep(60)", loop=False, deadline=0.5)
    with pytest.raises(ProviderFailed, match=r"did not answer within 0\.5 s"):
        worker.request({"text": "z" * 3_000_000})


def test_what_a_hung_worker_started_is_killed_with_it(make: Make, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    body = (
        f"pid = os.fork()\n    if pid: open({str(note)!r}, 'w').write(str(pid))\n    time.sleep(60)"
    )
    with pytest.raises(ProviderFailed, match="did not answer"):
        make(body, deadline=1.0).request({})
    # It is no child of ours: whoever inherits it also decides when it is gone.
    wait_until(lambda: is_gone(int(note.read_text())))


def test_a_worker_that_died_while_idle_is_replaced_without_a_failure(make: Make) -> None:
    worker = make("answer({'pid': os.getpid()})")
    first = _pid(worker)
    os.kill(first, 9)
    wait_until(lambda: is_gone(first))
    assert _pid(worker) != first


def test_a_worker_that_only_dies_is_given_up(make: Make, tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    worker = make(f"open({str(starts)!r}, 'a').write('x')", loop=False)
    for _ in range(MOST_DEATHS):
        with pytest.raises(ProviderFailed, match="ended without an answer"):
            worker.request({})
    with pytest.raises(ProviderFailed, match="10 times in a row"):
        worker.request({})
    assert len(starts.read_text()) == MOST_DEATHS


def test_a_program_that_is_not_there_is_a_failure(workers: list[Worker]) -> None:
    worker = Worker(("/nowhere/at/all",), name="the tool")
    with pytest.raises(ProviderFailed, match="the tool cannot be started"):
        worker.request({})


def test_the_environment_is_reduced_to_what_is_needed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    seen = make("answer(dict(os.environ))", EXTRA="1").request({})
    assert "SECRET_TOKEN" not in seen
    assert seen["EXTRA"] == "1"


def test_threads_share_a_worker_without_mixing_answers(make: Make) -> None:
    worker = make("answer({'x': request['x']})")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda x: worker.request({"x": x})["x"], range(200)))
    assert answers == list(range(200))


def test_closing_twice_is_safe_and_ends_the_process(make: Make) -> None:
    worker = make("answer({'pid': os.getpid()})")
    pid = _pid(worker)
    worker.close()
    worker.close()
    assert is_gone(pid)
    with pytest.raises(ProviderFailed, match="the tool is closed"):
        worker.request({})


def test_closing_interrupts_a_request_in_another_thread(make: Make, tmp_path: Path) -> None:
    mark = tmp_path / "busy"
    worker = make(f"open({str(mark)!r}, 'w'); time.sleep(60)")
    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(worker.request, {})
        wait_until(mark.exists)
        worker.close()
        with pytest.raises(ProviderFailed, match="the tool is closed"):
            busy.result(timeout=20)


def test_a_worker_outlives_the_thread_that_started_it(make: Make) -> None:
    worker = make("answer({'pid': os.getpid()})")
    pids = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: pids.append(_pid(worker)))
        thread.start()
        thread.join()
    assert len(set(pids)) == 1


SCRIPT = """
import os, sys, time
def prepare(arguments, report):
    def handle(request):
        print("noise on standard output")
        if request.get("wrong"):
            raise ValueError("that is wrong")
        if request.get("hang"):
            open(request["hang"], "w").write(str(os.getpid()))
            time.sleep(60)
        return {"arguments": arguments, "stdin": sys.stdin.read(), "path": sys.path}
    return handle
"""


@pytest.fixture
def served(tmp_path: Path, workers: list[Worker]) -> Worker:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    workers.append(Worker(python_worker(script, "a", "b"), name="the tool", deadline=20))
    return workers[-1]


def test_a_served_script_gets_its_arguments_and_cannot_spoil_the_replies(served: Worker) -> None:
    reply = served.request({})
    assert reply["arguments"] == ["a", "b"]
    assert reply["stdin"] == ""
    assert "site-packages" not in str(reply["path"])


def test_what_a_served_script_raises_is_the_error_of_that_request_only(served: Worker) -> None:
    with pytest.raises(ProviderFailed, match="the tool: that is wrong"):
        served.request({"wrong": True})
    assert served.request({})["arguments"] == ["a", "b"]


def test_a_worker_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    script, mark = tmp_path / "script.py", tmp_path / "pid"
    script.write_text(SCRIPT)
    program = (
        "import sys; from pathlib import Path; from mdvid.backends.worker import *\n"
        "worker = Worker(python_worker(Path(sys.argv[1])), name='the tool')\n"
        "worker.request({'hang': sys.argv[2]})\n"
    )
    with subprocess.Popen((sys.executable, "-c", program, script, mark)) as parent:
        wait_until(lambda: mark.exists() and mark.read_text())
        parent.kill()
    wait_until(lambda: is_gone(int(mark.read_text())))


def _pid(worker: Worker) -> int:
    pid = worker.request({})["pid"]
    assert isinstance(pid, int)
    return pid


def test_a_full_disk_is_told_as_one(workers: list[Worker], tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import errno\n"
        "def prepare(arguments, report):\n"
        "    def handle(request):\n"
        "        raise OSError(errno.ENOSPC, 'no space left')\n"
        "    return handle\n"
    )
    workers.append(Worker(python_worker(script), name="the tool", deadline=20))
    with pytest.raises(OSError, match="no space left") as caught:
        workers[0].request({})
    assert caught.value.errno == errno.ENOSPC
