"""`mdvid explain`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from mdvid.builder import Session
from mdvid.cli.console import Console
from mdvid.cli.options import settings_command
from mdvid.cli.reasons import brief
from mdvid.cli.run import DeckRunner, called
from mdvid.engine.explain import Forecast
from mdvid.engine.report import Outcome
from mdvid.errors import ExitCode
from mdvid.pipeline.actions import PipelineAction, UsePinned
from mdvid.project import Project


@settings_command(
    click.Argument(("deck",), type=click.Path(path_type=Path), help="A Markdown file."),
    click.Option(("--all", "every"), is_flag=True, help="List cached steps too."),
)
def explain(
    deck: Path, *, every: bool, console: Console, overrides: Mapping[str, object]
) -> ExitCode:
    """Say what a build would do, and why; nothing is built."""

    def tell(session: Session, project: Project) -> ExitCode:
        console.show(project.diagnostics)
        forecasts = session.explain(project)
        rows = [
            (_verb(f.outcome), f.step.id, f.step.label, _because(f))
            for f in forecasts
            if every or f.outcome is not Outcome.CACHED
        ]
        if rows:
            console.table(("would", "step", "for", "because"), rows)
        counts = Counter(f.outcome for f in forecasts)
        cached = counts[Outcome.CACHED]
        console.note(f"{called(project)}  {len(forecasts) - cached} to run, {cached} cached")
        return ExitCode.OK

    return DeckRunner(console, overrides).run([deck], tell)


def _because(forecast: Forecast[PipelineAction]) -> str:
    if isinstance(forecast.step.action, UsePinned):
        return "pinned"
    return brief(forecast.reason) if forecast.reason else ""


def _verb(outcome: Outcome) -> str:
    return "reuse" if outcome is Outcome.CACHED else "run"
