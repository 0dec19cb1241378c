"""A process of its own for heavy or foreign code: started late, watched, killed at its deadline.

It speaks JSON lines over its standard input and output (see `serve.py`). Whatever it does, crash,
hang, lie or flood, one request fails and the next one gets a new process.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mdvid.backends.exchange import Exchange, ExchangeError
from mdvid.backends.room import Seat
from mdvid.errors import ProviderFailed

KEPT_ENVIRONMENT = ("HOME", "LD_LIBRARY_PATH", "PATH", "TMPDIR")
"""What a worker sees of our environment: no token, no proxy, no Python setting."""

MOST_DEATHS = 10
"""A worker that dies this often in a row is not started again."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_SERVE = Path(__file__).with_name("serve.py")
# The kernel ties "die with the parent" to the *thread* that started a process, and threads of a
# pool come and go: one thread that lives as long as we do starts them all.
_starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker-starter")


def python_worker(script: Path, *arguments: str, packages: bool = False) -> tuple[str, ...]:
    """Return the command that serves `script` with this Python, isolated from the user's settings.

    `packages` says whether it may import installed packages; without them it starts faster.
    """
    isolation = ("-I",) if packages else ("-I", "-S")
    return (sys.executable, *isolation, os.fspath(_SERVE), os.fspath(script), *arguments)


class WorkerDied(ProviderFailed):
    """The process ended without an answer. A new one may do better."""


class Worker:
    """Runs one command, restarting it when needed, and asks it one thing at a time.

    `name` is what people call it; `deadline` is in seconds for one request, the start of the
    process included. After `idle` seconds without a request the process is ended, so that the
    memory of a model is free again; the next request starts it anew. `seat` is its place among
    other models: it waits there for its turn, and is ended for theirs. Safe to share between
    threads.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        name: str,
        deadline: float = 60.0,
        environment: Mapping[str, str] | None = None,
        idle: float | None = None,
        seat: Seat | None = None,
    ) -> None:
        self._command = tuple(command)
        self._name = name
        self._deadline = deadline
        self._environment = dict(environment or {})
        self._idle = idle
        self._seat = seat
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._exchange: Exchange | None = None
        self._deaths = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._closed

    def request(
        self,
        request: Mapping[str, object],
        progress: Callable[[int, int], None] | None = None,
    ) -> dict[str, object]:
        """Return the worker's reply, starting the worker if it does not run.

        `progress` is told what the worker reports meanwhile: parts done, and of how many.

        Raises:
            WorkerDied: it crashed or was killed.
            ProviderFailed: it said so, hung, or sent what is no reply. The message says which, and
                ends with the last lines of its log.
            OSError: it found the disk full, which is no fault of its own.
        """
        with self._turn(), self._lock:
            exchange = self._running()
            try:
                reply = exchange.ask(request, self._deadline, progress)
            except ExchangeError as error:
                raise self._bury(str(error)) from None
            self._deaths = 0
            self._rest()
        if reply.get("errno") in _FULL:
            raise OSError(reply["errno"], f"{reply['error']}")
        if "error" in reply:
            raise ProviderFailed(f"{self._name}: {reply['error']}")
        answer = reply.get("reply")
        if not isinstance(answer, dict):
            raise ProviderFailed(f"{self._name} sent a reply without content")
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing; safe to call twice, and from any thread."""
        self._closed = True
        process = self._process
        if process is not None:
            _kill(process)
        with self._lock:
            self._wake()
            self._forget()
        if self._seat is not None:
            self._seat.room.leave(self)

    def release(self) -> None:
        """End the process, to be started again by the next request; waits for the running one."""
        with self._lock:
            self._wake()
            self._forget()

    def _turn(self) -> contextlib.AbstractContextManager[None]:
        if self._seat is None:
            return contextlib.nullcontext()
        return self._seat.room.turn(self, self._seat.size)

    def _rest(self) -> None:
        """End the process when nobody has asked it anything for a while."""
        if self._idle is not None:
            self._timer = threading.Timer(self._idle, self._end_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_idle(self) -> None:
        with self._lock:
            if threading.current_thread() is self._timer:  # nothing was asked meanwhile
                self._forget()

    def _running(self) -> Exchange:
        self._wake()
        if self._closed:
            raise ProviderFailed(f"{self._name} is closed")
        if self._process is not None and self._process.poll() is not None:
            self._deaths += 1  # it died while nobody asked: not this request's fault
            self._forget()
        if self._deaths >= MOST_DEATHS:
            raise ProviderFailed(
                f"{self._name} died {self._deaths} times in a row and is not started again",
                hint="`mdvid doctor` says whether it is installed as it should be",
            )
        if self._process is None or self._exchange is None:
            self._process = _starter.submit(self._start).result()
            self._exchange = Exchange(self._process)
            self._kill_if_closed(self._process)
        return self._exchange

    def _wake(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _kill_if_closed(self, process: subprocess.Popen[bytes]) -> None:
        if self._closed:  # by another thread, while it was starting
            _kill(process)

    def _start(self) -> subprocess.Popen[bytes]:
        kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        try:
            return subprocess.Popen(  # noqa: S603  # the command is ours
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=os.sep,
                env=kept | {"LC_ALL": "C.UTF-8"} | self._environment,
                process_group=0,  # the terminal's Ctrl-C is ours to handle, and we kill all of it
            )
        except OSError as error:
            self._deaths += 1
            raise ProviderFailed(f"{self._name} cannot be started: {error}") from error

    def _bury(self, cause: str) -> ProviderFailed:
        """Kill and forget the process; return what happened."""
        self._deaths += 1
        process, exchange = self._process, self._exchange
        if process is None or exchange is None:
            return ProviderFailed(f"{self._name} {cause}")
        ended = None if cause else _exit_status(process)
        _kill(process)
        log = exchange.log()
        self._forget()
        what = "is closed" if self._closed else cause or ended
        kind = WorkerDied if ended and not self._closed else ProviderFailed
        return kind(f"{self._name} {what}" + (f"; its last lines:\n{log}" if log else ""))

    def _forget(self) -> None:
        process, self._process, self._exchange = self._process, None, None
        if process is None:
            return
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _exit_status(process: subprocess.Popen[bytes]) -> str:
    """Return how a process ended whose pipes are closed."""
    try:
        status = process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return "stopped answering"
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"crashed ({signal.Signals(-status).name})"
        return f"crashed (signal {-status})"
    return f"ended without an answer (exit status {status})"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and everything that it started."""
    # A group of a process that was waited for may be somebody else's by now.
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
