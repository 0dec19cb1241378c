"""`mdvid new`."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from mdvid.cli.console import Console
from mdvid.cli.options import command
from mdvid.errors import ExitCode, OutputError

DECK = "deck.md"


@command(
    click.Argument(
        ("folder",),
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="A folder; made if need be.",
    )
)
def new(folder: Path, *, console: Console) -> ExitCode:
    """Make a deck to start from: a few slides with notes, and a comment on what can be changed."""
    deck = folder / DECK
    text = files("mdvid.cli").joinpath("starter.md").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with deck.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(
            f"`{folder if folder.is_file() else deck}` is there already",
            hint="choose another folder: nothing was changed",
        ) from None
    except OSError as error:
        raise OutputError(f"`{deck}` cannot be written: {error.strerror}") from error
    console.note(f"{deck} is yours; make a video of it with")
    console.note(f"  mdvid build {shlex.quote(str(deck))}")
    return ExitCode.OK
