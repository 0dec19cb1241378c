"""Writing a folder of pins: what was there stays whole until all of the new is there."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mdvid.builder.publish import FULL, unfinished
from mdvid.errors import LimitError, OutputError
from mdvid.pipeline.costs import KINDS
from mdvid.pipeline.pins import DIGITS, PinFile, Pins
from mdvid.pipeline.pins_file import dump_pins
from mdvid.sources.pins import PinFolder

_OURS = re.compile(rf"(?:{'|'.join(KINDS.values())})-[0-9a-f]{{{DIGITS}}}\.[A-Za-z0-9.]+")
"""Names of files in the folder that are pins; anything else there is left alone."""


def write_pins(folder: PinFolder, pins: Pins, new: Mapping[str, Path]) -> None:
    """Make the folder say `pins`; `new` are the files by name that it does not have yet.

    New files come first, then `pins.json`, and only then is deleted what nobody needs. So whenever
    this is killed, `pins.json` and the files that it names belong together.

    Raises:
        OutputError: the folder cannot be written.
        LimitError: the disk is full.
    """
    expected = {pin.stem + file.suffix: file for pin in pins.pins for file in pin.files}
    with _writing(folder):
        _check_place(folder)
        folder.path.mkdir(exist_ok=True)
        with _alone(folder.path):
            with unfinished(folder.path) as staging:
                copies = {name: Path(staging.path()) for name in new}
                for name, copy in copies.items():
                    shutil.copyfile(new[name], copy)
                    _verify(copy, expected[name], folder.path / name)
                for name, copy in copies.items():
                    copy.replace(folder.path / name)
                _write_index(folder, pins, Path(staging.path()))
            _sweep(folder.path, expected)


def file_of(path: Path) -> PinFile:
    """Return a file of an artifact as one of a pin."""
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return PinFile(suffix=path.name.removeprefix(path.name.partition(".")[0]), sha256=sha256)


def _write_index(folder: PinFolder, pins: Pins, staged: Path) -> None:
    if pins == Pins():
        folder.index.unlink(missing_ok=True)
        return
    text = dump_pins(pins)
    if not folder.index.is_file() or folder.index.read_text("utf-8") != text:
        staged.write_text(text, "utf-8")
        staged.replace(folder.index)


def _check_place(folder: PinFolder) -> None:
    path = folder.path
    if path.exists() and not path.is_dir():
        raise OutputError(f"`{path}` is no folder", hint="move it away: pins lie there")
    if not path.resolve().is_relative_to(folder.root.resolve()):
        raise OutputError(
            f"`{path}` is a link that leads out of the root folder `{folder.root.resolve().name}`",
            hint="make it a folder: builds would not follow it",
        )


def _verify(copy: Path, file: PinFile, final: Path) -> None:
    with copy.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
            raise OutputError(f"`{final}` was written, and is not what was to be written")


def _sweep(path: Path, expected: Collection[str]) -> None:
    """Delete pins that nothing names, also those that a killed run left."""
    for entry in path.iterdir():
        if _OURS.fullmatch(entry.name) and entry.name not in expected:
            entry.unlink()
    if not any(path.iterdir()):
        path.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes pins there: what one writes, the other would sweep up."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _writing(folder: PinFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise LimitError(
                f"no space is left for the pins in `{folder.path}`",
                hint="free some space; what was pinned before is as it was",
            ) from error
        why = (error.strerror or errno.errorcode.get(error.errno or 0, "unknown error")).lower()
        raise OutputError(
            f"the pins in `{folder.path}` cannot be written: {why}",
            hint="make the folder writable",
        ) from error
