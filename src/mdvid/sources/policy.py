"""Which file a reference in a deck means, and whether it may be read.

Files come from under the root only, whatever the path, link or encoding says: the path is
resolved first and judged afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from mdvid.diagnostics import did_you_mean

SHOWN = 120
"""Characters of a reference that a message repeats."""

NEAR = 0.75
"""How alike names must be to be taken for each other: most have their suffix in common."""

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


def shown(source: str) -> str:
    """Return `source` as messages show it."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in source[:SHOWN])
    return f"`{text}…`" if len(source) > SHOWN else f"`{text}`"


def resolve(source: str, *, folder: Path, root: Path) -> Path:
    """Return the real path of the file that `source` means in a deck in `folder`.

    Raises:
        Refusal: it is outside `root`, is missing, or cannot be a path at all.
    """
    if not source:
        raise Refusal("a picture without a file name", "write its path between the parentheses")
    if _SCHEME.match(source) or source.startswith("\\\\"):
        raise Refusal(
            f"{shown(source)} is not a path in the project",
            "refer to files relative to the deck, or by http(s) to the web",
        )
    real_root = root.resolve()
    path, exists = _best(source, folder, real_root)
    if not path.is_relative_to(real_root):
        raise Refusal(
            f"{shown(source)} is outside the root folder `{real_root.name}`",
            "copy the file beside the deck, or name a folder that holds both with --root",
        )
    if not exists:
        raise Refusal(f"{shown(source)} does not exist", _near(path), missing=True)
    return path


def places(source: str, *, folder: Path, root: Path) -> tuple[Path, ...]:
    """Return where `resolve` looks for `source`; nowhere if it is no path in the project."""
    if not source or _SCHEME.match(source) or source.startswith("\\\\") or "\0" in source:
        return ()
    return tuple(_readings(source, folder, root))


def _best(source: str, folder: Path, root: Path) -> tuple[Path, bool]:
    """Return the real path of the best reading of `source`, and whether something is there."""
    existing: list[Path] = []
    absent: list[Path] = []
    problem = ""
    for reading in _readings(source, folder, root):
        try:
            real = reading.resolve()
            absent.append(real)
            real.stat()
            existing.append(real)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:  # another reading may be shorter, or avoid the loop of links
            problem = (error.strerror or str(error)).lower()
        except RuntimeError:  # what Python 3.11 and 3.12 raise instead
            problem = "it leads through links in a circle"
        except ValueError:
            problem = "no path can have NUL characters in it"
    allowed = [path for path in existing if path.is_relative_to(root)]
    if allowed or existing:
        return (allowed or existing)[0], True
    if problem:
        raise Refusal(f"{shown(source)} cannot be opened: {problem}")
    return next((path for path in absent if path.is_relative_to(root)), absent[0]), False


def _readings(source: str, folder: Path, root: Path) -> Iterator[Path]:
    """Yield the files that `source` may mean: as written, decoded, without query and fragment."""
    written = dict.fromkeys((source, unquote(source), unquote(re.split(r"[?#]", source)[0])))
    texts = [text.replace("\\", "/") for text in written if text]
    yield from (folder / text for text in texts)
    # `/images/x.png` means the root of the site to most tools, not that of the disk.
    # Where pages are built, what is there comes from a folder `public`.
    absolute = [text.lstrip("/") for text in texts if text.startswith("/")]
    yield from (root / text for text in absolute)
    yield from (folder / "public" / text for text in absolute)


def _near(path: Path) -> str | None:
    """Return the hint for a file that is not there, from the names that are."""
    missing = path
    while not missing.parent.is_dir():
        missing = missing.parent
    try:
        names = {entry.name.casefold(): entry.name for entry in missing.parent.iterdir()}
    except OSError:
        return None
    if name := names.get(missing.name.casefold()):
        if name == missing.name:
            return f"`{name}` is a file, not a folder"
        return f"upper and lower case differ: it is called `{name}`"
    near = did_you_mean(missing.name, names.values(), nearness=NEAR)
    if missing == path:
        return near
    return f"there is no folder `{missing.name}`" + (f"; {near}" if near else "")
