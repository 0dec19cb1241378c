"""How far a download is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mdvid.cli.console import Console
from mdvid.cli.units import size

EVERY = 30.0
"""Seconds between two lines in a log."""


@contextmanager
def download_line(console: Console, what: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show progress while the block runs; what is yielded is told of it, in bytes."""
    if console.live:
        from rich.console import Console as RichConsole
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        terminal = RichConsole(file=console.err, no_color=not console.color)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=terminal, transient=True) as bars:
            task = bars.add_task(what, total=None)
            yield lambda stage, done, total: bars.update(
                task, description=f"{stage} {what}", completed=done, total=total
            )
    else:
        yield _Lines(console, what)


class _Lines:
    """A line when something begins, and one every half minute."""

    def __init__(self, console: Console, what: str) -> None:
        self._console = console
        self._what = what
        self._stage = ""
        self._said = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._console.note(f"{stage} {self._what}")
        elif now - self._said < EVERY:
            return
        else:
            self._console.note(f"{stage} {self._what}: {size(done)} of {size(total)}")
        self._stage, self._said = stage, now
