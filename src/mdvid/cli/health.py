"""What mdvid needs of a machine, looked at one by one."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from mdvid.backends.chromium import find_browser
from mdvid.backends.chromium.flags import runs_as_root
from mdvid.backends.chromium.resources import WebFiles
from mdvid.backends.libav import LibavEncoder
from mdvid.cli.finding import Finding, State
from mdvid.cli.fonts import missing_scripts, package_manager
from mdvid.cli.health_models import examine_models
from mdvid.cli.units import size
from mdvid.config.model import Config
from mdvid.engine.cache import Cache
from mdvid.errors import MdvidError
from mdvid.providers import registry

SMALL_SHARED_MEMORY = 256 * 2**20
"""Bytes below which a browser works around it; containers often have 64 MiB."""

LITTLE_SPACE = 2_000_000_000
"""Bytes below which a large deck may fill the disk."""

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # it is measured, nothing is written there


def examine(config: Config) -> list[Finding]:
    """Look at everything; what fails is a finding like any other."""
    return [
        _python(),
        *_guarded("browser", lambda: _browser(config.browser)),
        *_guarded("web assets", _web_assets),
        *_guarded("voice", _voice),
        *_guarded("encoder", _encoder),
        *_guarded("cache", lambda: _cache(config)),
        _shared_memory(),
        *_guarded("fonts", _fonts),
        *examine_models(config),
    ]


def _guarded(thing: str, look: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return look()
    except MdvidError as error:
        return [Finding(thing=thing, state=State.MISSING, detail=str(error), fix=error.hint or "")]


def _python() -> Finding:
    version = platform.python_version()
    return Finding(thing="python", state=State.OK, detail=f"{version} ({sys.executable})")


def _browser(configured: Path | None) -> list[Finding]:
    found = find_browser(configured)
    findings = [
        Finding(thing="browser", state=State.OK, detail=f"{found.version} ({found.program})")
    ]
    if runs_as_root():
        findings.append(
            Finding(
                thing="sandbox",
                state=State.WARNING,
                detail="off: Chromium has none when it is started by root",
                fix="run mdvid as another user, above all for decks from strangers",
            )
        )
    else:
        findings.append(Finding(thing="sandbox", state=State.OK, detail="on"))
    return findings


def _web_assets() -> list[Finding]:
    count = WebFiles().manifest.count('"sha256"')
    return [Finding(thing="web assets", state=State.OK, detail=f"{count} fonts and scripts")]


def _voice() -> list[Finding]:
    narrator = registry.narrator("espeak")
    try:
        version = narrator.fingerprint.split()[0]
        detail = f"{version}, {len(narrator.voices())} voices"
    finally:
        narrator.close()
    return [Finding(thing="voice", state=State.OK, detail=detail)]


def _encoder() -> list[Finding]:
    encoder = LibavEncoder()
    versions = encoder.fingerprint.partition(": ")[2]
    return [Finding(thing="encoder", state=State.OK, detail=versions)]


def _cache(config: Config) -> list[Finding]:
    assert config.cache_dir
    with Cache.open(config.cache_dir) as cache:
        free = shutil.disk_usage(cache.root).free
        little = free < LITTLE_SPACE
        return [
            Finding(
                thing="cache",
                state=State.WARNING if little else State.OK,
                detail=f"{cache.root}, {size(free)} free",
                fix="free some space, or name another folder with --cache-dir" if little else "",
            )
        ]


def _shared_memory() -> Finding:
    try:
        info = os.statvfs(SHARED_MEMORY)
        amount = info.f_frsize * info.f_blocks
    except OSError:
        amount = 0
    small = amount < SMALL_SHARED_MEMORY
    return Finding(
        thing="shared memory",
        state=State.WARNING if small else State.OK,
        detail=f"{size(amount)} in {SHARED_MEMORY}",
        fix="give the container more: --shm-size=1g" if small else "",
    )


def _fonts() -> list[Finding]:
    missing = missing_scripts()
    if missing is None:
        detail = "fontconfig is not here: nobody can say which scripts have fonts"
        return [Finding(thing="fonts", state=State.WARNING, detail=detail)]
    if not missing:
        detail = "every script that was asked for has a font"
        return [Finding(thing="fonts", state=State.OK, detail=detail)]
    manager = package_manager()
    return [
        Finding(
            thing="fonts",
            state=State.WARNING,
            detail=f"none for {', '.join(missing)}",
            fix="mdvid setup --fonts" if manager else "install the Noto Sans fonts for them",
        )
    ]
