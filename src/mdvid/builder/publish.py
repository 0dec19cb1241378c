"""Results under the names that people asked for: whole or not at all."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mdvid.builder.report import Output
from mdvid.config.output import SUFFIXES
from mdvid.errors import LimitError, OutputError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One artifact, and what it is to be called."""

    format: str
    artifact: Path
    target: Path


def target(stem: Path, format_: str, slide: int | None = None) -> Path:
    """Return `talk.mp4`, or `talk.003.png` for the picture of a slide."""
    number = "" if slide is None else f".{slide:03}"
    return stem.with_name(f"{stem.name}{number}{SUFFIXES[format_]}")


def check_targets(deck: Path, targets: Iterable[Path]) -> None:
    """Refuse before anything is built what could not be written afterwards.

    Raises:
        OutputError: a folder is missing or cannot be written, a name is taken by a folder, or
            the deck itself would be overwritten.
    """
    for path in targets:
        folder = path.parent
        if not folder.is_dir():
            raise OutputError(
                f"the folder `{folder}` does not exist", hint=f"make it first: mkdir -p '{folder}'"
            )
        if path.is_dir():
            raise OutputError(
                f"`{path}` is a folder", hint="name a file, or the folder with a slash at its end"
            )
        if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            raise OutputError(f"`{path}` cannot be written", hint="choose another place with -o")
        if path.exists() and path.samefile(deck):
            raise OutputError(f"`{path}` is the deck itself", hint="choose another name with -o")


def publish(results: Iterable[Result]) -> tuple[Output, ...]:
    """Put every result in its place; what is there already and the same is left alone.

    All are copied beside their final names first, so that a full disk leaves every old one.

    Raises:
        LimitError: the disk is full.
        OutputError: a file cannot be written.
    """
    staged: list[tuple[Path, Path]] = []
    outputs = []
    try:
        for result in results:
            if not _same(result.artifact, result.target):
                staged.append((_stage(result), result.target))
            size = result.artifact.stat().st_size
            outputs.append(Output(format=result.format, path=result.target, bytes=size))
        for temporary, final in staged:
            temporary.replace(final)
    except OSError as error:
        raise _explained(error) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return tuple(outputs)


def _stage(result: Result) -> Path:
    # A name of its own, not one made from the target: that may be 255 bytes long already.
    handle, name = tempfile.mkstemp(prefix=".mdvid-", dir=result.target.parent)
    os.close(handle)
    staged = Path(name)
    try:
        shutil.copyfile(result.artifact, staged)
        staged.chmod(_mode(result.target))
    except OSError:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _mode(path: Path) -> int:
    """Return the permissions that the file has, or a new one would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _same(artifact: Path, path: Path) -> bool:
    return path.is_file() and filecmp.cmp(artifact, path, shallow=False)


def _explained(error: OSError) -> LimitError | OutputError:
    if error.errno in FULL:
        return LimitError(
            f"no space is left for `{error.filename2 or error.filename}`",
            hint="free some space; the previous output is as it was",
        )
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(
            f"the file system refuses so long a name: `{error.filename}`",
            hint="choose a shorter one with -o",
        )
    return OutputError(f"`{error.filename}` cannot be written: {error.strerror}")
