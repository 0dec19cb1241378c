"""`mdvid pin`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from mdvid.builder import PinReport, Session
from mdvid.cli.console import Console
from mdvid.cli.options import DECKS, settings_command
from mdvid.cli.progress import progress
from mdvid.cli.run import DeckRunner, called, refused_by_strict, show_failures
from mdvid.cli.units import size
from mdvid.diagnostics import counted
from mdvid.errors import ExitCode
from mdvid.project import Project


@settings_command(
    DECKS,
    click.Option(("--prune",), is_flag=True, help="Delete what the deck does not ask for."),
)
def pin(
    decks: Sequence[Path], *, prune: bool, console: Console, overrides: Mapping[str, object]
) -> ExitCode:
    """Keep beside each deck what models made for it, so that it is built without them."""

    def keep(session: Session, project: Project) -> ExitCode:
        with progress(console) as observer:
            report = session.pin(project, observer, prune=prune)
        code = refused_by_strict(console, project, report.diagnostics)
        code = show_failures(console, report.failures) or code
        console.note(_summary(report, called(project)))
        return code

    return DeckRunner(console, overrides).run(decks, keep)


def _summary(report: PinReport, deck: str) -> str:
    """Return `talk.pins  12 pinned (3 new), 8.1 MB, 2 of no use`."""
    folder = str(report.folder)
    if report.failures:
        return f"{folder}  {counted(len(report.failures), 'step')} failed; nothing was pinned"
    if not report.pinned and not report.removed and not report.stale:
        return f"{deck}  nothing to pin: it takes no models"
    parts = [f"{report.pinned} pinned ({report.new} new)", size(report.bytes)]
    if report.stale:
        parts.append(f"{report.stale} of no use: `--prune` deletes them")
    if report.removed:
        parts.append(f"{report.removed} deleted")
    return f"{folder}  {', '.join(parts)}"
