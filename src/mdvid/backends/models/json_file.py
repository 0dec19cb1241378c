"""Small JSON files that several processes read and change at the same time."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def read_object(path: Path) -> dict[str, object]:
    """Return the object in a file; an empty one if there is no file.

    Raises:
        ValueError: it holds something else.
        OSError: it cannot be read.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("it holds no object")  # noqa: TRY004  # the file's content is at fault
    return found


def write_object(path: Path, content: dict[str, object]) -> None:
    """Replace a file at once: whoever reads it gets the old object or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes, and threads, from changing the file while it is read and written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside it: the file itself is replaced, and a lock would stay with the old one.
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
