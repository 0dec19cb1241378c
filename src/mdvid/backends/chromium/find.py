"""Finding a browser, and knowing its version without starting it each time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mdvid.errors import ProviderUnavailable

ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
"""Names of programs, best first."""

_HINT = "get one with `mdvid setup`, or name yours with `--browser PATH`"

_REVISION = re.compile(r"chromium(_headless_shell)?-(\d+)$")

_START = 30
"""Seconds in which a browser must have told its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBrowser:
    """A browser that starts."""

    program: Path
    version: str
    """As it prints it: `Chromium 156.0.8078.79`."""


def find_browser(configured: Path | None = None) -> FoundBrowser:
    """Return the browser to use: `configured`, else Playwright's, else one on the path.

    Raises:
        ProviderUnavailable: there is none, or the configured one does not start.
    """
    if configured is not None:
        named = shutil.which(configured) or shutil.which(configured.expanduser())
        if named is None:
            raise ProviderUnavailable(f"there is no browser at `{configured}`", hint=_HINT)
        return FoundBrowser(program=Path(named), version=version(Path(named)))
    failure: ProviderUnavailable | None = None
    for program in candidates():
        try:
            return FoundBrowser(program=program, version=version(program))
        except ProviderUnavailable as error:
            failure = failure or error
    if failure:
        raise failure
    raise ProviderUnavailable(
        "no browser was found: slides are drawn by Chromium or Chrome", hint=_HINT
    )


def candidates() -> Iterator[Path]:
    """Yield the browsers of this machine, best first."""
    yield from _of_playwright()
    for name in ON_PATH:
        if found := shutil.which(name):
            yield Path(found)


def _of_playwright() -> Iterator[Path]:
    """Yield the browsers that Playwright downloaded: shells before others, newest first."""
    found = []
    with suppress(OSError):
        for folder in playwright_folder().iterdir():
            if name := _REVISION.match(folder.name):
                programs = (*folder.glob("*/*headless[-_]shell"), *folder.glob("*/chrome"))
                found += [(bool(name[1]), int(name[2]), program) for program in programs]
    for _, _, program in sorted(found, reverse=True):
        if os.access(program, os.X_OK):
            yield program


def playwright_folder() -> Path:
    """Return where Playwright keeps its browsers."""
    if named := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    return _cache_folder() / "ms-playwright"


def version(program: Path) -> str:
    """Return what `program` says to `--version`; remembered until the program changes.

    Raises:
        ProviderUnavailable: it does not start.
    """
    memory = _cache_folder() / "mdvid" / "browsers.json"
    state = _state(program)
    known = _read(memory)
    if known.get(str(program), ["", ""])[0] != state:
        known[str(program)] = [state, _ask(program)]
        _write(memory, known)
    return known[str(program)][1]


def _ask(program: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # the user's own browser
            [program, "--version"], capture_output=True, text=True, timeout=_START, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProviderUnavailable(f"the browser `{program}` does not start", hint=_HINT) from error
    answer = re.search(r"\S.*\d+\.\d+\.\d+.*\S", done.stdout)
    if done.returncode or answer is None:
        said = done.stderr.strip().splitlines()
        reason = f": {said[-1]}" if said else ""
        raise ProviderUnavailable(f"the browser `{program}` does not start{reason}", hint=_HINT)
    return answer[0].strip()


def _state(program: Path) -> str:
    """Return what changes when the browser is updated, wrapper scripts looked through."""
    files = [program.resolve()]
    with suppress(OSError):
        with program.open("rb") as file:
            head = file.read(65536)
        if head.startswith(b"#!"):
            named = re.findall(r"(?<![\w.$}])/[\w./+-]+", head.decode(errors="replace"))
            files += [path for path in sorted({Path(name) for name in named}) if path.is_file()]
    stats = [(path, path.stat()) for path in files]
    return " ".join(f"{path}:{stat.st_mtime_ns}:{stat.st_size}" for path, stat in stats)


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _read(memory: Path) -> dict[str, list[str]]:
    try:
        known = json.loads(memory.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(memory: Path, known: dict[str, list[str]]) -> None:
    """Keep what was learnt; where nothing can be written, it is asked again next time."""
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=memory.parent, delete=False) as file:
            json.dump(known, file)
        Path(file.name).replace(memory)
