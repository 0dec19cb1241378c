"""Where results go: beside the deck, to a file, or into a folder."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from mdvid.config.values import BadValue
from mdvid.diagnostics import did_you_mean
from mdvid.errors import OutputError

SUFFIXES = {
    "mp4": ".mp4",
    "vtt": ".vtt",
    "srt": ".srt",
    "ass": ".ass",
    "chapters": ".chapters.txt",
    "txt": ".txt",
    "json": ".json",
    "jpg": ".jpg",
    "png": ".png",
}
"""What a result of each format is called, after the name of the deck."""

FORMATS = tuple(SUFFIXES)
"""Everything that can be asked for with `--format`."""

PICTURES = ("jpg", "png")
"""Formats of one file a slide."""

_ENDINGS = {suffix: name for name, suffix in SUFFIXES.items()} | {".jpeg": "jpg"}

_VERSION = re.compile(r"\.v?\d+")
"""What looks like the ending of a file and is part of its name: `talk.v2`, `talk-1.5`."""


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """What `--output` means."""

    path: Path
    folder: bool
    """It is a folder, whether or not it is there yet."""


def output_place(value: object) -> OutputPlace:
    """Return what `value` means: a folder if it ends with a slash or is one already."""
    if isinstance(value, OutputPlace):
        return value
    written = os.fspath(value) if isinstance(value, Path) else value
    if not isinstance(written, str) or not written or "\0" in written:
        raise BadValue("must be a path")
    path = Path(written)
    folder = written.endswith(("/", os.sep)) or path.is_dir()
    place = OutputPlace(path, folder=folder)
    ending = path.suffix.lower()
    known = not ending or _VERSION.fullmatch(ending) or output_format(place)
    if not folder and (written == "-" or not known):
        hint = did_you_mean(ending, _ENDINGS) if ending else None
        hint = hint or f"formats are {', '.join(FORMATS)}"
        raise BadValue("must be a file that mdvid can write", hint)
    return place


def output_format(place: OutputPlace) -> str | None:
    """Return the format that the file's name asks for, if it does."""
    return _split(place)[1]


def output_stem(place: OutputPlace | None, deck: Path) -> Path:
    """Return where the results of `deck` go, to be completed by one of `SUFFIXES`.

    A folder that was asked for as a folder is made, with its parents.

    Raises:
        OutputError: the folder cannot be made.
    """
    if place is None:
        return deck.with_name(deck.stem)
    if place.folder:
        _make(place.path)
        return place.path / deck.stem
    stem, _ = _split(place)
    return place.path.with_name(stem)


def _split(place: OutputPlace) -> tuple[str, str | None]:
    """Return the name without its ending, and the format that the ending means."""
    name = place.path.name
    if not place.folder:
        for suffix in sorted(_ENDINGS, key=len, reverse=True):
            if name.lower().endswith(suffix) and len(name) > len(suffix):
                return name[: -len(suffix)], _ENDINGS[suffix]
    return name, None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the output folder `{folder}` cannot be made: {error.strerror}",
            hint="choose another place with -o",
        ) from error
