"""`mdvid cache`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdvid.cli.console import Console
from mdvid.cli.options import command, environment
from mdvid.cli.units import counted, size
from mdvid.config.loader import load_config
from mdvid.engine.cache import Cache
from mdvid.engine.upkeep import CacheInfo
from mdvid.errors import ConfigError, ExitCode

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Look after what earlier builds kept.",
)

Folder = Annotated[
    str | None, typer.Option("--cache-dir", metavar="DIR", help="The cache to look after.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

MEGABYTE = 1_000_000


@app.command()
@command
def info(*, cache_dir: Folder = None, json: AsJson = False, console: Console) -> ExitCode:
    """Say where the cache is, and how much is in it."""
    with _open(cache_dir) as cache:
        _tell(console, cache.info(), as_json=json)
    return ExitCode.OK


@app.command()
@command
def verify(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Delete what is damaged.")] = False,
    cache_dir: Folder = None,
    console: Console,
) -> ExitCode:
    """Read everything that is kept, and say what is damaged. The next build makes it again."""
    with _open(cache_dir) as cache:
        damage = cache.verify(repair=repair)
    for item in damage:
        console.result(f"{item.path}: {item.problem}")
    state = "damaged and deleted" if repair else "damaged"
    console.note(f"{counted(len(damage), 'file')} {state}" if damage else "everything is whole")
    return ExitCode.FAILED if damage and not repair else ExitCode.OK


@app.command("gc")
@command
def collect_garbage(
    *,
    max_size: Annotated[
        int | None, typer.Option("--max-size", metavar="MB", min=0, help="Keep so much.")
    ] = None,
    max_age: Annotated[
        float | None, typer.Option("--max-age", metavar="DAYS", min=0, help="Keep what is newer.")
    ] = None,
    cache_dir: Folder = None,
    json: AsJson = False,
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


@app.command()
@command
def clear(*, cache_dir: Folder = None, json: AsJson = False, console: Console) -> ExitCode:
    """Delete everything; the next build starts afresh."""
    with _open(cache_dir) as cache:
        freed = cache.clear()
    _tell(console, freed, as_json=json, verb="freed ")
    return ExitCode.OK


def _open(cache_dir: str | None) -> Cache:
    loaded = load_config(
        folder=Path(), environment=environment(), overrides={"cache_dir": cache_dir}
    )
    folder = loaded.value.config.cache_dir
    assert folder
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
