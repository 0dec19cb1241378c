"""`mdvid build`."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from mdvid.builder import DeckReport, Session
from mdvid.cli.console import Console
from mdvid.cli.options import DECKS, json_option, settings_command
from mdvid.cli.progress import progress
from mdvid.cli.report import as_json, summary
from mdvid.cli.run import DeckRunner, refused_by_strict, show_failures
from mdvid.config.values import BadValue, SlideRange, slides
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import ConfigError, ExitCode
from mdvid.project import Project


@settings_command(
    DECKS,
    click.Option(
        ("--dry-run",),
        is_flag=True,
        envvar="MDVID_DRY_RUN",
        show_envvar=True,
        help="Print the plan only.",
    ),
    click.Option(
        ("--reroll",),
        metavar="3,5",
        multiple=True,
        help="Draw other pictures for these slides; may be repeated.",
    ),
    json_option(variable="MDVID_JSON"),
)
def build(
    decks: Sequence[Path],
    *,
    dry_run: bool,
    reroll: Sequence[str],
    json: bool,
    console: Console,
    overrides: Mapping[str, object],
) -> ExitCode:
    """Make a narrated video of each deck, beside it or where --output says."""
    started = time.monotonic()
    runner = DeckRunner(console, overrides)
    rerolled = _rerolled(reroll, decks, dry_run=dry_run)
    if dry_run:
        return runner.run(decks, _Plans(console, as_json=json))
    builds = _Builds(console, rerolled)
    code = runner.run(decks, builds)
    if json:
        said = (*builds.diagnostics, *runner.diagnostics)
        console.json(as_json(builds.reports, said, time.monotonic() - started))
    return code


def _rerolled(
    given: Sequence[str], decks: Sequence[Path], *, dry_run: bool
) -> tuple[SlideRange, ...]:
    """Return the slides whose pictures are to be drawn anew.

    Raises:
        ConfigError: they are no numbers of slides, or it is not clear of which deck.
    """
    if not given:
        return ()
    if len(decks) > 1 or dry_run:
        raise ConfigError("`--reroll` goes with one deck, and builds it")
    try:
        return slides(given)
    except BadValue as error:
        raise ConfigError(f"`--reroll` {error.problem}, not `{','.join(given)}`") from error


class _Builds:
    """Builds decks, and remembers what became of them."""

    def __init__(self, console: Console, reroll: Sequence[SlideRange]) -> None:
        self._console = console
        self._reroll = reroll
        self.reports: list[DeckReport] = []
        self.diagnostics: list[Diagnostic] = []

    def __call__(self, session: Session, project: Project) -> ExitCode:
        with progress(self._console) as observer:
            report = session.build(project, observer, reroll=self._reroll)
        self.reports.append(report)
        self.diagnostics += report.diagnostics
        self.diagnostics += (
            Diagnostic(severity=Severity.ERROR, message=f"{failure.label}: {failure.error}")
            for failure in report.failures
        )
        code = refused_by_strict(self._console, project, report.diagnostics)
        code = show_failures(self._console, report.failures) or code
        if report.outputs or report.failures:
            self._console.note(summary(report))
        else:
            self._console.note(f"{report.deck}  nothing was written: warnings are errors")
        return code


class _Plans:
    """Prints plans instead of building them."""

    def __init__(self, console: Console, *, as_json: bool) -> None:
        self._console = console
        self._as_json = as_json

    def __call__(self, session: Session, project: Project) -> ExitCode:
        steps = session.plan(project).steps
        self._console.show(project.diagnostics)
        if self._as_json:
            plan = [{"step": s.id, "for": s.label, "needs": list(s.needs)} for s in steps]
            self._console.json({"deck": str(project.deck_path), "steps": plan})
        else:
            self._console.table(
                ("step", "for", "needs"), (_row(s.id, s.label, s.needs) for s in steps)
            )
        return ExitCode.OK


def _row(step: str, label: str, needs: tuple[str, ...], shown: int = 4) -> tuple[str, str, str]:
    more = f" and {len(needs) - shown} more" if len(needs) > shown else ""
    return step, label, ", ".join(needs[:shown]) + more
