"""Files of a deck in the content store, so that a build sees one state of them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from mdvid.backends.images import PictureInfo, inspect
from mdvid.builder.recent import Recent
from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.store import Artifact
from mdvid.providers.requests import Asset

SETTLED = 2_000_000_000
"""Nanoseconds after which a change would give a file another time: the coarsest clock that file
systems have (FAT) ticks every two seconds."""


class Stamp(NamedTuple):
    """What the file system says of a file whose bytes stay the same."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class KnownFiles:
    """What was found in files that have not changed since: they are not read again."""

    def __init__(self) -> None:
        self.infos: Recent[Stamp, PictureInfo] = Recent()
        self.artifacts: Recent[tuple[Stamp, str], Artifact] = Recent()

    def begin(self) -> None:
        """Forget what the last builds did not ask for."""
        self.infos.begin()
        self.artifacts.begin()


class StoreKeeper:
    """Keeps the files of a deck."""

    def __init__(self, cache: Cache, known: KnownFiles | None = None) -> None:
        self._cache = cache
        self._store = cache.store
        self._known = known or KnownFiles()
        self._paths: dict[Digest, Path] = {}

    def inspect(self, file: Path) -> PictureInfo:
        """Return what kind of picture `file` is.

        Raises:
            NotAPicture: it is none, or too large.
            OSError: it cannot be read.
        """
        stamp = _stamp(file)
        info = self._known.infos.find(stamp)
        if info is None:
            info = inspect(file)
            if _is_settled(stamp):
                self._known.infos.put(stamp, info)
        return info

    def keep(self, file: Path, media_type: str, name: str) -> Asset:
        """Keep a copy of `file`, and return it as the asset called `name`."""
        # Not the file's own suffix: it may have none, or any, and the content is what counts.
        suffix = media_type.rpartition("/")[2].partition("+")[0]
        stamp = _stamp(file)
        artifact = self._known.artifacts.find((stamp, suffix))
        if artifact is None or not self._store.holds(artifact):
            artifact = self._store.add(file, f".{suffix}")
            if _is_settled(stamp):
                self._known.artifacts.put((stamp, suffix), artifact)
        self._paths[artifact.digest] = self._store.path(artifact)
        return Asset(name=name, digest=artifact.digest, media_type=media_type)

    def write(self, data: bytes) -> Path:
        """Keep `data`, and return the file that holds it."""
        with self._cache.staging() as folder:
            file = folder / "data"
            file.write_bytes(data)
            return self._store.path(self._store.add(file, ".bin"))

    def path(self, digest: Digest) -> Path:
        """Return where a file that was kept lies."""
        return self._paths[digest]


def _stamp(file: Path) -> Stamp:
    found = os.stat(file)  # noqa: PTH116  # hot
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _is_settled(stamp: Stamp) -> bool:
    return time.time_ns() - max(stamp.modified, stamp.changed) > SETTLED
