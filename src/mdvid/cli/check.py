"""`mdvid check`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from mdvid.builder import Session
from mdvid.cli.console import Console
from mdvid.cli.options import settings_command
from mdvid.cli.progress import progress
from mdvid.cli.report import diagnostic_json
from mdvid.cli.run import DeckRunner, refused_by_strict, show_failures
from mdvid.diagnostics import Diagnostic
from mdvid.errors import ExitCode
from mdvid.project import Project

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@settings_command
def check(
    decks: Annotated[list[Path], typer.Argument(metavar="DECK...", help="Markdown files.")],
    *,
    json: Annotated[
        bool, typer.Option("--json", envvar="MDVID_JSON", help="Print one JSON object.")
    ] = False,
    console: Console,
    overrides: Mapping[str, object],
) -> ExitCode:
    """Say what is wrong with decks, their themes and pictures; build no video."""
    found: list[Diagnostic] = []

    def look_at(session: Session, project: Project) -> ExitCode:
        with progress(console) as observer:
            report = session.check(project, observer)
        found.extend(report.diagnostics)
        code = refused_by_strict(console, project, report.diagnostics)
        code = show_failures(console, report.failures) or code
        if code is ExitCode.OK:
            console.note(f"{project.deck_path}  ok")
        return code

    runner = DeckRunner(console, overrides)
    code = runner.run(decks, look_at)
    if json:
        said = (*found, *runner.diagnostics)
        console.json({"diagnostics": [diagnostic_json(d) for d in said]})
    return code
