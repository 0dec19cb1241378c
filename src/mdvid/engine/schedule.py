"""The schedule: which step waits, which may run, which is done. Pure bookkeeping."""

from __future__ import annotations

import enum
import heapq
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from mdvid.engine.plan import Action, Step

A = TypeVar("A", bound=Action)


class State(enum.Enum):
    """Where a step stands."""

    WAITING = enum.auto()
    """For its needs, or to be looked up."""
    QUEUED = enum.auto()
    """For a thread, or for another step that makes the same."""
    RUNNING = enum.auto()
    DONE = enum.auto()
    """It has an artifact."""
    DEAD = enum.auto()
    """It failed, or something it needs did."""


class Schedule(Generic[A]):
    """Moves steps from waiting to done, in order of priority."""

    def __init__(self, steps: tuple[Step[A], ...]) -> None:
        self._steps = steps
        self._index = {step.id: i for i, step in enumerate(steps)}
        self._state = {step.id: State.WAITING for step in steps}
        self._needs = {step.id: tuple(dict.fromkeys(step.needs)) for step in steps}
        self._missing = {step_id: len(needs) for step_id, needs in self._needs.items()}
        self._dependants: dict[str, list[str]] = {step.id: [] for step in steps}
        for step_id, needs in self._needs.items():
            for need in needs:
                self._dependants[need].append(step_id)
        self._open = [i for i, step in enumerate(steps) if not step.needs]
        self._queues: dict[str, list[int]] = {}
        self._stale: set[str] = set()

    def state(self, step: Step[A]) -> State:
        """Return where the step stands."""
        return self._state[step.id]

    def is_open(self, step: Step[A]) -> bool:
        """Say whether the step waits for nothing but to be looked up."""
        return self._state[step.id] is State.WAITING and not self._missing[step.id]

    def is_stale(self, step: Step[A]) -> bool:
        """Say whether what the step needs was reopened, or lost, while it ran."""
        return step.id in self._stale or self._state[step.id] is State.DEAD

    def opened(self) -> Iterator[Step[A]]:
        """Yield the steps that are open, the first in the plan first, also those that become so."""
        while self._open:
            step = self._steps[heapq.heappop(self._open)]
            if self.is_open(step):
                yield step

    def hold(self, step: Step[A]) -> None:
        """Let the step wait for another one's run."""
        self._state[step.id] = State.QUEUED

    def queue(self, step: Step[A]) -> None:
        """Let the step wait for a thread of its pool."""
        self._state[step.id] = State.QUEUED
        heapq.heappush(self._queues.setdefault(step.action.pool, []), self._index[step.id])

    def take(self, pool: str) -> Step[A] | None:
        """Take the first step out of a pool's queue: it runs now."""
        queue = self._queues.get(pool, [])
        while queue:
            step = self._steps[heapq.heappop(queue)]
            # It may have been reopened since it was queued.
            if self._state[step.id] is State.QUEUED:
                self._state[step.id] = State.RUNNING
                return step
        return None

    def done(self, step: Step[A]) -> None:
        """Note that the step has its artifact."""
        self._state[step.id] = State.DONE
        for step_id in self._dependants[step.id]:
            self._missing[step_id] -= 1
            if not self._missing[step_id]:
                heapq.heappush(self._open, self._index[step_id])

    def die(self, step: Step[A]) -> tuple[Step[A], ...]:
        """Note that the step failed; return, in order, the steps that now cannot be made."""
        self._state[step.id] = State.DEAD
        lost = [i for i in self._below([step.id]) if self._state[i] is not State.DEAD]
        for step_id in lost:
            self._state[step_id] = State.DEAD
        return tuple(self._steps[i] for i in sorted(self._index[step_id] for step_id in lost))

    def again(self, step: Step[A]) -> None:
        """Let a step that ran, or was held, wait to be looked up anew, unless it is dead."""
        self._stale.discard(step.id)
        if self._state[step.id] is not State.DEAD:
            self._state[step.id] = State.WAITING
            self._count(step.id)

    def reopen(self, step_ids: Iterable[str]) -> tuple[str, ...]:
        """Let steps and all below them wait anew; return those that had an artifact.

        What runs goes on, and is stale.
        """
        roots = list(step_ids)
        below = [i for i in (*roots, *self._below(roots)) if self._state[i] is not State.DEAD]
        lost = tuple(step_id for step_id in below if self._state[step_id] is State.DONE)
        for step_id in below:
            if self._state[step_id] is State.RUNNING:
                self._stale.add(step_id)
            else:
                self._state[step_id] = State.WAITING
        for step_id in below:
            self._count(step_id)
        return lost

    def _count(self, step_id: str) -> None:
        """Count what the step waits for; if that is nothing, it is open."""
        missing = sum(self._state[need] is not State.DONE for need in self._needs[step_id])
        self._missing[step_id] = missing
        if not missing:
            heapq.heappush(self._open, self._index[step_id])

    def _below(self, step_ids: Iterable[str]) -> list[str]:
        """Return everything that needs one of the steps, directly or not, without themselves."""
        seen = set(step_ids)
        found: list[str] = []
        front = list(seen)
        while front:
            for step_id in self._dependants[front.pop()]:
                if step_id not in seen:
                    seen.add(step_id)
                    found.append(step_id)
                    front.append(step_id)
        return found
