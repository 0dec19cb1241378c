"""`mdvid check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from mdvid.builder import Session
from mdvid.builder.languages import raised
from mdvid.builder.spoken import SpokenLine
from mdvid.builder.spoken import spoken as what_is_said
from mdvid.cli.console import Console
from mdvid.cli.options import DECKS, json_option, settings_command
from mdvid.cli.progress import progress
from mdvid.cli.report import diagnostic_json
from mdvid.cli.run import DeckRunner, called, refused_by_strict, show_failures
from mdvid.diagnostics import Diagnostic, Severity, counted
from mdvid.errors import ExitCode
from mdvid.project import Project


@settings_command(
    DECKS,
    click.Option(
        ("--spoken",),
        is_flag=True,
        help="Print what will be said, and nothing else: slide, voice and words.",
    ),
    json_option(variable="MDVID_JSON"),
)
def check(
    decks: Sequence[Path],
    *,
    spoken: bool,
    json: bool,
    console: Console,
    overrides: Mapping[str, object],
) -> ExitCode:
    """Say what is wrong with decks, their themes and pictures; build no video."""
    checked = _Check(console=console, json=json, named=len(decks) > 1)
    runner = DeckRunner(console, overrides)
    code = runner.run(decks, checked.listen if spoken else checked.look)
    if json:
        said = (*checked.found, *runner.diagnostics)
        report: dict[str, Any] = {"diagnostics": [diagnostic_json(d) for d in said]}
        console.json({"spoken": checked.lines, **report} if spoken else report)
    return code


@dataclass(slots=True, kw_only=True)
class _Check:
    """What is done with each deck, and what came of it."""

    console: Console
    json: bool
    named: bool
    """Whether lines begin with the deck, as there are several."""
    found: list[Diagnostic] = field(default_factory=list)
    lines: list[dict[str, object]] = field(default_factory=list)

    def look(self, session: Session, project: Project) -> ExitCode:
        """Render the pictures of a deck, and say what is wrong."""
        console = self.console
        with progress(console) as observer:
            report = session.check(project, observer)
        diagnostics = raised(report.diagnostics)
        self.found.extend(diagnostics)
        code = refused_by_strict(console, project, diagnostics)
        code = show_failures(console, report.failures) or code
        if code is ExitCode.OK:
            warnings = sum(d.severity is Severity.WARNING for d in diagnostics)
            verdict = counted(warnings, "warning") if warnings else "ok"
            console.note(f"{called(project)}  {verdict}")
        return code

    def listen(self, _session: Session, project: Project) -> ExitCode:
        """Print what a deck will say."""
        report = what_is_said(project)
        self.found.extend(report.diagnostics)
        for line in report.lines:
            if self.json:
                self.lines.append({"deck": str(project.deck_path), **asdict(line)})
            else:
                self.console.row(self._columns(project, line))
        return refused_by_strict(self.console, project, report.diagnostics)

    def _columns(self, project: Project, line: SpokenLine) -> Sequence[str]:
        deck = (str(project.deck_path),) if self.named else ()
        lang = (line.lang,) if project.further else ()
        return (*deck, *lang, str(line.slide), line.voice, line.spoken)
