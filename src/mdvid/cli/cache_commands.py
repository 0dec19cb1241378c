"""`mdvid cache`."""

from __future__ import annotations

from pathlib import Path

import click

from mdvid.cli.console import Console
from mdvid.cli.options import command, environment, json_option
from mdvid.cli.units import size
from mdvid.config.loader import load_config
from mdvid.diagnostics import counted
from mdvid.engine.cache import Cache
from mdvid.engine.upkeep import CacheInfo
from mdvid.errors import ConfigError, ExitCode

FOLDER = click.Option(("--cache-dir",), metavar="DIR", help="The cache to look after.")

MEGABYTE = 1_000_000


@command(FOLDER, json_option())
def info(*, cache_dir: str | None, json: bool, console: Console) -> ExitCode:
    """Say where the cache is, and how much is in it."""
    with _open(cache_dir, there=True) as cache:
        _tell(console, cache.info(), as_json=json)
    return ExitCode.OK


@command(
    click.Option(("--repair",), is_flag=True, help="Delete what is damaged."), FOLDER, json_option()
)
def verify(*, repair: bool, cache_dir: str | None, json: bool, console: Console) -> ExitCode:
    """Read everything that is kept, and say what is damaged. The next build makes it again."""
    with _open(cache_dir, there=True) as cache:
        damage = cache.verify(repair=repair)
    if json:
        found = [{"path": str(item.path), "problem": item.problem} for item in damage]
        console.json({"damaged": found, "repaired": repair})
    else:
        for item in damage:
            console.result(f"{item.path}: {item.problem}")
    state = "damaged and deleted" if repair else "damaged"
    console.note(f"{counted(len(damage), 'file')} {state}" if damage else "everything is whole")
    return ExitCode.FAILED if damage and not repair else ExitCode.OK


@command(
    click.Option(("--max-size",), metavar="MB", type=click.IntRange(min=0), help="Keep so much."),
    click.Option(
        ("--max-age",), metavar="DAYS", type=click.FloatRange(min=0), help="Keep what is newer."
    ),
    FOLDER,
    json_option(),
)
def gc(
    *,
    max_size: int | None,
    max_age: float | None,
    cache_dir: str | None,
    json: bool,
    console: Console,
) -> ExitCode:
    """Delete what has not been used for longest."""
    if max_size is None and max_age is None:
        raise ConfigError(
            "nothing says what may go", hint="give --max-size MB, --max-age DAYS, or both"
        )
    with _open(cache_dir) as cache:
        limit = None if max_size is None else max_size * MEGABYTE
        freed = cache.gc(max_bytes=limit, max_age_days=max_age)
    _tell(console, freed, as_json=json, verb="freed ")
    return ExitCode.OK


@command(FOLDER, json_option())
def clear(*, cache_dir: str | None, json: bool, console: Console) -> ExitCode:
    """Delete everything; the next build starts afresh."""
    with _open(cache_dir) as cache:
        freed = cache.clear()
    _tell(console, freed, as_json=json, verb="freed ")
    return ExitCode.OK


class _InOrder(click.Group):
    """Lists its commands in the order given, not by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


cache = _InOrder(
    "cache", help="Look after what earlier builds kept.", commands=(info, verify, gc, clear)
)


def _open(cache_dir: str | None, *, there: bool = False) -> Cache:
    """Open the cache that is meant.

    Raises:
        ConfigError: it should be `there`, and is not.
    """
    loaded = load_config(
        folder=Path(), environment=environment(), overrides={"cache_dir": cache_dir}
    )
    folder = loaded.value.config.cache_dir
    assert folder
    if there and not Cache.is_in(folder):
        raise ConfigError(
            f"there is no cache in `{folder}`", hint="the first build makes one: was it elsewhere?"
        )
    return Cache.open(folder)


def _tell(console: Console, info: CacheInfo, *, as_json: bool, verb: str = "") -> None:
    if as_json:
        console.json(
            {
                "path": str(info.path),
                "entries": info.entries,
                "artifacts": info.artifacts,
                "bytes": info.bytes,
            }
        )
        return
    amount = f"{size(info.bytes)} in {counted(info.artifacts, 'file')}"
    console.result(f"{info.path}  {verb}{amount}")
