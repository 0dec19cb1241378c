"""`mdvid themes`."""

from __future__ import annotations

from pathlib import Path

from mdvid.cli.console import Console
from mdvid.cli.options import command, json_option
from mdvid.errors import ExitCode, MdvidError
from mdvid.theme.loader import load_theme, theme_names


@command(json_option("a JSON array"))
def themes(*, json: bool, console: Console) -> ExitCode:
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
