"""Changes of files, seen soon, and never missed.

The system tells that something has happened in a folder. What has happened is found by looking at
the files: so nothing is lost that happens while nobody listens, and what happens to other files
beside them, such as the video that is written there, is nobody's business.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator

QUIET = 8
"""Milliseconds of silence that end a burst of changes."""

LONGEST_BURST = 60
"""Milliseconds after which a burst is looked at although it goes on."""

SWEEP = 400
"""Milliseconds between two looks at all files, whatever the system tells: it does not tell of
folders on other machines, nor of files in folders that are not there yet."""

COARSE = 20_000_000
"""Nanoseconds by which the clock of a file system may be behind."""

POLL = 0.1
"""Seconds between two looks where the system tells nothing at all."""


class Seen(NamedTuple):
    """What the file system says of a file."""

    inode: int
    size: int
    modified: int


Look: TypeAlias = Mapping[Path, Seen | None]
"""Files, and what was there; None if there was nothing."""


def look(files: Collection[Path]) -> Look:
    """Return what is there now."""
    return {file: _seen(file) for file in files}


def changed_since(files: Collection[Path], moment: int) -> bool:
    """Say whether a file may have been written, made or deleted since `moment`.

    Nanoseconds, as `time.time_ns` counts them. That something came or went is told by its folder.
    """
    looked = look({*files, *(file.parent for file in files)}).values()
    return any(seen is not None and seen.modified >= moment - COARSE for seen in looked)


class Watcher:
    """Waits for changes of files; for one thread at a time."""

    def __init__(self) -> None:
        self._folders: Look = {}
        self._changes: Generator[Any, None, None] | None = None
        self._stopped = threading.Event()

    def wait(self, before: Look) -> bool:
        """Return true as soon as anything is not as it was `before`; false if it was stopped.

        Raises:
            KeyboardInterrupt: somebody wants an end of it.
        """
        folders = look(frozenset(_folders(before)))
        # One that was moved away is another one, although it has the same path again.
        if _inodes(folders) != _inodes(self._folders):
            self._listen(folders)
        while look(before.keys()) == before:
            if self._stopped.is_set():
                return False
            self._await_news()
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Let `wait` return soon; from any thread."""
        self._stopped.set()

    def close(self) -> None:
        """Let go of what the system lent."""
        if self._changes is not None:
            self._changes.close()
        self._changes = None

    def _listen(self, folders: Look) -> None:
        from watchfiles import watch  # only where somebody watches

        self.close()
        self._folders = folders
        if folders:
            self._changes = watch(
                *folders,
                watch_filter=None,
                debounce=LONGEST_BURST,
                step=QUIET,
                stop_event=self._stopped,
                rust_timeout=SWEEP,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            )

    def _await_news(self) -> None:
        """Wait until something may have happened."""
        if self._changes is None:
            self._stopped.wait(POLL)
            return
        try:
            next(self._changes, None)
        except (OSError, RuntimeError):
            # A folder has just vanished, or the system has nothing more to lend.
            self.close()


def _seen(file: Path) -> Seen | None:
    try:
        found = os.stat(file)  # noqa: PTH116  # hot
    except (OSError, ValueError):
        return None
    return Seen(found.st_ino, found.st_size, found.st_mtime_ns)


def _inodes(folders: Look) -> dict[Path, int]:
    return {folder: seen.inode if seen else 0 for folder, seen in folders.items()}


def _folders(before: Look) -> Iterator[Path]:
    """Yield the folders in which something is likely to happen: those where there are files."""
    for file, seen in before.items():
        if seen is not None:
            yield file.parent
            with suppress(OSError, RuntimeError):
                yield file.resolve().parent
