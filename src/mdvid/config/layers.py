"""Settings from several sources as plain mappings, and who said what."""

from __future__ import annotations

import enum
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mdvid.config.model import KEYS, NESTED, PATHS
from mdvid.config.words import FILE, is_file_of_words
from mdvid.diagnostics import Diagnostic, Severity, Span, did_you_mean


class Source(enum.Enum):
    """What kind of thing said a setting."""

    DEFAULT = "default"
    FILE = "file"
    DECK = "deck"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who said a setting."""

    source: Source
    label: str
    """How to call it in a message: `fps`, `--fps`, `MDVID_FPS`."""
    span: Span | None = None


BUILT_IN = Origin(source=Source.DEFAULT, label="the default")


@dataclass(slots=True)
class Layer:
    """What one source says. Mutable while it is being read."""

    values: dict[str, object] = field(default_factory=dict)
    origins: dict[tuple[str, ...], Origin] = field(default_factory=dict)
    problems: list[tuple[Source, Diagnostic]] = field(default_factory=list)
    """Diagnostics, and whom they blame."""

    def put(self, path: tuple[str, ...], value: object, origin: Origin) -> None:
        """Set the value at `path`, a key or a key in a table."""
        self.origins[path] = origin
        if path == ("lexicon",) and is_file_of_words(value):
            path = (*path, FILE)
            self.origins[path] = origin
        if path[0] in NESTED and isinstance(value, Mapping):
            for key, item in value.items():
                self.put((*path, str(key)), item, origin)
            if value:
                return
        *tables, last = path
        target = self.values
        for table in tables:
            inner = target.get(table)
            if not isinstance(inner, dict):
                inner = target[table] = {}
            target = inner
        target[last] = value

    def update(self, later: Layer) -> None:
        """Add what `later` says; where both speak, the later one wins."""
        for path, origin in later.origins.items():
            value = _at(later.values, path)
            if not (isinstance(value, Mapping) and path[0] in NESTED and value):
                self.put(path, value, origin)
            self.origins[path] = origin
        self.problems += later.problems

    def origin(self, path: tuple[str | int, ...]) -> Origin:
        """Return who said the value at `path`, or the table that it is in."""
        names = tuple(map(str, path))
        for length in range(len(names), 0, -1):
            if names[:length] in self.origins:
                return self.origins[names[:length]]
        return BUILT_IN

    def complain(
        self,
        origin: Origin,
        message: str,
        *,
        hint: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem with what `origin` said."""
        self.problems.append(
            (
                origin.source,
                Diagnostic(severity=severity, message=message, span=origin.span, hint=hint),
            )
        )

    def unknown(self, origin: Origin, key: str) -> None:
        """Note that there is no setting called `key`."""
        self.complain(origin, f"unknown setting `{key}`", hint=did_you_mean(key, KEYS))


def _at(values: Mapping[str, object], path: tuple[str, ...]) -> object:
    value: object = values
    for key in path:
        value = value[key] if isinstance(value, Mapping) else None
    return value


def anchored(key: str, value: object, folder: Path | str) -> object:
    """Return `value` with a path in it made relative to nothing but `folder`."""
    if not isinstance(value, str) or not value:
        return value
    if key == "lexicon" and is_file_of_words(value):
        return os.path.join(folder, os.path.expanduser(value))  # noqa: PTH111, PTH118
    is_theme_path = key == "theme" and ("/" in value or os.sep in value or value.startswith("~"))
    if is_theme_path or key in PATHS or key == "output":
        # `os.path`, because `Path` would lose the slash at the end that means a folder.
        return os.path.join(folder, os.path.expanduser(value))  # noqa: PTH111, PTH118
    return value
