"""What a build would do, and why, without doing it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, NamedTuple, TypeVar

from mdvid.engine.cache import Cache
from mdvid.engine.history import History
from mdvid.engine.plan import Action, Plan, Step
from mdvid.engine.reasons import ChangeKind, ChangeReason
from mdvid.engine.report import Outcome
from mdvid.engine.store import Artifact

__all__ = ["ChangeKind", "ChangeReason", "Forecast", "explain"]

A = TypeVar("A", bound=Action)


class Forecast(NamedTuple, Generic[A]):
    """What would become of a step."""

    step: Step[A]
    outcome: Outcome
    """`CACHED` or `BUILT`."""
    reason: ChangeReason | None
    """Why it would run. With `INPUT_REBUILT` it may run: that depends on its input's content."""


def explain(
    plan: Plan[A], cache: Cache, name: str, want: Collection[str] | None = None
) -> tuple[Forecast[A], ...]:
    """Return in order what a build of `plan` would do; runs nothing.

    Whether an artifact is damaged is seen only when it is read, so that is not foreseen.

    Raises:
        ValueError: a step of `want` is not in the plan.
    """
    steps = plan.wanted(want)
    read = {step.id for step in steps} if want is None else set(want)
    found: dict[str, Artifact] = {}
    reasons: dict[str, ChangeReason] = {}
    history = History(cache, name)
    for step in steps:
        if reason := _reason(step, found, cache, history):
            reasons[step.id] = reason
    # From the end, because what runs reads its inputs, and those may be missing in turn.
    for step in reversed(steps):
        if step.id not in reasons and step.id in read and not cache.store.holds(found[step.id]):
            reasons[step.id] = ChangeReason(kind=ChangeKind.MISSING)
        if step.id in reasons:
            read.update(step.needs)
    return tuple(
        Forecast(
            step, Outcome.BUILT if step.id in reasons else Outcome.CACHED, reasons.get(step.id)
        )
        for step in steps
    )


def _reason(
    step: Step[A], found: dict[str, Artifact], cache: Cache, history: History
) -> ChangeReason | None:
    """Return why the step would run, or note in `found` what it made."""
    rebuilt = tuple(dict.fromkeys(need for need in step.needs if need not in found))
    if rebuilt:
        return ChangeReason(kind=ChangeKind.INPUT_REBUILT, needs=rebuilt)
    inputs = tuple(found[need].digest for need in step.needs)
    key = step.key(inputs)
    artifact = cache.actions.get(key)
    if artifact is None:
        return history.reason(step, key, inputs)
    found[step.id] = artifact
    return None
