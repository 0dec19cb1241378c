"""How far a build is: in all, by stage, and by slide."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mdvid.builder.stages import stage
from mdvid.engine.plan import Action, Step
from mdvid.engine.report import Outcome, StepResult
from mdvid.engine.store import Artifact
from mdvid.pipeline.ids import slide_of


@dataclass(slots=True)
class _OfSlide:
    """How far one slide is."""

    left: int = 0
    built: bool = False
    failed: bool = False
    running: bool = False

    @property
    def state(self) -> str:
        """What it is known to be; empty if nothing was done for it yet."""
        if self.failed:
            return "failed"
        if not self.left:
            return "ready"
        return "running" if self.running else ""


class Progress:
    """Watches one build. What it says may be asked for from other threads."""

    def __init__(
        self,
        keys: Mapping[int, str],
        made: Callable[[str, Artifact], None],
        changed: Callable[[], None],
    ) -> None:
        """`keys` are those of the slides, by number.

        `made` is told of every artifact by the id of its step, `changed` that there is news.
        """
        self._slides = {number: (key, _OfSlide()) for number, key in keys.items()}
        self._made = made
        self._changed = changed
        self._began = time.monotonic()
        self._totals: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._outcomes: Counter[Outcome] = Counter()
        self._stages: tuple[str, ...] = ()
        """Those in which something had to be done."""

    def planned(self, steps: Sequence[Step[Action]]) -> None:
        """Count what is to be done."""
        self._totals = Counter(stage(step.id) for step in steps)
        for step in steps:
            self._of(step).left += 1
        self._changed()

    def started(self, step: Step[Action]) -> None:
        """Note that the step runs."""
        name = stage(step.id)
        if name not in self._stages:
            self._stages = (*self._stages, name)
        self._of(step).running = True
        self._changed()

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        """Leave parts of steps to the terminal."""

    def finished(self, step: Step[Action], result: StepResult) -> None:
        """Note what became of the step."""
        self._outcomes[result.outcome] += 1
        name = stage(step.id)
        self._done[name] = min(self._done[name] + 1, self._totals[name])
        of = self._of(step)
        of.left = max(of.left - 1, 0)
        of.built = of.built or result.outcome is Outcome.BUILT
        of.failed = of.failed or result.outcome in {Outcome.FAILED, Outcome.SKIPPED}
        if result.artifact is not None:
            self._made(step.id, result.artifact)
        self._changed()

    def marks(self) -> dict[str, tuple[str, bool]]:
        """Return what became of slides, by key: their state, and whether all of it was cached.

        Those of which nothing is known yet are left out.
        """
        if not self._totals:
            return {}
        return {key: (of.state, not of.built) for key, of in self._slides.values() if of.state}

    def part(self, state: str) -> dict[str, Any]:
        """Return what is told of a build in this state."""
        return {
            "state": state,
            "built": self._outcomes[Outcome.BUILT],
            "cached": self._outcomes[Outcome.CACHED],
            "seconds": round(time.monotonic() - self._began, 1),
            "stages": [
                {"name": name, "done": self._done[name], "total": self._totals[name]}
                for name in self._stages
            ],
        }

    def _of(self, step: Step[Action]) -> _OfSlide:
        # What belongs to all slides says nothing about one of them.
        return self._slides.get(slide_of(step.id) or 0, ("", _OfSlide()))[1]
