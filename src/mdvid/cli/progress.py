"""How far a build is: bars on a terminal, lines in a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mdvid.builder.stages import stage
from mdvid.cli.console import Console
from mdvid.cli.reasons import brief
from mdvid.diagnostics import counted
from mdvid.engine.events import BuildObserver
from mdvid.engine.plan import Action, Step
from mdvid.engine.report import Outcome, StepResult
from mdvid.errors import MdvidError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LOADING = "loading the model"
"""Said until the first part of a kind of step is done: that takes longer than any part."""

_ALMOST = 0.99
"""How much of a step is done at most until it is finished."""

_MARKS = 4
"""Lines that a log has at most about the parts of one step, when verbose."""


@contextmanager
def progress(console: Console) -> Iterator[BuildObserver]:
    """Show progress while the block runs, as suits the console."""
    if console.live and not console.verbose:
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        terminal = RichConsole(file=console.err, no_color=not console.color)
        columns = (
            TextColumn("{task.description:<14}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[part]}"),
        )
        with Progress(*columns, console=terminal, transient=True) as bars:
            yield _Bars(bars)
    else:
        yield _Lines(console)


class _Bars:
    """A bar for each stage that has something to do."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._totals: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._tasks: dict[str, TaskID] = {}
        self._parts: dict[str, dict[str, float]] = {}
        """By stage, how much is done of each step that runs and says it."""
        self._loaded: set[str] = set()
        """Kinds of step of which a part was done."""
        self._said: dict[str, str] = {}
        """By stage, what is said beside its bar."""

    def planned(self, steps: Sequence[Step[Action]]) -> None:
        self._totals = Counter(stage(step.id) for step in steps)

    def started(self, step: Step[Action]) -> None:
        name = stage(step.id)
        if name not in self._tasks:
            # Only now is it known that not everything was there already.
            self._tasks[name] = self._bars.add_task(
                name, total=self._totals[name], completed=self._done[name], part=""
            )

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        name, kind = stage(step.id), step.id.partition("/")[0]
        if done > 0:
            self._loaded.add(kind)
        self._parts.setdefault(name, {})[step.id] = min(max(done, 0) / max(total, 1), _ALMOST)
        several = f"step {done}/{total}" if total > 1 else ""
        self._said[name] = several if kind in self._loaded else LOADING
        self._show(name)

    def finished(self, step: Step[Action], result: StepResult) -> None:
        del result
        name = stage(step.id)
        self._done[name] = min(self._done[name] + 1, self._totals[name])
        parts = self._parts.get(name, {})
        parts.pop(step.id, None)
        if not parts:
            self._said.pop(name, None)
        self._show(name)

    def _show(self, name: str) -> None:
        if name in self._tasks:
            completed = self._done[name] + sum(self._parts.get(name, {}).values())
            self._bars.update(self._tasks[name], completed=completed, part=self._said.get(name, ""))


class _Lines:
    """A line when a stage ends in which something ran; when verbose, one for each step and why.

    Only at its end is it known how many of its steps were not there already.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._waiting: dict[str, set[str]] = {}
        self._totals: Counter[str] = Counter()
        self._ran: Counter[str] = Counter()
        self._marks: dict[str, int] = {}
        """By step, the last part of it that was told of, in `_MARKS`."""

    def planned(self, steps: Sequence[Step[Action]]) -> None:
        for step in steps:
            self._waiting.setdefault(stage(step.id), set()).add(step.id)
        self._totals = Counter(stage(step.id) for step in steps)

    def started(self, step: Step[Action]) -> None:
        self._ran[stage(step.id)] += 1

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        mark = done * _MARKS // max(total, 1)
        if total > 1 and self._marks.get(step.id, -1) < mark < _MARKS:
            self._marks[step.id] = mark
            self._console.detail(f"  {'running':<8}{step.id:<24}{step.label}  {done} of {total}")

    def finished(self, step: Step[Action], result: StepResult) -> None:
        self._detail(step, result)
        name = stage(step.id)
        waiting = self._waiting[name]
        if step.id in waiting:
            waiting.remove(step.id)
            ran, total = self._ran[name], self._totals[name]
            if ran and not waiting:
                some = f"{ran} of " if ran < total else ""
                self._console.note(f"{name}: {some}{counted(total, 'step')}")

    def _detail(self, step: Step[Action], result: StepResult) -> None:
        text = f"  {result.outcome.value:<8}{step.id:<24}{step.label}"
        if result.outcome is Outcome.BUILT:
            text += f"  {result.seconds:.2f} s"
        if result.reason is not None:
            text += f"  ({brief(result.reason)})"
        if isinstance(result.error, MdvidError):
            text += f"  {result.error}"
        self._console.detail(text.rstrip())
