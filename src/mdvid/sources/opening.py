"""Files opened once: the one that is judged is the one that is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mdvid.sources.policy import Refusal, shown

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes; larger pictures are refused before they are read."""


@contextmanager
def opened(path: Path, source: str, root: Path, largest: int | None = None) -> Iterator[Path]:
    """Lend a path to the very file that `path` leads to now, whatever takes its place meanwhile.

    `path` has been resolved, but a folder on the way may have become a link since: where the
    system says where an open file lies (Linux), that is what is judged.

    It may have `largest` bytes; by default as many as a picture.

    Raises:
        Refusal: it is no regular file, too large, outside `root`, or cannot be read.
    """
    try:
        # A pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Refusal(f"{shown(source)} cannot be read: {_why(error)}") from error
    try:
        _judge(os.fstat(descriptor), source, LARGEST_FILE if largest is None else largest)
        yield _located(descriptor, path, source, root.resolve())
    finally:
        os.close(descriptor)


def _located(descriptor: int, path: Path, source: str, root: Path) -> Path:
    link = Path(f"/proc/self/fd/{descriptor}")
    try:
        inside = link.readlink().is_relative_to(root)
    except OSError:
        return path
    if not inside:
        raise Refusal(f"{shown(source)} was replaced while it was read")
    return link


def _judge(status: os.stat_result, source: str, largest: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Refusal(f"{shown(source)} is not a file")
    if status.st_size > largest:
        size, limit = status.st_size // 1024 // 1024, largest // 1024 // 1024
        raise Refusal(f"{shown(source)} has {size} MB; the limit is {limit} MB", limit=True)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
