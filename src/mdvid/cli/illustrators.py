"""`mdvid illustrators`."""

from __future__ import annotations

from mdvid.cli.console import Console
from mdvid.cli.options import command, json_option
from mdvid.errors import ExitCode, MdvidError
from mdvid.providers import registry


@command(json_option("a JSON array"))
def illustrators(*, json: bool, console: Console) -> ExitCode:
    """List what can draw pictures from words, by the names that --illustrator takes."""
    rows = [(name, _description(name)) for name in registry.names(registry.ILLUSTRATORS)]
    if json:
        console.json([{"name": name, "description": text} for name, text in rows])
    else:
        console.table(("name", "description"), rows)
    return ExitCode.OK


def _description(name: str) -> str:
    """Return the first line of what the provider says of itself, or why it cannot be used."""
    try:
        illustrator = registry.illustrator(name)
    except MdvidError as error:
        return f"cannot be used: {error}"
    try:
        return (type(illustrator).__doc__ or "").strip().partition("\n")[0]
    finally:
        illustrator.close()
