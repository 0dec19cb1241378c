"""The plan: what is to be made, from what, by which tool. Plain data."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Generic, Protocol, TypeVar

from mdvid.engine.digest import Digest, digest


class Action(Protocol):
    """What to do: a frozen dataclass that is both the order and the cache key.

    `pool` and `suffix` are class variables, not fields.
    """

    @property
    def pool(self) -> str:
        """Name of the pool of threads it runs in."""
        ...

    @property
    def suffix(self) -> str:
        """What the name of its main file ends with: `.png`."""
        ...


A_co = TypeVar("A_co", bound=Action, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[A_co]):
    """One artifact to make."""

    id: str
    """Unique in its plan; has no part in the key."""

    action: A_co

    tool: str
    """Fingerprint of what performs the action: tool, version, options."""

    needs: tuple[str, ...] = ()
    """The steps whose artifacts it reads, in the order in which it is given them."""

    label: str = ""
    """Its name for people; has no part in the key."""

    def key(self, inputs: tuple[Digest, ...]) -> Digest:
        """Return the cache key, given the digests of the artifacts of `needs`."""
        # The suffix counts because an artifact remembers the name of its main file.
        return digest((self.action, self.action.suffix, self.tool, inputs))


@dataclass(frozen=True, slots=True)
class Plan(Generic[A_co]):
    """Steps that form a directed acyclic graph; their order is their priority.

    Raises:
        ValueError: an id occurs twice, a need is not in the plan, or there is a cycle.
    """

    steps: tuple[Step[A_co], ...]
    _order: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_order", _in_order(self.steps))

    def in_order(self) -> tuple[Step[A_co], ...]:
        """Return the steps, each after everything it needs, else as given."""
        return tuple(self.steps[i] for i in self._order)

    def wanted(self, want: Iterable[str] | None) -> tuple[Step[A_co], ...]:
        """Return in order the steps `want` and all they need; all steps for `None`.

        Raises:
            ValueError: a wanted step is not in the plan.
        """
        ordered = self.in_order()
        if want is None:
            return ordered
        wanted = set(want)
        if unknown := wanted.difference(step.id for step in ordered):
            raise ValueError(f"not in the plan: {', '.join(sorted(unknown))}")
        for step in reversed(ordered):
            if step.id in wanted:
                wanted.update(step.needs)
        return tuple(step for step in ordered if step.id in wanted)


def _in_order(steps: tuple[Step[Action], ...]) -> tuple[int, ...]:
    """Return the indices in topological order, the smallest possible first (Kahn 1962)."""
    index = {step.id: i for i, step in enumerate(steps)}
    _check(steps, index)
    waiting = [len(set(step.needs)) for step in steps]
    followers: list[list[int]] = [[] for _ in steps]
    for i, step in enumerate(steps):
        for need in set(step.needs):
            followers[index[need]].append(i)
    ready = [i for i, count in enumerate(waiting) if not count]
    order: list[int] = []
    while ready:
        order.append(heapq.heappop(ready))
        for i in followers[order[-1]]:
            waiting[i] -= 1
            if not waiting[i]:
                heapq.heappush(ready, i)
    if len(order) < len(steps):
        raise ValueError(f"the plan has a cycle: {_cycle(steps)}")
    return tuple(order)


def _check(steps: tuple[Step[Action], ...], index: dict[str, int]) -> None:
    if len(index) < len(steps):
        twice = next(step.id for i, step in enumerate(steps) if index[step.id] != i)
        raise ValueError(f"the plan has two steps `{twice}`")
    for step in steps:
        for need in step.needs:
            if need not in index:
                raise ValueError(f"step `{step.id}` needs `{need}`, which is not in the plan")


def _cycle(steps: tuple[Step[Action], ...]) -> str:
    try:
        TopologicalSorter({step.id: step.needs for step in steps}).prepare()
    except CycleError as error:
        return " -> ".join(error.args[1])
    raise AssertionError("unreachable: asked only when there is a cycle")
