"""Digests of models' files: they stand for what a model is, where nobody recorded a revision."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mdvid.backends.models.json_file import locked, read_object, write_object
from mdvid.backends.models.places import cache_folder
from mdvid.errors import ProviderUnavailable

MOST_FILES = 10_000
"""A folder with more is no model, but somebody's home."""

MOST_REMEMBERED = 1_000

_YOUNG = 2_000_000_000
"""Nanoseconds within which a change may leave a file's times as they are on some file systems."""


def folder_digest(folder: Path) -> str:
    """Return the hex digest (SHA-256) of names and contents of all files below `folder`.

    Files and folders whose names begin with a dot are no part of a model. A file instead of a
    folder has a digest too. Reads everything once, gigabytes if need be; from then on the answer
    comes from a memo, for as long as no size and no time of a file changes.

    Raises:
        ProviderUnavailable: it cannot be read, or is no model by its number of files.
    """
    try:
        folder = folder.resolve()
        state = _state(folder)
        found = _recall(folder, state)
        if found is None:
            found = _read(folder)
            if _state(folder) == state and _is_old(folder):
                _remember(folder, state, found)
    except OSError as error:
        reason = error.strerror or error
        raise ProviderUnavailable(f"the model in `{folder}` cannot be read: {reason}") from error
    return found


def model_files(folder: Path) -> list[Path]:
    """Return all files of the model in `folder`, by name; the file itself if it is one.

    Raises:
        OSError: a folder cannot be read.
        ProviderUnavailable: there are too many.
    """
    if not folder.is_dir():
        return [folder]
    files: list[Path] = []
    for file in _walk(folder, set()):
        files.append(file)
        if len(files) > MOST_FILES:
            raise ProviderUnavailable(
                f"`{folder}` holds more than {MOST_FILES:,} files: that is no model",
                hint="name the folder of one model",
            )
    return sorted(files)


def _walk(folder: Path, above: set[tuple[int, int]]) -> Iterator[Path]:
    """Yield files below `folder`; links are followed, but never in circles."""
    info = folder.stat()
    here = (info.st_dev, info.st_ino)
    if here in above:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _walk(Path(entry.path), above | {here})
            else:
                yield Path(entry.path)


def _read(folder: Path) -> str:
    content = hashlib.sha256()
    for file in model_files(folder):
        with file.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
        name = file.relative_to(folder).as_posix()
        content.update(os.fsencode(name) + b"\0" + digest.encode() + b"\0")
    return content.hexdigest()


def _state(folder: Path) -> str:
    """Return a digest of all that tells of a change without reading contents."""
    content = hashlib.sha256()
    for file in model_files(folder):
        info = file.stat()
        if not stat.S_ISREG(info.st_mode):  # opening a device can do anything, or never end
            raise ProviderUnavailable(f"`{file}` is no file: that is no model")
        told = (info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)
        content.update(os.fsencode(file) + f"\0{told}\0".encode())
    return content.hexdigest()


def _is_old(folder: Path) -> bool:
    youngest = max((file.stat().st_ctime_ns for file in model_files(folder)), default=0)
    return time.time_ns() - youngest > _YOUNG


def _memo() -> Path:
    return cache_folder() / "digests.json"


def _recall(folder: Path, state: str) -> str | None:
    entry = _entries().get(os.fspath(folder))
    if isinstance(entry, dict) and entry.get("state") == state:
        digest = entry.get("digest")
        return digest if isinstance(digest, str) else None
    return None


def _remember(folder: Path, state: str, digest: str) -> None:
    # A memo that cannot be kept costs time, nothing else.
    with suppress(OSError), locked(_memo()):
        entries = _entries()
        entries.pop(os.fspath(folder), None)
        while len(entries) >= MOST_REMEMBERED:
            del entries[next(iter(entries))]
        write_object(_memo(), entries | {os.fspath(folder): {"state": state, "digest": digest}})


def _entries() -> dict[str, object]:
    try:
        return read_object(_memo())
    except (OSError, ValueError):
        return {}
