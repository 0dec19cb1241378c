"""`theme.toml`: what a theme says about itself."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TypeAlias

from mdvid.deck.model import Capacity
from mdvid.diagnostics import Diagnostic, Severity, Span, did_you_mean
from mdvid.errors import ThemeError

_Strings: TypeAlias = tuple[str, ...]

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TEXTS = ("name", "description", "extends", "template")
_LISTS = ("css", "classes", "palette")
KEYS = (*_TEXTS, *_LISTS, "smallest", "capacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The settings of one theme; empty ones are taken from the theme that it extends."""

    name: str = ""
    description: str = ""
    extends: str = "plain"
    """Name of the theme whose CSS comes before this one's; empty for none."""
    template: str = ""
    css: _Strings = ("theme.css",)
    classes: _Strings = ()
    palette: _Strings = ()
    smallest: float | None = None
    capacity: Capacity | None = None


class _Reader:
    """Collects every problem of one `theme.toml`."""

    def __init__(self, text: str, path: str) -> None:
        self._lines = text.splitlines()
        self._path = path
        self.problems: list[Diagnostic] = []

    def report(self, key: str, message: str, hint: str | None = None) -> None:
        """Note a problem with `key`, pointing at the line that sets it."""
        pattern = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[=\]]")
        line = next((n for n, text in enumerate(self._lines, 1) if pattern.match(text)), 1)
        self.place(line, 1, message, hint)

    def place(self, line: int, column: int, message: str, hint: str | None = None) -> None:
        """Note a problem at a place."""
        excerpt = self._lines[line - 1] if line <= len(self._lines) else ""
        span = Span(self._path, line, column, excerpt=excerpt)
        self.problems.append(
            Diagnostic(severity=Severity.ERROR, message=message, span=span, hint=hint)
        )

    def text(self, table: dict[str, object], key: str, default: str = "") -> str:
        """Return the string at `key`."""
        value = table.get(key, default)
        if isinstance(value, str):
            return value
        self.report(key, f"`{key}` must be a string")
        return default

    def strings(self, table: dict[str, object], key: str, default: _Strings = ()) -> _Strings:
        """Return the strings at `key`."""
        value = table.get(key)
        if value is None:
            return default
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.report(key, f"`{key}` must be a list of strings")
        return default


def parse_manifest(text: str, path: str) -> Manifest:
    """Return what `text`, the content of the `theme.toml` at `path`, says.

    Raises:
        ThemeError: it is not TOML, or a key or a value is wrong; all problems at once.
    """
    reader = _Reader(text, path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (max(text.count("\n"), 1), 1)
        reader.place(line, column, f"not TOML: {_TOML_PLACE.sub('', str(error)).strip()}")
        raise ThemeError(tuple(reader.problems)) from error
    manifest = _manifest(table, reader)
    if reader.problems:
        raise ThemeError(tuple(reader.problems))
    return manifest


def _manifest(table: dict[str, object], reader: _Reader) -> Manifest:
    for key in table:
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"known keys: {', '.join(KEYS)}"
            reader.report(key, f"unknown key `{key}`", hint)
    palette = reader.strings(table, "palette")
    for color in palette:
        if not _COLOR.fullmatch(color):
            reader.report("palette", f"`{color}` is no colour", "write it as `#rrggbb`")
    return Manifest(
        name=reader.text(table, "name"),
        description=reader.text(table, "description"),
        extends=reader.text(table, "extends", "plain"),
        template=reader.text(table, "template"),
        css=reader.strings(table, "css", ("theme.css",)),
        classes=reader.strings(table, "classes"),
        palette=palette,
        smallest=_smallest(table, reader),
        capacity=_capacity(table, reader),
    )


def _smallest(table: dict[str, object], reader: _Reader) -> float | None:
    value = table.get("smallest")
    if value is None:
        return None
    if not isinstance(value, bool) and isinstance(value, int | float) and 0.1 <= value <= 1:  # noqa: PLR2004  # a tenth is unreadable
        return float(value)
    reader.report("smallest", "`smallest` must be a number from 0.1 to 1")
    return None


def _capacity(table: dict[str, object], reader: _Reader) -> Capacity | None:
    value = table.get("capacity")
    if value is None:
        return None
    if not isinstance(value, dict):
        reader.report("capacity", "`capacity` must be a table with `lines` and `columns`")
        return None
    for key, number in value.items():
        if key not in ("lines", "columns"):
            reader.report(key, f"unknown key `{key}` in `capacity`", "it has `lines` and `columns`")
        elif not isinstance(number, int) or isinstance(number, bool) or number < 1:
            reader.report(key, f"`{key}` must be a whole number from 1")
    if reader.problems:
        return None
    return Capacity(**value)
