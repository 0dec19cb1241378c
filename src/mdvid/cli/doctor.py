"""`mdvid doctor`."""

from __future__ import annotations

from pathlib import Path

import click

from mdvid.cli.console import Console
from mdvid.cli.finding import State
from mdvid.cli.health import examine
from mdvid.cli.options import command, environment, json_option
from mdvid.config.loader import load_config
from mdvid.errors import ExitCode


@command(
    click.Option(("--browser",), metavar="PATH", help="The Chromium to use."),
    click.Option(("--cache-dir",), metavar="DIR", help="Keep results there."),
    json_option("a JSON array"),
)
def doctor(*, browser: str | None, cache_dir: str | None, json: bool, console: Console) -> ExitCode:
    """Say what is installed, what is missing, and how to get it."""
    told = {"browser": browser, "cache_dir": cache_dir}
    loaded = load_config(folder=Path(), environment=environment(), overrides=told)
    findings = examine(loaded.value.config)
    rows = [(f.thing, f.state.value, f.detail, f.fix) for f in findings]
    header = ("thing", "state", "detail", "fix")
    if json:
        console.json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        for thing, state, detail, fix in rows:
            console.result(f"{state:<8}{thing:<15}{detail}")
            if fix:
                console.result(f"{'':<8}{'':<15}fix: {fix}")
    missing = any(f.state is State.MISSING for f in findings)
    return ExitCode.MISSING if missing else ExitCode.OK
