"""The content store: results named by what is in them."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from mdvid.engine.digest import Digest, digest
from mdvid.engine.faults import using_cache
from mdvid.engine.staging import Staging

STEM = "artifact"
"""The main file of every artifact is called so, with a suffix; its side files as well."""

TOUCH_AFTER = 3600.0
"""Seconds. When something was used is known no better than this: it saves most writes."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A folder in the store: a main file, and files of the same stem that belong to it."""

    digest: Digest
    """Of the names and the bytes of all its files."""
    name: str
    """Of the main file."""
    size: int
    """Bytes of the main file."""


class ContentStore:
    """Artifacts under `root`, in `cas/ab/<digest>/`; never changed once they are there.

    Safe to use from several threads and processes. Every method that writes raises `LimitError`
    if the disk is full and `ConfigError` if the folder cannot be written.
    """

    def __init__(self, root: Path, staging: Staging) -> None:
        self._root = root
        self._cas = f"{root}/cas"
        self._staging = staging

    def path(self, artifact: Artifact) -> Path:
        """Return where the main file lies; its side files lie beside it."""
        return Path(self._folder(artifact.digest), artifact.name)

    def files(self, artifact: Artifact) -> tuple[Path, ...]:
        """Return the main file and, by name, its side files."""
        main = self.path(artifact)
        return (main, *sorted(path for path in main.parent.iterdir() if path != main))

    def commit(self, staged: Path) -> Artifact:
        """Move a finished artifact in, atomically: its main file, alone in a folder of its own.

        Files of the same stem beside it belong to it; anything else there is scratch and deleted.
        The folder is gone afterwards. What is in the store already stays if it is whole.

        Raises:
            FileNotFoundError: there is no main file.
        """
        if not staged.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(staged))
        folder = str(staged.parent)
        with using_cache(self._root):
            _drop_scratch(folder, staged.stem)
            artifact = _weigh(folder, staged.name)
            while not self._move_in(folder, artifact.digest):
                if self.intact(artifact):
                    shutil.rmtree(folder, ignore_errors=True)
                    break
                self.discard(artifact)
        return artifact

    def add(self, source: Path, suffix: str) -> Artifact:
        """Copy a foreign file in; the same bytes and suffix give the same artifact.

        Raises:
            OSError: `source` cannot be read.
        """
        name = STEM + suffix
        with source.open("rb", buffering=0) as file:
            known = _artifact(name, {name: _read_file(file)})
            if self.intact(known):
                self._touch(known)
                return known
            file.seek(0)
            with using_cache(self._root), self._staging.folder() as folder:
                staged = folder / name
                with staged.open("wb") as copy:
                    shutil.copyfileobj(file, copy)
                return self.commit(staged)

    def holds(self, artifact: Artifact) -> bool:
        """Say whether the artifact seems to be there. Cheap: looks at its main file's size."""
        try:
            stat = os.stat(f"{self._folder(artifact.digest)}/{artifact.name}")  # noqa: PTH116  # hot
        except (OSError, ValueError):
            return False
        return stat.st_size == artifact.size

    def intact(self, artifact: Artifact) -> bool:
        """Say whether the artifact is there and is, byte for byte, what it was."""
        try:
            return _weigh(self._folder(artifact.digest), artifact.name) == artifact
        except (OSError, ValueError):
            return False

    def discard(self, artifact: Artifact) -> None:
        """Delete the artifact, if it is there; never leaves a part of it under its name."""
        with using_cache(self._root):
            self.discard_path(self._folder(artifact.digest))

    def discard_path(self, path: str) -> None:
        """Delete what lies at `path` in the store, by way of the staging folder."""
        trash = self._staging.path()
        try:
            os.rename(path, trash)  # noqa: PTH104  # str in, str out
        except FileNotFoundError:
            return
        if os.path.isdir(trash) and not os.path.islink(trash):  # noqa: PTH112, PTH114  # likewise
            shutil.rmtree(trash, ignore_errors=True)
        else:
            os.unlink(trash)  # noqa: PTH108  # likewise

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield (name, path) of all that lies where artifacts belong, the ill-named included."""
        for shard in _scan(self._cas):
            if not shard.is_dir(follow_symlinks=False):
                yield shard.name, shard.path
                continue
            for entry in _scan(shard.path):
                yield entry.name, entry.path

    def weigh(self, path: str) -> Artifact | None:
        """Return the artifact that lies in the folder `path`; `None` if it is damaged."""
        try:
            files = _read(path)
        except OSError:
            return None
        # Which file is the main one is part of the digest.
        artifacts = (_artifact(name, files) for name in files)
        return next((a for a in artifacts if path == self._folder(a.digest)), None)

    def _folder(self, name: Digest) -> str:
        return f"{self._cas}/{name[:2]}/{name}"

    def _move_in(self, folder: str, name: Digest) -> bool:
        """Rename `folder` into place; say no if something is there."""
        target = self._folder(name)
        for _ in range(2):
            try:
                os.rename(folder, target)  # noqa: PTH104  # str in, str out
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                    return False
                raise
            else:
                return True
        raise FileNotFoundError(errno.ENOENT, "the folder was deleted meanwhile", target)

    def _touch(self, artifact: Artifact) -> None:
        folder = self._folder(artifact.digest)
        if os.stat(folder).st_mtime < time.time() - TOUCH_AFTER:  # noqa: PTH116  # str in
            os.utime(folder)


def _scan(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def _drop_scratch(folder: str, stem: str) -> None:
    for entry in _scan(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.is_symlink() or not entry.name.startswith(f"{stem}."):
            os.unlink(entry.path)  # noqa: PTH108  # str in


def _weigh(folder: str, name: str) -> Artifact:
    files = _read(folder)
    if name not in files:
        raise FileNotFoundError(errno.ENOENT, "there is no such file", f"{folder}/{name}")
    return _artifact(name, files)


def _artifact(name: str, files: Mapping[str, tuple[int, str]]) -> Artifact:
    """Return what `files` make up, with `name` as the main one."""
    return Artifact(digest((name, tuple(sorted(files.items())))), name, files[name][0])


def _read(folder: str) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of each file in `folder`, by name."""
    files = {}
    for name in os.listdir(folder):  # noqa: PTH208  # names only
        descriptor = os.open(f"{folder}/{name}", os.O_RDONLY | os.O_NOFOLLOW)
        with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  # a descriptor
            files[name] = _read_file(file)
    return files


def _read_file(file: FileIO) -> tuple[int, str]:
    return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
