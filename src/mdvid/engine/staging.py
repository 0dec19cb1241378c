"""Staging: folders for work in progress, on the file system where the results will lie.

Everything is made here and moved into its place by one rename. Each open cache has a folder of its
own, locked as long as its process lives. The lock, not the process id, says whose work is
abandoned: ids mean nothing to another container or host that shares the folder.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Staging:
    """Hands out empty folders under `root`; safe to use from several threads.

    If others use `root` as well, `prefix` is what the names of ours begin with.
    """

    def __init__(self, root: Path, prefix: str = "") -> None:
        self._root = root
        self._prefix = prefix
        self._own: str | None = None
        self._numbers = itertools.count()
        self._starting = threading.Lock()
        self._release: weakref.finalize[[int], Staging] | None = None

    def path(self) -> str:
        """Return a path under `root` that nobody else uses; nothing is there yet."""
        with self._starting:
            if self._own is None:
                self._own, lock = _claim(self._root, self._prefix)
                self._release = weakref.finalize(self, os.close, lock)
        return f"{self._own}/{next(self._numbers)}"

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """Lend an empty folder; what is still there afterwards is deleted."""
        path = self.path()
        Path(path).mkdir()
        try:
            yield Path(path)
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def sweep(self) -> None:
        """Delete what processes that died have left; never what another one works on."""
        with suppress(FileNotFoundError):
            for entry in list(os.scandir(self._root)):
                if entry.path != self._own and entry.name.startswith(self._prefix):
                    _delete_if_abandoned(entry.path)

    def empty(self) -> None:
        """Delete all work in progress."""
        if self._own is not None:
            for entry in list(os.scandir(self._own)):
                shutil.rmtree(entry.path, ignore_errors=True)

    def close(self) -> None:
        """Delete all work in progress; safe to call twice."""
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)
            self._own = None
        if self._release is not None:
            self._release()


def _claim(root: Path, prefix: str) -> tuple[str, int]:
    """Return a new folder under `root` and the descriptor that keeps it locked."""
    while True:
        root.mkdir(parents=True, exist_ok=True)
        try:
            path = tempfile.mkdtemp(dir=root, prefix=prefix)
        except FileNotFoundError:
            continue  # whoever used it last has just removed the root
        lock = _lock(path)
        if lock is not None:
            # Someone may have swept the folder between its creation and the lock.
            with suppress(FileNotFoundError):
                if Path(path).stat().st_ino == os.fstat(lock).st_ino:
                    return path, lock
            os.close(lock)


def _lock(path: str) -> int | None:
    """Return a descriptor that holds the lock of a folder; `None` if another one holds it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _delete_if_abandoned(path: str) -> None:
    lock = _lock(path)
    if lock is not None:
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)
