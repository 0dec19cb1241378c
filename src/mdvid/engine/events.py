"""What a build tells whoever watches it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mdvid.engine.plan import Action, Step
from mdvid.engine.report import StepResult


class BuildObserver(Protocol):
    """Watches a build. Called from the thread that called `execute`, never from another.

    A step that was found in the cache and whose artifact turns out to be damaged when it is read
    is started and finished once more.
    """

    def planned(self, steps: Sequence[Step[Action]]) -> None:
        """These steps are wanted, cached ones included."""
        ...

    def started(self, step: Step[Action]) -> None:
        """The step is not in the cache: it runs."""
        ...

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        """So many parts of a step that runs are done, as its tool says; few tools say it."""
        ...

    def finished(self, step: Step[Action], result: StepResult) -> None:
        """This became of the step; cached and skipped ones are finished without being started."""
        ...
