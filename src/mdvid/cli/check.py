"""`mdvid check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mdvid.builder import Session
from mdvid.cli.console import Console
from mdvid.cli.options import DECKS, json_option, settings_command
from mdvid.cli.progress import progress
from mdvid.cli.report import diagnostic_json
from mdvid.cli.run import DeckRunner, refused_by_strict, show_failures
from mdvid.diagnostics import Diagnostic, Severity, counted
from mdvid.errors import ExitCode
from mdvid.project import Project


@settings_command(DECKS, json_option(variable="MDVID_JSON"))
def check(
    decks: Sequence[Path], *, json: bool, console: Console, overrides: Mapping[str, object]
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
            warnings = sum(d.severity is Severity.WARNING for d in report.diagnostics)
            verdict = counted(warnings, "warning") if warnings else "ok"
            console.note(f"{project.deck_path}  {verdict}")
        return code

    runner = DeckRunner(console, overrides)
    code = runner.run(decks, look_at)
    if json:
        said = (*found, *runner.diagnostics)
        console.json({"diagnostics": [diagnostic_json(d) for d in said]})
    return code
