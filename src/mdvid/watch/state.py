"""What pages show, as one value, and how they hear of it.

A state is what `json.dumps` takes: a mapping that nobody changes once it is published. What has not
changed in the next state is the same object there, so that telling two states apart is quick.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, TypeAlias

State: TypeAlias = Mapping[str, Any]

EMPTY: State = {
    "revision": 0,
    "deck": None,
    "document": "",
    "smallest": 0.6,
    "slides": [],
    "edited": None,
    "diagnostics": [],
    "failed": False,
    "build": {"state": "waiting", "built": 0, "cached": 0, "seconds": 0.0, "stages": []},
    "timeline": None,
    "video": None,
}
"""What a page knows before the deck was read for the first time."""


def change(before: State, after: State) -> dict[str, Any]:
    """Return the keys of `after` that are other ones than in `before`, and its revision.

    Of the slides only those are told that are new, whole, and of those that were there before
    what is another: `{"order": [keys], "slides": {key: {name: value}}}`.
    """
    changed = {key: value for key, value in after.items() if not _same(before.get(key, ...), value)}
    if "slides" in changed:
        changed["slides"] = _slides(before.get("slides", ()), after["slides"])
    return {**changed, "revision": after["revision"]}


def _slides(before: Sequence[State], after: Sequence[State]) -> dict[str, Any]:
    known = {slide["key"]: slide for slide in before}
    told = {}
    for slide in after:
        old = known.get(slide["key"], {})
        if old is not slide and old != slide:
            told[slide["key"]] = {k: v for k, v in slide.items() if not _same(old.get(k, ...), v)}
    return {"order": [slide["key"] for slide in after], "slides": told}


def _same(before: object, after: object) -> bool:
    return before is after or before == after


class Broker:
    """Holds the newest state; any thread may publish, any number of pages may listen.

    Nothing is queued for a page: whenever it is ready for more, it gets what has changed since the
    state that it was told last. One that is slow misses what was between, and nothing else.
    """

    def __init__(self) -> None:
        self._state: State = EMPTY
        self._lock = threading.Lock()
        self._published = threading.Condition(self._lock)
        self._listeners: set[_Listener] = set()
        self._closed = False

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    def publish(self, state: State) -> int:
        """Make `state` the newest one, and return its revision, which is given to it here.

        Keys that it does not have stay as they are. What is the same as before is not told.
        """
        with self._lock:
            merged = {**self._state, **state, "revision": self._state["revision"]}
            if len(change(self._state, merged)) > 1:
                self._state = {**merged, "revision": self._state["revision"] + 1}
                self._wake()
            return int(self._state["revision"])

    def wait(self, revision: int, seconds: float | None = None) -> State:
        """Return the newest state as soon as it is newer than `revision`, or the time is up."""
        with self._lock:
            self._published.wait_for(lambda: self._state["revision"] > revision, seconds)
            return self._state

    async def subscribe(self) -> AsyncGenerator[tuple[str, State], None]:
        """Yield `("state", state)`, and then `("change", change)` for each change, until the end.

        It ends when the broker is closed.
        """
        listener = _Listener()
        with self._lock:
            self._listeners.add(listener)
        try:
            told = self._state
            yield "state", told
            while not self._closed:
                await listener.woken.wait()
                listener.woken.clear()
                newest = self._state
                if newest is not told:
                    yield "change", change(told, newest)
                    told = newest
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def close(self) -> None:
        """End every subscription."""
        with self._lock:
            self._closed = True
            self._wake()

    def _wake(self) -> None:
        self._published.notify_all()
        for listener in list(self._listeners):
            listener.wake()


class _Listener:
    """Whoever waits in an event loop."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        """Let it look at the newest state; from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.woken.set)
