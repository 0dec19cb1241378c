"""Configuration files: where they are looked for, and what they say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from mdvid.config.layers import Layer, Origin, Source, anchored
from mdvid.config.model import KEYS
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import ConfigError

NAME = "mdvid.toml"
LARGEST = 1024 * 1024
"""Bytes; a longer file is not a configuration of ours."""


def find_file(folder: Path, top: Path | None = None) -> Path | None:
    """Return the nearest `mdvid.toml`, or `pyproject.toml` with our table, from `folder` upwards.

    The search ends at `top`, at the top of a git checkout, and where folders belong to somebody
    else: nobody can configure my build by leaving a file in a shared folder.
    """
    for place in _upwards(folder, top):
        if (place / NAME).is_file():
            return place / NAME
        pyproject = place / "pyproject.toml"
        if pyproject.is_file() and _has_our_table(pyproject):
            return pyproject
    return None


def places(folder: Path, top: Path | None = None) -> tuple[Path, ...]:
    """Return where `find_file` looks."""
    return tuple(
        place / name for place in _upwards(folder, top) for name in (NAME, "pyproject.toml")
    )


def find_checkout(folder: Path) -> Path | None:
    """Return the top of the git checkout that `folder` is in."""
    return next((place for place in _upwards(folder, None) if (place / ".git").exists()), None)


def read_file(file: Path, shown: str) -> Layer:
    """Return what the configuration file says; `shown` is its name in messages.

    Raises:
        ConfigError: it cannot be read as TOML.
    """
    content = _content(file, shown)
    try:
        table: object = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), content, shown) from error
    layer = Layer()
    if file.name != NAME:
        table = table.get("tool", {}).get("mdvid", {}) if isinstance(table, dict) else {}
    if not isinstance(table, Mapping):
        raise ConfigError(f"`tool.mdvid` in `{shown}` must be a table")
    for key, value in table.items():
        origin = Origin(source=Source.FILE, label=f"`{key}`", span=_span(key, content, shown))
        known = key.replace("-", "_")
        if known in KEYS:
            layer.put((known,), anchored(known, value, file.parent), origin)
            _place_inner_keys(layer, known, value, content, shown)
        else:
            layer.unknown(origin, key)
    return layer


def _place_inner_keys(layer: Layer, key: str, value: object, content: str, shown: str) -> None:
    """Let messages about a key in a table point at its own line."""
    if isinstance(value, Mapping):
        for inner in value:
            if (key, inner) in layer.origins:
                span = _span(inner, content, shown)
                layer.origins[key, inner] = Origin(
                    source=Source.FILE, label=f"`{key}.{inner}`", span=span
                )


def _upwards(folder: Path, top: Path | None) -> Iterator[Path]:
    try:
        owner = folder.stat().st_uid
        for place in (folder, *folder.parents):
            if place.stat().st_uid != owner:
                return
            yield place
            if place == top or (place / ".git").exists():
                return
    except OSError:
        return


def _has_our_table(pyproject: Path) -> bool:
    try:
        if pyproject.stat().st_size > LARGEST:
            return False
        content = pyproject.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return bool(re.search(r"^\s*\[\s*tool\s*\.\s*\"?mdvid\"?\s*[\].]", content, re.MULTILINE))


def _content(file: Path, shown: str) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise ConfigError(f"`{shown}` is too large for a configuration file")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"`{shown}` is not UTF-8", hint="save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"`{shown}` cannot be read: {error.strerror}") from error


def _syntax_error(message: str, content: str, shown: str) -> ConfigError:
    problem, _, place = message.partition(" (at ")
    match = re.search(r"line (\d+), column (\d+)", place)
    lines = content.splitlines() or [""]
    line = min(int(match[1]) if match else len(lines), len(lines))
    span = Span(
        path=shown, line=line, column=int(match[2]) if match else 1, excerpt=lines[line - 1]
    )
    diagnostic = Diagnostic(
        severity=Severity.ERROR,
        message=f"not TOML: {problem[:1].lower()}{problem[1:]}",
        span=span,
        hint='text needs quotes: theme = "dark"',
    )
    return ConfigError(f"`{shown}` is not TOML: {problem}", diagnostics=(diagnostic,))


def _span(key: str, content: str, shown: str) -> Span:
    """Return where `key` is set, as well as a search can tell; else the top of the file."""
    pattern = re.compile(rf"^\s*(?:\[[\w.\s\"-]*?)?[\"']?({re.escape(key)})[\"']?\s*[=.\]]")
    for number, line in enumerate(content.splitlines(), 1):
        if match := pattern.match(line):
            return Span(
                path=shown, line=number, column=match.start(1) + 1, length=len(key), excerpt=line
            )
    return Span(path=shown, line=1, excerpt=next(iter(content.splitlines()), ""))
