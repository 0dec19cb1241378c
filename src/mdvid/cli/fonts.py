"""System fonts for scripts that mdvid does not bring with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

from mdvid.errors import ProviderUnavailable

SCRIPTS = {
    "ar": "Arabic",
    "he": "Hebrew",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "hi": "Devanagari",
    "th": "Thai",
    "bn": "Bengali",
    "ta": "Tamil",
}
"""A language that needs each, as fontconfig asks for it."""

_PATIENCE = 20
"""Seconds that a list of fonts may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageManager:
    """How a system installs fonts."""

    program: str
    install: tuple[str, ...]
    packages: tuple[str, ...]
    refresh: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """What people type to do it themselves."""
        return " ".join(("sudo", self.program, *self.install, *self.packages))


MANAGERS = (
    PackageManager(
        program="apt-get",
        install=("install", "-y", "--no-install-recommends"),
        packages=("fonts-noto-core", "fonts-noto-cjk"),
        refresh=("update",),
    ),
    PackageManager(
        program="dnf",
        install=("install", "-y"),
        packages=("google-noto-sans-fonts", "google-noto-sans-cjk-fonts"),
    ),
    PackageManager(program="apk", install=("add",), packages=("font-noto-all", "font-noto-cjk")),
    PackageManager(
        program="pacman", install=("-S", "--noconfirm"), packages=("noto-fonts", "noto-fonts-cjk")
    ),
)


def package_manager() -> PackageManager | None:
    """Return the package manager of this system, if it is one that is known."""
    return next((m for m in MANAGERS if shutil.which(m.program)), None)


def missing_scripts() -> tuple[str, ...] | None:
    """Return the scripts that no font of the system has; None if nobody can tell."""
    if not shutil.which("fc-list"):
        return None
    return tuple(name for lang, name in SCRIPTS.items() if not _has_font(lang))


def install_fonts() -> None:
    """Install fonts for all scripts with the package manager.

    Raises:
        ProviderUnavailable: that is not permitted, not known how, or it failed.
    """
    manager = package_manager()
    if manager is None:
        raise ProviderUnavailable(
            "no package manager that mdvid knows is here",
            hint="install the Noto Sans fonts for the scripts that you write in",
        )
    if os.geteuid() != 0:
        raise ProviderUnavailable(
            "installing fonts takes more rights than you have", hint=manager.command
        )
    for arguments in (manager.refresh, (*manager.install, *manager.packages)):
        if arguments:
            _run(manager, arguments)


def _run(manager: PackageManager, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(  # noqa: S603  # words of our own, no shell
        [manager.program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().rpartition("\n")[2]
        raise ProviderUnavailable(
            f"`{manager.program} {arguments[0]}` failed: {last}", hint=manager.command
        )


def _has_font(lang: str) -> bool:
    done = subprocess.run(  # noqa: S603  # words of our own, no shell
        ["fc-list", f":lang={lang}", "file"],  # noqa: S607  # found on the path, as by a user
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    return bool(done.stdout.strip())
