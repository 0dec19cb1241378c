"""`mdvid themes`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdvid.cli.console import Console
from mdvid.cli.options import command
from mdvid.errors import ExitCode, MdvidError
from mdvid.theme.loader import load_theme, theme_names

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@command
def themes(
    *,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
    console: Console,
) -> ExitCode:
    """List the themes that are on this machine, and those of this folder."""
    here = Path()
    rows = [(name, _description(name, here)) for name in theme_names(beside=here)]
    if json:
        console.json([{"name": name, "description": text} for name, text in rows])
    else:
        console.table(("name", "description"), rows)
    return ExitCode.OK


def _description(name: str, here: Path) -> str:
    try:
        return load_theme(name, beside=here).description
    except MdvidError as error:
        return f"cannot be used: {error}"
