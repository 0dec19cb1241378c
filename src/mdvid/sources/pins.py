"""The folder of pins beside a deck, read as strictly as the pictures that the deck refers to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mdvid.backends.images import NotAPicture, PictureInfo, inspect
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import DeckError, DeckTooLarge, ProviderFailed
from mdvid.media.model import Size
from mdvid.media.wav import read_wav
from mdvid.pipeline.pins import Pin, PinFile, PinnedFiles, Pins
from mdvid.pipeline.pins_file import BadPins, NewerPins, load_pins
from mdvid.sources.opening import opened
from mdvid.sources.policy import Refusal, resolve

FOLDER = ".pins"
"""What a deck's folder of pins has in the place of the deck's suffix."""

INDEX = "pins.json"

CheckClip = Callable[[Path, Size], None]

_OTHER = "it is not what was pinned"

_LATEST = 2**40
"""Samples; no sound is that long."""


class PinFolder:
    """The pins of one deck. Opened anew for each use: what is judged is what is read."""

    def __init__(self, deck: Path, root: Path) -> None:
        """`root` is the folder from which files of the deck may come."""
        self.path = deck.with_suffix(FOLDER)
        """`talk.pins` beside `talk.md`; it may not exist."""
        self.root = root
        self._again = f"make it again where the models are: mdvid pin {deck}"
        self._mend = f"restore it from git, or {self._again}"

    @property
    def _mend_index(self) -> str:
        return f"restore it from git, or delete `{self.path.name}` and {self._again}"

    @property
    def index(self) -> Path:
        """Where `pins.json` lies."""
        return self.path / INDEX

    def read(self) -> Pins:
        """Return what is pinned; nothing if there is no `pins.json`.

        Raises:
            DeckError: it cannot be read, is damaged, or was made by a newer mdvid.
        """
        if not self.index.exists() and not self.index.is_symlink():
            return Pins()
        try:
            text = self._data(INDEX).decode("utf-8")
            return load_pins(text)
        except Refusal as refusal:
            raise _error(self._refused(refusal), limit=refusal.limit) from refusal
        except NewerPins as error:
            raise _error(self._about(INDEX, str(error), "update mdvid")) from error
        except UnicodeDecodeError as error:
            raise _error(self._about(INDEX, "it is not UTF-8 text", self._mend_index)) from error
        except BadPins as error:
            raise _error(self._about(INDEX, str(error), self._mend_index)) from error

    def damaged(self, pins: Iterable[Pin]) -> Iterator[tuple[Pin, Diagnostic]]:
        """Yield those of the pins whose files are not what was pinned, and what is wrong."""
        for pin in pins:
            for file in pin.files:
                try:
                    problem = self._problem(pin.stem, file)
                except Refusal as refusal:
                    problem = self._refused(refusal)
                if problem:
                    yield pin, problem
                    break

    def sources(self, pins: Iterable[Pin]) -> tuple[Path, ...]:
        """Return the files that a build with these pins follows from."""
        return (self.index, *self.files(pins)) if self.index.exists() else ()

    def files(self, pins: Iterable[Pin]) -> tuple[Path, ...]:
        """Return where the files of pins lie."""
        return tuple(self.path / (pin.stem + file.suffix) for pin in pins for file in pin.files)

    def whole(self) -> Pins:
        """Return what is pinned, without the pins whose files are not what was pinned.

        Raises:
            DeckError: `pins.json` cannot be read, is damaged, or was made by a newer mdvid.
        """
        pins = self.read()
        lost = {pin.key for pin, _ in self.damaged(pins.pins)}
        return replace(pins, pins=tuple(pin for pin in pins.pins if pin.key not in lost))

    def copy(self, pin: PinnedFiles, out: Path, check_clip: CheckClip) -> None:
        """Copy the main file of a pin to `out`, and what belongs to it beside that.

        `check_clip` raises `ProviderFailed` if a clip is not of the size asked for, or too long.

        Raises:
            DeckError: a file is not what was pinned, or not what mdvid pins at all.
        """
        try:
            for file in pin.files:
                name, target = pin.stem + file.suffix, out.with_name(out.stem + file.suffix)
                data = self._data(name)
                if hashlib.sha256(data).hexdigest() != file.sha256:
                    raise _error(self._about(name, _OTHER, self._mend))
                target.write_bytes(data)
                if why := _unusable(target, pin.size, check_clip):
                    raise _error(self._about(name, why, self._mend))
        except Refusal as refusal:
            raise _error(self._refused(refusal), limit=refusal.limit) from refusal

    def _problem(self, stem: str, file: PinFile) -> Diagnostic | None:
        name = stem + file.suffix
        with self._opened(name) as path, path.open("rb") as content:
            same = hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
        return None if same else self._about(name, _OTHER, self._mend)

    def _data(self, name: str) -> bytes:
        with self._opened(name) as path:
            return path.read_bytes()

    @contextmanager
    def _opened(self, name: str) -> Iterator[Path]:
        # A deck may be called `talk: the end.md`, and that is no address.
        source = f"./{self.path.name}/{name}"
        path = resolve(source, folder=self.path.parent, root=self.root)
        with opened(path, source, self.root) as file:
            yield file

    def _about(self, name: str, why: str, hint: str) -> Diagnostic:
        message = f"`{self.path.name}/{name}` cannot be used: {why}"
        return Diagnostic(severity=Severity.ERROR, message=message, hint=hint)

    def _refused(self, refusal: Refusal) -> Diagnostic:
        message = refusal.message.replace(f"`./{self.path.name}/", f"`{self.path.name}/")
        hint = self._mend if refusal.missing else refusal.hint or self._mend
        return Diagnostic(severity=Severity.ERROR, message=message, hint=hint)


def _error(problem: Diagnostic, *, limit: bool = False) -> DeckError:
    return (DeckTooLarge if limit else DeckError)((problem,))


def _unusable(file: Path, size: Size | None, check_clip: CheckClip) -> str:
    """Return what is wrong with a file that mdvid would never have pinned; empty if nothing is."""
    try:
        match file.suffix:
            case ".png":
                return _misfit(inspect(file), size)
            case ".mp4" if size:
                check_clip(file, size)
            case ".wav":
                read_wav(file.read_bytes())
            case ".json":
                _check_times(json.loads(file.read_bytes()))
            case _:
                pass  # what reads it judges it
    except (NotAPicture, ProviderFailed, ValueError, RecursionError) as error:
        return str(error) or "it is damaged"
    return ""


def _misfit(found: PictureInfo, size: Size | None) -> str:
    if found.media_type != "image/png":
        return f"it is {found.media_type}, not a PNG picture"
    if size and (found.width, found.height) != (size.width, size.height):
        return f"its size is {found.width}x{found.height}, not {size}"
    return ""


def _check_times(value: object) -> None:
    """Refuse what are no word times.

    Raises:
        ValueError: they are none.
    """
    keys = {"start", "end", "offset", "length"}
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict) or item.keys() != keys:
            raise ValueError("it has no word times")
        if any(type(number) is not int or not 0 <= number < _LATEST for number in item.values()):
            raise ValueError("its word times are no numbers of samples and characters")
