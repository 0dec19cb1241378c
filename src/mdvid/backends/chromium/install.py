"""Getting a browser for a machine that has none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mdvid.backends.chromium.find import FoundBrowser, find_browser
from mdvid.backends.chromium.flags import runs_as_root
from mdvid.errors import ProviderUnavailable

_PATIENCE = 900
"""Seconds that one road may take: about 100 MB are downloaded."""

_PACKAGES = ("chromium-headless-shell", "chromium")
"""Debian's names, the small one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserSetup:
    """The browser that is there now, and where it comes from."""

    browser: FoundBrowser
    how: str
    """`was there`, or the command that got it."""


def setup_browser(
    configured: Path | None = None, *, say: Callable[[str], None] = lambda _: None
) -> BrowserSetup:
    """Make sure that there is a browser which starts; `say` hears each command before it runs.

    Playwright's download comes first: it needs no rights. Then the system's packages, where
    we may install any.

    Raises:
        ProviderUnavailable: no road led to a browser, or the configured one is not there.
    """
    try:
        return BrowserSetup(browser=find_browser(configured), how="was there")
    except ProviderUnavailable:
        if configured is not None:
            raise
    failures = []
    for commands in _roads():
        how = " && ".join(" ".join(command) for command in commands)
        say(how)
        failure = _run_all(commands)
        if not failure:
            try:
                return BrowserSetup(browser=find_browser(), how=how)
            except ProviderUnavailable as error:
                failure = str(error)
        failures.append(failure)
    raise ProviderUnavailable(
        "no browser could be installed here" + "".join(f"; {failure}" for failure in failures),
        hint="install Chromium or Chrome as your system does it (Debian: `sudo apt-get install "
        "chromium-headless-shell`, Fedora: `sudo dnf install chromium-headless`)",
    )


def _roads() -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the commands of each road that may be taken here, best first."""
    yield ((sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"),)
    apt = shutil.which("apt-get")
    if apt and runs_as_root():
        for package in _PACKAGES:
            yield (
                (apt, "update"),
                (apt, "install", "-y", "--no-install-recommends", package),
            )


def _run_all(commands: tuple[tuple[str, ...], ...]) -> str:
    """Run commands until one fails; return what it said, or nothing."""
    for command in commands:
        try:
            done = subprocess.run(  # noqa: S603  # commands of our own, no shell
                command,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_PATIENCE,
                check=False,
                stdin=subprocess.DEVNULL,
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"`{' '.join(command)}` failed: {error}"
        if done.returncode:
            return f"`{' '.join(command)}` failed: {_reason(done.stderr or done.stdout)}"
    return ""


def _reason(said: str) -> str:
    """Return the first line that speaks of an error, else the last one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no reason given"]
    return next(
        (line for line in lines if re.search(r"\berror\b|^E:", line, re.IGNORECASE)), lines[-1]
    )
