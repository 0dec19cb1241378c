"""What was asked of fakes, and what all of them have in common."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mdvid.engine.digest import digest
from mdvid.errors import ProviderFailed
from mdvid.providers.protocols import ModelInfo


@dataclass(frozen=True, slots=True)
class Call:
    """Something that was asked of a fake."""

    method: str
    """`narrate`, `render`, ..."""
    request: object
    """The request; the quality, of `to_jpeg`."""


@dataclass
class Calls:
    """Remembers what was asked of fakes, in order; lets some of it fail. Safe with threads."""

    made: list[Call] = field(default_factory=list)
    fails: Callable[[Call], bool] = lambda _: False
    """Says which calls raise `ProviderFailed` instead of making something."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, method: str, request: object) -> None:
        """Remember a call.

        Raises:
            ProviderFailed: it is one of those that fail.
        """
        call = Call(method, request)
        with self._lock:
            self.made.append(call)
        if self.fails(call):
            raise ProviderFailed(f"`{method}` was told to fail")

    def take(self) -> list[str]:
        """Return the methods that were called since the last time, in order, and forget them."""
        with self._lock:
            made, self.made = self.made, []
        return [call.method for call in made]


class Fake:
    """What every fake has: a memory, a fingerprint, a count of its ends."""

    def __init__(self, calls: Calls | None = None, fingerprint: str = "fake 1") -> None:
        self.calls = calls or Calls()
        self.fingerprint = fingerprint
        self.closed = 0

    def close(self) -> None:
        """Count how often this was called."""
        self.closed += 1


class FakeGenerator(Fake):
    """Makes something out of words alone."""

    costly = False

    def __init__(self, calls: Calls | None = None, fingerprint: str = "fake 1") -> None:
        super().__init__(calls, fingerprint)
        self.recipe: Mapping[str, object] = {}
        self.revision = ""
        self.word_times = True

    def model(self, name: str) -> ModelInfo:
        """Return a model of that name."""
        return ModelInfo(
            name=name,
            revision=self.revision,
            licence="CC0-1.0",
            word_times=self.word_times,
        )


def bytes_of(request: object, *inputs: Path) -> bytes:
    """Return 32 bytes that follow from a request and from the content of files."""
    content = hashlib.sha256(digest(request).encode())
    for path in inputs:
        content.update(hashlib.sha256(path.read_bytes()).digest())
    return content.digest()
