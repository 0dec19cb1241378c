"""The DevTools protocol over a pair of pipes, for one thread at a time.

A message is one JSON object, ended by NUL (`--remote-debugging-pipe`). There is no thread of its
own: whoever waits for a reply also answers the events that come in between.
"""

from __future__ import annotations

import json
import os
import select
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

_CHUNK = 2**20

Handler = Callable[[Mapping[str, Any]], None]
"""Gets the parameters of an event."""


class ConnectionLost(Exception):  # noqa: N818  # reads as what happened
    """The browser, or the page, is gone."""


class DeadlineExceeded(ConnectionLost):
    """It did not answer in time, and must be given up."""


class CallFailed(Exception):  # noqa: N818
    """The browser refused a call; says why."""


class Connection:
    """Calls methods and hears events. Owns its two descriptors."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._number = 0
        self._partial: list[bytes] = []
        self._messages: deque[bytes] = deque()
        self._replies: dict[int, Mapping[str, Any]] = {}
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._unwanted: set[int] = set()
        self.deadline = float("inf")
        """When, by `time.monotonic()`, waiting for anything ends."""

    def call(self, method: str, params: Mapping[str, Any], session: str = "") -> Mapping[str, Any]:
        """Call `method` and return its result.

        Raises:
            CallFailed: the browser says no.
            DeadlineExceeded: there was no reply in time.
            ConnectionLost: the browser is gone.
        """
        number = self._send(method, params, session)
        self.wait(lambda: number in self._replies)
        reply = self._replies.pop(number)
        if "error" in reply:
            raise CallFailed(f"{method}: {reply['error'].get('message', 'failed')}")
        result: Mapping[str, Any] = reply["result"]
        return result

    def post(self, method: str, params: Mapping[str, Any], session: str = "") -> None:
        """Call `method` without waiting; its reply, even an error, is dropped."""
        self._unwanted.add(self._send(method, params, session))

    def on(self, event: str, session: str, handler: Handler) -> None:
        """Have `handler` called for each `event` of `session`."""
        self._handlers[session, event] = handler

    def wait(self, done: Callable[[], bool]) -> None:
        """Answer events until `done`.

        Raises:
            DeadlineExceeded: it was not done in time.
            ConnectionLost: the browser is gone.
        """
        while not done():
            if not self._messages:
                self._transfer(b"")
            while self._messages:
                self._take(json.loads(self._messages.popleft()))

    def close(self) -> None:
        """Close both descriptors."""
        os.close(self._reading)
        os.close(self._writing)

    def _take(self, message: Mapping[str, Any]) -> None:
        if "id" not in message:
            handler = self._handlers.get((message.get("sessionId", ""), message["method"]))
            if handler:
                handler(message["params"])
        elif message["id"] in self._unwanted:
            self._unwanted.remove(message["id"])
        else:
            self._replies[message["id"]] = message

    def _send(self, method: str, params: Mapping[str, Any], session: str) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._transfer(json.dumps(message).encode() + b"\0")
        return self._number

    def _transfer(self, data: bytes) -> None:
        """Send all of `data`; without any, wait for something to come in.

        What comes in meanwhile is kept, so that two full pipes never wait for each other.
        """
        unsent = memoryview(data)
        writing = [self._writing] if data else []
        while True:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise DeadlineExceeded("it did not answer in time")
            readable, writable, _ = select.select([self._reading], writing, [], min(left, 3600))
            if writable:
                unsent = self._write(unsent)
            if readable:
                self._read()
            if not unsent and (data or readable):
                return

    def _write(self, unsent: memoryview) -> memoryview:
        try:
            return unsent[os.write(self._writing, unsent[:_CHUNK]) :]
        except BlockingIOError:
            return unsent
        except OSError as error:
            raise ConnectionLost("it ended") from error

    def _read(self) -> None:
        chunk = os.read(self._reading, _CHUNK)
        if not chunk:
            raise ConnectionLost("it ended")
        *whole, rest = chunk.split(b"\0")
        for part in whole:
            self._messages.append(b"".join((*self._partial, part)))
            self._partial.clear()
        self._partial.append(rest)
