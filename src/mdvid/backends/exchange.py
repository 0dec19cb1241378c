"""One question and one answer over the pipes of a process, within a deadline and a size."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import IO

LARGEST_REPLY = 16 * 2**20
"""Bytes of one reply; results of any size go through files."""

LOG_SIZE = 16 * 2**10
"""Bytes of standard error that are kept."""

LOG_LINES = 12
"""Lines of it that are shown."""

_CHUNK = 2**16


class ExchangeError(Exception):
    """There is no valid reply; empty when the process closed its pipes, as a crash does."""


class Exchange:
    """Talks to one process. Not for several threads at once."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._input = _descriptor(process.stdin)
        self._output = _descriptor(process.stdout)
        self._errors = _descriptor(process.stderr)
        for descriptor in (self._input, self._output, self._errors):
            os.set_blocking(descriptor, False)
        self._log = bytearray()
        self._received = bytearray()
        self._number = 0

    def ask(
        self,
        request: Mapping[str, object],
        deadline: float,
        progress: Callable[[int, int], None] | None = None,
    ) -> dict[str, object]:
        """Return the reply to `request`, at most `deadline` seconds from now.

        `progress` is told what the process says before it replies: parts done, and of how many.

        Raises:
            ExchangeError: the process hung, ended, or sent too much or what is no reply.
        """
        self._number += 1
        line = json.dumps({"id": self._number, "request": request}).encode() + b"\n"
        end = time.monotonic() + deadline
        reply = self._parse(self._transfer(line, end, deadline))
        while told := _progress(reply):
            if progress is not None:
                progress(*told)
            reply = self._parse(self._transfer(b"", end, deadline))
        if reply.get("id") != self._number:
            raise ExchangeError("answered another question than the one that was asked")
        return reply

    def log(self) -> str:
        """Return the last lines of standard error, what is still in the pipe included."""
        while self._read_errors():
            pass
        lines = self._log.decode(errors="replace").split("\n")
        return "\n".join(lines[-LOG_LINES - 1 :]).strip()

    def _transfer(self, line: bytes, end: float, deadline: float) -> bytes:
        """Send `line`, and return the next line that comes, without its end."""
        unsent = memoryview(line)
        with selectors.DefaultSelector() as selector:
            if unsent:
                selector.register(self._input, selectors.EVENT_WRITE)
            selector.register(self._output, selectors.EVENT_READ)
            selector.register(self._errors, selectors.EVENT_READ)
            while b"\n" not in self._received:
                ready = {key.fd for key, _ in selector.select(end - time.monotonic())}
                _refuse_late(end, deadline)
                if self._errors in ready and not self._read_errors():
                    selector.unregister(self._errors)
                if self._input in ready:
                    unsent = self._write(unsent)
                    if not unsent:
                        selector.unregister(self._input)
                if self._output in ready:
                    self._read_output()
        _refuse_late(end, deadline)  # also one that talks without end
        answer, _, rest = bytes(self._received).partition(b"\n")
        self._received = bytearray(rest)
        return answer

    def _write(self, unsent: memoryview) -> memoryview:
        try:
            return unsent[os.write(self._input, unsent[:_CHUNK]) :]
        except BlockingIOError:
            return unsent
        except BrokenPipeError:
            raise ExchangeError from None

    def _read_output(self) -> None:
        chunk = os.read(self._output, _CHUNK)
        if not chunk:
            raise ExchangeError
        self._received += chunk
        if len(self._received) > LARGEST_REPLY:
            raise ExchangeError(f"sent more than {LARGEST_REPLY // 2**20} MiB in one reply")

    def _read_errors(self) -> bool:
        """Keep the end of what is there; return whether there may be more."""
        try:
            chunk = os.read(self._errors, _CHUNK)
        except BlockingIOError:
            return False
        self._log += chunk
        del self._log[:-LOG_SIZE]
        return bool(chunk)

    @staticmethod
    def _parse(line: bytes) -> dict[str, object]:
        try:
            reply = json.loads(line)
        except (ValueError, RecursionError):
            reply = None
        if not isinstance(reply, dict):
            start = line[:60].decode(errors="replace")
            raise ExchangeError(f"sent what is no reply: {start!r}")
        return reply


def _refuse_late(end: float, deadline: float) -> None:
    if time.monotonic() >= end:
        raise ExchangeError(f"did not answer within {deadline:g} s")


def _progress(message: Mapping[str, object]) -> tuple[int, int] | None:
    """Return how far the process says it is; None if it says something else."""
    match message.get("progress"):
        case [int(done), int(total)]:
            return done, total
        case _:
            return None


def _descriptor(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise ValueError("a worker needs all three pipes")
    return pipe.fileno()
