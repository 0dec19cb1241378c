"""Finds themes and reads them: beside the deck, from installed packages, built in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mdvid.diagnostics import Diagnostic, Severity, Span, did_you_mean
from mdvid.errors import ConfigError, ThemeError
from mdvid.theme.css import for_slides, layered
from mdvid.theme.manifest import Manifest, parse_manifest
from mdvid.theme.model import Theme, ThemeFile
from mdvid.theme.template import check_template

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

DEFAULT = "plain"
GROUP = "mdvid.themes"
"""Entry points: each names a package, or a path in one, that holds a theme's files."""

_HERE = Path(__file__).parent
_BUILTIN = _HERE / "builtin"
_TOML, _CSS = "theme.toml", "theme.css"
_ALIASES = {"default": DEFAULT}
_MARP_NAME = re.compile(r"/\*[^*]*@theme\s+([\w-]+)")
_IMPORT = re.compile(r"@import(?:-theme)?\s+[\"']([\w-]+)[\"']\s*;")
"""Marp's way of extending a theme by name; no file is meant."""

_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


class UnknownTheme(ConfigError):  # noqa: N818  # reads as the state it reports
    """There is no theme of that name; the hint names near ones."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        hint = did_you_mean(name, known) or f"themes here: {', '.join(known)}"
        super().__init__(f"there is no theme `{name}`", hint=hint)
        self.name = name


def load_theme(name: str, *, beside: Path) -> Theme:
    """Return the theme `name`: a path, a folder beside the deck, installed, or built in.

    `beside` is the folder of the deck. A path is relative to it, or to where mdvid runs.

    Raises:
        UnknownTheme: there is none.
        ThemeError: its files are wrong; says where, all problems at once.
    """
    return _load(name, beside, ())


def theme_names(*, beside: Path | None = None) -> tuple[str, ...]:
    """Return the names of all themes that can be asked for, in order."""
    names = {path.parent.name for path in _BUILTIN.glob("*/theme.toml")}
    names.update(point.name for point in _entry_points())
    if beside:
        names.update(path.parent.name for path in beside.glob("themes/*/theme.*"))
    return tuple(sorted(names))


def places(name: str, *, beside: Path) -> tuple[Path, ...]:
    """Return the files that make `load_theme` find a theme which is not installed."""
    return tuple(
        file
        for path in _near(_ALIASES.get(name, name), beside)
        for file in ((path,) if path.suffix == ".css" else (path / _TOML, path / _CSS))
    )


def _load(name: str, beside: Path, above: tuple[Path, ...]) -> Theme:
    # A theme may extend another one of its own name, so those above are passed over.
    passed = []
    for found in (path.resolve() for path in _find(_ALIASES.get(name, name), beside)):
        if found not in above:
            break
        passed.append(found)
    else:
        if not passed:
            raise UnknownTheme(name, theme_names(beside=beside))
        chain = " -> ".join(path.stem for path in (*above, passed[0]))
        raise _error(passed[0], f"the theme extends itself: {chain}")
    if found.is_relative_to(_BUILTIN):
        return _read_builtin(found)
    return _read(found, beside, (*above, found))


def _find(name: str, beside: Path) -> Iterator[Path]:
    near = (*_near(name, beside), _BUILTIN / name)
    yield from (path for path in near if name and _is_theme(path))
    yield from (_folder(point) for point in _entry_points() if point.name == name)


def _near(name: str, beside: Path) -> tuple[Path, Path]:
    if "/" in name or name.endswith(".css"):
        return beside / name, Path(name)
    return beside / "themes" / name, beside / name


def _entry_points() -> Iterable[EntryPoint]:
    # Reading what is installed takes milliseconds: only for a theme that is not nearer.
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)


def _is_theme(path: Path) -> bool:
    try:
        if path.suffix == ".css":
            return path.is_file()
        return (path / _TOML).is_file() or (path / _CSS).is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _folder(point: EntryPoint) -> Path:
    try:
        value = point.load()
    except Exception as error:  # whatever another package raises while it is imported
        raise ConfigError(
            f"the theme `{point.name}` cannot be loaded: {error}",
            hint="update or remove the package that brings it",
        ) from error
    if isinstance(value, ModuleType):
        return Path(value.__path__[0] if hasattr(value, "__path__") else str(value.__file__))
    return Path(value)


@functools.cache
def _read_builtin(path: Path) -> Theme:
    return replace(_read(path, path, (path,)), sources=())


def _read(path: Path, beside: Path, above: tuple[Path, ...]) -> Theme:
    manifest = _manifest(path)
    parent = _load(manifest.extends, beside, above) if manifest.extends else _base()
    folder = path if path.is_dir() else path.parent
    template = folder / manifest.template if manifest.template else None
    sheets = "\n".join(_text(folder / name) for name in manifest.css)
    name = manifest.name or path.stem
    theme = Theme(
        name=name,
        description=manifest.description,
        template=_text(template) if template else parent.template,
        template_path=str(template) if template else parent.template_path,
        css=parent.css + layered(for_slides(_IMPORT.sub("", sheets)), f"theme.{_layer(name)}"),
        sources=(*parent.sources, *_sources(path, manifest)),
        files=(*parent.files, *(_files(path) if path.is_dir() else ())),
        classes=tuple(dict.fromkeys((*parent.classes, *manifest.classes))),
        palette=manifest.palette or parent.palette,
        capacity=manifest.capacity or parent.capacity,
        smallest=manifest.smallest or parent.smallest,
    )
    check_template(theme)
    return theme


def _manifest(path: Path) -> Manifest:
    if path.suffix == ".css":
        css = _text(path)
        named, imported = _MARP_NAME.search(css), _IMPORT.search(css)
        parent = imported[1] if imported else DEFAULT
        known = parent if _is_theme(_BUILTIN / parent) else DEFAULT
        name = named[1] if named else path.stem
        return Manifest(name=name, extends=known, css=(path.name,))
    toml = path / _TOML
    return parse_manifest(_text(toml), str(toml)) if toml.is_file() else Manifest()


@functools.cache
def _base() -> Theme:
    css = layered(_text(_HERE / "base.css"), "base")
    template = _BUILTIN / DEFAULT / "slide.html"
    return Theme(
        name="",
        description="",
        template=_text(template),
        template_path=str(template),
        css=css,
    )


def _files(folder: Path) -> tuple[ThemeFile, ...]:
    return tuple(
        ThemeFile(
            name=f"theme/{path.relative_to(folder).as_posix()}",
            path=path,
            media_type=_MEDIA_TYPES[path.suffix.lower()],
        )
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _MEDIA_TYPES and path.is_file()
    )


def _sources(path: Path, manifest: Manifest) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    named = (_TOML, manifest.template, *manifest.css)
    return (path, *(path / name for name in named if name))


def _layer(name: str) -> str:
    return re.sub(r"[^\w-]|^(?=[\d-])", "_", name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _error(path, "the file is not UTF-8") from error
    except OSError as error:
        raise _error(path, f"the file cannot be read: {error.strerror}") from error


def _error(path: Path, message: str) -> ThemeError:
    return ThemeError(
        (Diagnostic(severity=Severity.ERROR, message=message, span=Span(str(path), 1)),)
    )
