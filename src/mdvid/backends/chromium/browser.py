"""One browser process: started, spoken to, ended with all its children."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from mdvid.backends.chromium.connection import Connection
from mdvid.backends.chromium.flags import browser_flags, environment

_ABOVE = 10
"""Descriptors are moved above the two numbers that the browser expects its pipes at."""

_LOG_LINES = 8

_PREFIX = "mdvid-browser-"
_LOCK = "lock"


class Browser:
    """A browser of our own, with a profile that is thrown away.

    It ends with `kill`, and by itself when our end of its pipe closes, however we end.
    """

    def __init__(self, program: Path) -> None:
        """Start `program`.

        Raises:
            OSError: it cannot be started.
        """
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = _claim(self._folder)
        self._log = self._folder / "log"
        _sweep(self._folder.parent)
        try:
            self.pid, self.connection = self._start(program)
        except OSError:
            self._remove_folder()
            raise

    def _start(self, program: Path) -> tuple[int, Connection]:
        flags = browser_flags(self._folder / "profile")
        (their_reading, writing), (reading, their_writing) = _pipe(), _pipe()
        try:
            pid = os.posix_spawn(
                program,
                [str(program), *flags],
                environment(),
                # Not `subprocess`: it cannot place descriptors without code between fork and
                # exec, which is not safe in a process with threads.
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 1, self._log, os.O_WRONLY | os.O_CREAT, 0o600),
                    (os.POSIX_SPAWN_DUP2, 1, 2),
                    (os.POSIX_SPAWN_DUP2, their_reading, 3),
                    (os.POSIX_SPAWN_DUP2, their_writing, 4),
                ],
                setpgroup=0,
            )
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        finally:
            os.close(their_reading)
            os.close(their_writing)
        return pid, Connection(reading, writing)

    def log(self) -> str:
        """Return the last lines that the browser printed."""
        try:
            lines = self._log.read_text("utf-8", "replace").strip().splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-_LOG_LINES:])

    def stop(self) -> None:
        """End it and all its children; whoever uses the connection finds it lost."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def kill(self) -> None:
        """Stop it, and remove its profile; safe to call twice, by whoever uses it."""
        if not self.pid:
            return
        self.stop()
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self.pid = 0
        self.connection.close()
        self._remove_folder()

    def _remove_folder(self) -> None:
        _remove(self._folder)
        os.close(self._lock)


def _pipe() -> tuple[int, int]:
    """Return a pipe whose ends are not inherited and have high numbers."""
    ends = os.pipe()
    try:
        reading, writing = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _ABOVE) for end in ends)
    finally:
        for end in ends:
            os.close(end)
    return reading, writing


def _claim(folder: Path) -> int:
    """Mark `folder` as in use; the kernel takes the mark away however this process ends."""
    # Locked before it has the name that others look for: they must not get hold of it first.
    lock = _locked(folder / "lock.new")
    (folder / "lock.new").rename(folder / _LOCK)
    return lock


def _locked(file: Path) -> int:
    lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _sweep(parent: Path) -> None:
    """Remove the folders of browsers whose mdvid was killed before it could."""
    for file in parent.glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            lock = _locked(file)
        except OSError:
            continue  # in use, or not ours
        _remove(file.parent)
        os.close(lock)


def _remove(folder: Path) -> None:
    """Delete a profile. Its browser may still be writing for a moment.

    The lock goes last: what cannot be deleted now is found again by the next sweep.
    """
    for _ in range(20):
        with suppress(FileNotFoundError):
            for entry in folder.iterdir():
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry, ignore_errors=True)
                elif entry.name != _LOCK:
                    entry.unlink(missing_ok=True)
            if [entry.name for entry in folder.iterdir()] == [_LOCK]:
                shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.01)
