"""Which file a reference in a deck means, and whether it may be read.

Files come from under the root only, whatever the path, link or encoding says: the path is
resolved first and judged afterwards.
"""

from __future__ import annotations

import difflib
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes; larger pictures are refused before they are read."""

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]+:")


@dataclass
class Refusal(Exception):  # noqa: N818  # reads as what it is
    """Why a reference cannot be used."""

    message: str
    hint: str | None = None
    missing: bool = False
    """It is merely not there: `--missing placeholder` helps."""
    limit: bool = False
    """It is too large."""
    forbidden: bool = False
    """It would be allowed in a deck that one trusts."""


def is_web(source: str) -> bool:
    """Return whether `source` is a web address."""
    return source.lower().startswith(("http://", "https://", "//"))


def resolve(source: str, *, folder: Path, root: Path) -> Path:
    """Return the real file that `source` means in a deck in `folder`.

    Raises:
        Refusal: it is outside `root`, missing, too large, or no regular file.
    """
    if _SCHEME.match(source) or source.startswith("\\\\"):
        raise Refusal(
            f"`{source}` is not a path in the project",
            "refer to files relative to the deck, or by http(s) to the web",
        )
    if "\0" in source:
        raise Refusal("a path cannot contain NUL characters")
    real_root = root.resolve()
    path = _first_existing(source, folder, real_root)
    if not path.is_relative_to(real_root):
        raise Refusal(
            f"`{source}` is outside the root folder `{real_root.name}`",
            "copy the file beside the deck, or name a folder that holds both with --root",
        )
    return _readable(path, source, folder)


def _first_existing(source: str, folder: Path, root: Path) -> Path:
    """Return the real path of the first reading of `source` that exists, else of the first."""
    texts = dict.fromkeys((source, unquote(source), re.split(r"[?#]", unquote(source))[0]))
    readings = [folder / text.replace("\\", "/") for text in texts if text]
    # `/images/x.png` means the root of the site to most tools, not that of the disk.
    readings += [root / text.lstrip("/") for text in texts if text.startswith("/")]
    try:
        real = [reading.resolve() for reading in readings]
        existing = [path for path in real if path.exists()]
    except (OSError, RuntimeError) as error:  # a name too long, a loop of links
        raise Refusal(f"`{source}` cannot be opened: {error}") from error
    allowed = [path for path in existing if path.is_relative_to(root)]
    return (allowed or existing or real)[0]


def _readable(path: Path, source: str, folder: Path) -> Path:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Refusal(f"`{source}` does not exist", _near(path, folder), missing=True) from None
    except OSError as error:
        raise Refusal(f"`{source}` cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(status.st_mode):
        raise Refusal(f"`{source}` is not a file")
    if status.st_size > LARGEST_FILE:
        size = status.st_size // 1024 // 1024
        raise Refusal(
            f"`{source}` has {size} MB; the limit is {LARGEST_FILE // 1024 // 1024} MB", limit=True
        )
    return path


def _near(path: Path, folder: Path) -> str | None:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"there is no folder `{path.parent.name}`" if path.parent != folder else None
    lower = {name.lower(): name for name in names}
    if path.name.lower() in lower:
        return f"upper and lower case differ: the file is called `{lower[path.name.lower()]}`"
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean `{near[0]}`?" if near else None
