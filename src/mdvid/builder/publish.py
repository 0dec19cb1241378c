"""Results under the names that people asked for: whole or not at all."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mdvid.builder.report import Output
from mdvid.config.output import SUFFIXES
from mdvid.engine.staging import Staging
from mdvid.errors import LimitError, OutputError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

UNFINISHED = ".mdvid-unfinished"
"""Folder beside the results in which they are written. It goes with the build, or with the next one
if that was killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One artifact, and what it is to be called."""

    format: str
    artifact: Path
    target: Path
    lang: str = ""
    """Of what it says, the first if there are several."""


def target(stem: Path, format_: str, slide: int | None = None) -> Path:
    """Return `talk.mp4`, or `talk.003.png` for the picture of a slide."""
    number = "" if slide is None else f".{slide:03}"
    return stem.with_name(f"{stem.name}{number}{SUFFIXES[format_]}")


def check_targets(deck: Path, targets: Iterable[Path]) -> None:
    """Refuse before anything is built what could not be written afterwards.

    Raises:
        OutputError: a folder is missing or cannot be written, a name is too long or taken by
            something that is no file, or the deck itself would be overwritten.
    """
    for path in targets:
        with _writing(path):
            _check(path, deck)


def _check(path: Path, deck: Path) -> None:
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"`{folder}` is not a folder", hint="choose another place with -o")
    if not folder.is_dir():
        raise OutputError(
            f"the folder `{folder}` does not exist", hint=f"make it first: mkdir -p '{folder}'"
        )
    with suppress(FileNotFoundError):
        path.lstat()  # says whether a file can have such a name at all
    if path.is_dir():
        raise OutputError(
            f"`{path}` is a folder", hint="name a file, or the folder with a slash at its end"
        )
    if path.exists() and not path.is_file():
        raise OutputError(f"`{path}` is no regular file", hint="choose another name with -o")
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
    with ExitStack() as stack:
        folders: dict[Path, Staging] = {}
        for result in results:
            with _writing(result.target):
                folder = result.target.parent
                if folder not in folders:
                    folders[folder] = stack.enter_context(unfinished(folder))
                if not _same(result.artifact, result.target):
                    copy = Path(folders[folder].path())
                    staged.append((copy, result.target))
                    _copy(result, copy)
                size = result.artifact.stat().st_size
                outputs.append(
                    Output(format=result.format, path=result.target, bytes=size, lang=result.lang)
                )
        for copy, final in staged:
            with _writing(final):
                copy.replace(final)
    return tuple(outputs)


@contextmanager
def unfinished(folder: Path) -> Iterator[Staging]:
    """Lend a place to write in beside the results; sweep up after builds that were killed there."""
    folder.stat()  # fails if it vanished meanwhile; `Staging` would make it again
    place = folder / UNFINISHED
    staging = Staging(place)
    staging.sweep()
    try:
        yield staging
    finally:
        staging.close()
        with suppress(OSError):
            place.rmdir()  # unless another build is at work in it


def _copy(result: Result, copy: Path) -> None:
    with result.artifact.open("rb") as source, copy.open("xb") as to:
        shutil.copyfileobj(source, to, 1024 * 1024)
    if result.target.exists():
        copy.chmod(result.target.stat().st_mode & 0o777)


def _same(artifact: Path, path: Path) -> bool:
    return path.is_file() and filecmp.cmp(artifact, path, shallow=False)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn errors of the system into errors that name `path` and say what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise LimitError(
                f"no space is left for `{path}`",
                hint="free some space; the previous output is as it was",
            ) from error
        if error.errno == errno.ENAMETOOLONG:
            raise OutputError(
                f"the file system refuses so long a name: `{path}`",
                hint="choose a shorter one with -o",
            ) from error
        raise OutputError(
            f"`{path}` cannot be written: {(error.strerror or str(error)).lower()}",
            hint="choose another place with -o",
        ) from error
