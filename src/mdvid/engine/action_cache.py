"""The action cache: which artifact an action made, by its key.

An entry is a small text file with its own checksum. One that cannot be believed (cut short, a
flipped bit, another version, under another key's name) is the same as none.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mdvid.engine.digest import Digest
from mdvid.engine.faults import using_cache
from mdvid.engine.staging import Staging
from mdvid.engine.store import TOUCH_AFTER, Artifact

_MAGIC = "mdvid action 1"
_LINES = 5
_SUM = 64
_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies where entries belong; `artifact` is `None` if it cannot be believed."""

    name: str
    path: str
    artifact: Artifact | None
    used: float
    """When it was last used, in seconds since the epoch."""


class ActionCache:
    """Entries under `root`, in `actions/ab/<key>`. Safe to use from several processes."""

    def __init__(self, root: Path, staging: Staging) -> None:
        self._root = root
        self._folder = f"{root}/actions"
        self._staging = staging
        self._now = time.time()

    def get(self, key: Digest) -> Artifact | None:
        """Return what the action made, if it is known."""
        try:
            descriptor = os.open(self._path(key), os.O_RDONLY)
        except OSError:
            return None
        try:
            artifact = _parse(os.read(descriptor, _LARGEST), key)
            if artifact and os.fstat(descriptor).st_mtime < self._now - TOUCH_AFTER:
                os.utime(descriptor)
        except OSError:
            return None
        finally:
            os.close(descriptor)
        return artifact

    def put(self, key: Digest, artifact: Artifact) -> None:
        """Remember what the action made, atomically.

        Raises:
            LimitError: the disk is full.
            ConfigError: the folder cannot be written.
        """
        with using_cache(self._root):
            staged = Path(self._staging.path())
            staged.write_bytes(_format(key, artifact))
            target = Path(self._path(key))
            try:
                staged.replace(target)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)

    def remove(self, key: Digest) -> None:
        """Forget the entry, if there is one."""
        with using_cache(self._root), suppress(FileNotFoundError):
            os.unlink(self._path(key))  # noqa: PTH108  # str in

    def entries(self) -> Iterator[Entry]:
        """Yield all that lies where entries belong."""
        for path in sorted(Path(self._folder).glob("*/*")):
            with suppress(FileNotFoundError):
                used = path.lstat().st_mtime
                known = self._path(Digest(path.name)) == str(path)
                yield Entry(path.name, str(path), _read(path) if known else None, used)

    def _path(self, key: Digest) -> str:
        return f"{self._folder}/{key[:2]}/{key}"


def _read(path: Path) -> Artifact | None:
    try:
        with path.open("rb") as file:
            return _parse(file.read(_LARGEST), Digest(path.name))
    except OSError:
        return None


def _format(key: Digest, artifact: Artifact) -> bytes:
    lines = (_MAGIC, key, artifact.digest, str(artifact.size), artifact.name)
    body = "".join(f"{line}\n" for line in lines).encode()
    return body + hashlib.sha256(body).hexdigest().encode()


def _parse(data: bytes, key: Digest) -> Artifact | None:
    body, checksum = data[:-_SUM], data[-_SUM:]
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        return None
    magic, *lines = body.decode().split("\n")
    if magic != _MAGIC or len(lines) != _LINES or lines[0] != key:
        return None
    return Artifact(Digest(lines[1]), lines[3], int(lines[2]))
