"""Run a plan: take what the cache has, make the rest."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.events import BuildObserver
from mdvid.engine.faults import hopeless
from mdvid.engine.history import History
from mdvid.engine.job import Ended, Failed, Halted, Job, Perform, Progressed, Spoiled, reporter
from mdvid.engine.plan import Action, Plan, Step
from mdvid.engine.reasons import ChangeKind, ChangeReason
from mdvid.engine.report import BuildReport, Cancelled, Outcome, StepResult
from mdvid.engine.schedule import Schedule, State
from mdvid.engine.store import Artifact
from mdvid.engine.workers import Workers
from mdvid.errors import MdvidError

__all__ = ["BuildReport", "Cancelled", "Outcome", "Perform", "StepResult", "execute"]

A = TypeVar("A", bound=Action)

_PATIENCE = 2.0
"""Seconds that running steps are given to end after an interrupt."""
_TRIES = 3
"""How often a step is run again because its artifact is damaged each time it is read."""


def execute(
    plan: Plan[A],
    perform: Perform[A],
    *,
    cache: Cache,
    pools: Mapping[str, int],
    observer: BuildObserver | None = None,
    want: Collection[str] | None = None,
    name: str | None = None,
    cancelled: threading.Event | None = None,
) -> BuildReport:
    """Make the artifacts of the steps `want`, and of what they need if that has to be read.

    Keys are computed from the contents of inputs, so a step whose inputs came out the same bytes is
    cached even if they were made again. A step starts when what it needs is there and a thread of
    its pool is free, the first in the plan first. When one fails the independent ones go on. On an
    interrupt nothing new starts, and what is finished is kept.

    What a step reads is verified before it runs. What leaves the engine is verified as well: the
    artifacts of `want`; for `None`, which means every step, of those that no other step needs.

    Args:
        plan: what is to be made.
        perform: makes the artifact of an action from the main files of what its step needs, at a
            path in an empty folder, and may report how far it is; called from the pools' threads.
        cache: where artifacts are found and kept.
        pools: how many threads each pool has. A thread belongs to one pool, and is started when
            something has to run there.
        observer: is told what happens.
        want: ids of the steps whose artifacts the caller is going to read.
        name: of the plan, the same from build to build; lets results say why a step ran.
        cancelled: once it is set nothing new starts; what runs ends, and is kept.

    Raises:
        Cancelled: `cancelled` was set before everything was done.
        ValueError: `want` or a step's pool is unknown.
        MdvidError: the cache cannot be used. Errors of steps are in the report instead.
    """
    steps = plan.wanted(want)
    if unknown := {step.action.pool for step in steps} - pools.keys():
        raise ValueError(f"no such pool: {', '.join(sorted(unknown))}")
    needed = {need for step in steps for need in step.needs}
    ends = {step.id for step in steps} - needed if want is None else frozenset(want)
    build = _Build(
        steps,
        job=Job(perform, cache),
        cache=cache,
        history=History(cache, name, [step.id for step in plan.steps]),
        observer=observer,
        verified=frozenset(ends),
        present=frozenset(needed) if want is None else frozenset(),
        cancelled=cancelled or threading.Event(),
    )
    return build.run(pools)


class _Build(Generic[A]):
    """One run of a plan. Everything but the jobs happens in the caller's thread."""

    def __init__(
        self,
        steps: tuple[Step[A], ...],
        *,
        job: Job[A],
        cache: Cache,
        history: History,
        observer: BuildObserver | None,
        verified: frozenset[str],
        present: frozenset[str],
        cancelled: threading.Event,
    ) -> None:
        self._steps = steps
        self._by_id = {step.id: step for step in steps}
        self._schedule = Schedule(steps)
        self._job = job
        self._cache = cache
        self._history = history
        self._observer = observer
        self._verified = verified
        self._present = present
        self._cancelled = cancelled
        self._keys: dict[str, Digest] = {}
        self._artifacts: dict[str, Artifact] = {}
        self._results: dict[str, StepResult] = {}
        self._reasons: dict[str, ChangeReason | None] = {}
        self._spoiled: dict[str, ChangeKind] = {}
        self._tries: dict[str, int] = {}
        self._groups: dict[Digest, list[Step[A]]] = {}
        """By key, the step that makes an artifact and those that wait for the same one."""

    def run(self, pools: Mapping[str, int]) -> BuildReport:
        """Run everything; return what became of it."""
        if self._observer is not None:
            self._observer.planned(self._steps)
        workers: Workers[Ended | Progressed] = Workers(pools)
        try:
            self._look_up()
            self._start(workers, pools)
            while workers.busy:
                told = workers.result()
                if isinstance(told, Progressed):
                    self._pass_on(told)
                else:
                    self._take_in(told)
                    self._look_up()
                    self._start(workers, pools)
        except BaseException:
            try:
                workers.stop(_PATIENCE)
            finally:
                self._cache.empty_staging()
                self._remember()
            raise
        workers.stop()
        self._remember()
        if any(self._schedule.state(s) not in {State.DONE, State.DEAD} for s in self._steps):
            raise Cancelled
        return BuildReport({step.id: self._results[step.id] for step in self._steps})

    def _look_up(self) -> None:
        """Settle every step whose needs are there: cached, or queued to run."""
        if self._cancelled.is_set():
            return
        for step in self._schedule.opened():
            inputs = tuple(self._artifacts[need].digest for need in step.needs)
            key = self._keys[step.id] = step.key(inputs)
            if key in self._groups:
                self._groups[key].append(step)
                self._schedule.hold(step)
            elif artifact := self._found(step, key):
                self._finish(step, Outcome.CACHED, artifact)
            elif self._schedule.is_open(step):
                kind = self._spoiled.pop(step.id, None)
                self._reasons[step.id] = (
                    ChangeReason(kind=kind) if kind else self._history.reason(step, key, inputs)
                )
                self._groups[key] = [step]
                self._schedule.queue(step)

    def _found(self, step: Step[A], key: Digest) -> Artifact | None:
        """Return the step's artifact if it is known and, as far as it matters now, there."""
        artifact = self._cache.actions.get(key)
        if artifact is None:
            return None
        spoiled: Mapping[Artifact, ChangeKind] = {}
        if step.id in self._verified:
            spoiled = self._job.spoiled((artifact,))
        elif step.id in self._present and not self._cache.store.holds(artifact):
            spoiled = {artifact: ChangeKind.MISSING}
        if not spoiled:
            return artifact
        self._spoiled[step.id] = spoiled[artifact]
        self._cache.actions.remove(key)
        self._discard(artifact, spoiled[artifact])
        return None

    def _start(self, workers: Workers[Ended | Progressed], pools: Mapping[str, int]) -> None:
        for pool in pools:
            while (
                not self._cancelled.is_set()
                and workers.free(pool)
                and (step := self._schedule.take(pool))
            ):
                if self._observer is not None:
                    self._observer.started(step)
                key = self._keys[step.id]
                inputs = tuple(self._artifacts[need] for need in step.needs)
                job = partial(self._job.run, step, key, inputs, reporter(workers.tell, key))
                workers.start(pool, job)

    def _pass_on(self, told: Progressed) -> None:
        """Tell the observer of a step that runs; late reports are of no use to anybody."""
        if self._observer is not None and told.key in self._groups:
            self._observer.progressed(self._groups[told.key][0], told.done, told.total)

    def _take_in(self, ended: Ended) -> None:
        """Settle a step that ran, and those that waited for the same artifact."""
        maker, *others = group = self._groups.pop(ended.key)
        if isinstance(ended.result, Halted):
            raise ended.result.error
        if self._schedule.is_stale(maker):
            # If it did make something, that is found in the cache; if it found something damaged,
            # that may have been made again since.
            self._release(group)
        elif isinstance(ended.result, Spoiled):
            self._release(group)
            for artifact, kind in ended.result.artifacts.items():
                self._discard(artifact, kind)
        elif isinstance(ended.result, Failed):
            self._fail(maker, ended.result.error, ended.seconds)
            for step in others:
                self._fail(step, ended.result.error, 0.0)
        else:
            self._finish(maker, Outcome.BUILT, ended.result.artifact, ended.seconds)
            for step in others:
                self._finish(step, Outcome.CACHED, ended.result.artifact)

    def _finish(
        self, step: Step[A], outcome: Outcome, artifact: Artifact, seconds: float = 0.0
    ) -> None:
        self._artifacts[step.id] = artifact
        self._schedule.done(step)
        reason = self._reasons.get(step.id) if outcome is Outcome.BUILT else None
        key = self._keys[step.id]
        result = StepResult(
            step_id=step.id,
            outcome=outcome,
            artifact=artifact,
            key=key,
            seconds=seconds,
            reason=reason,
        )
        self._settle(step, result)

    def _fail(self, step: Step[A], error: Exception, seconds: float) -> None:
        lost = self._schedule.die(step)
        self._settle(
            step,
            StepResult(
                step_id=step.id,
                outcome=Outcome.FAILED,
                error=error,
                seconds=seconds,
                reason=self._reasons.get(step.id),
            ),
        )
        for skipped in lost:
            self._settle(skipped, StepResult(step_id=skipped.id, outcome=Outcome.SKIPPED))

    def _settle(self, step: Step[A], result: StepResult) -> None:
        self._results[step.id] = result
        if self._observer is not None:
            self._observer.finished(step, result)

    def _discard(self, artifact: Artifact, kind: ChangeKind) -> None:
        """Delete a damaged artifact; let every step that has it make it again."""
        makers = [i for i, other in self._artifacts.items() if other.digest == artifact.digest]
        # Entries first: whenever this is killed, none is left that names what is not there.
        for step_id in makers:
            self._cache.actions.remove(self._keys[step_id])
        self._cache.store.discard(artifact)
        for step_id in self._schedule.reopen(makers):
            del self._artifacts[step_id]
        for key, group in list(self._groups.items()):
            # A maker that was queued has to be looked up anew, and so have those that wait for it.
            if self._schedule.state(group[0]) is State.WAITING:
                del self._groups[key]
                self._release(group[1:])
            else:
                self._groups[key] = [s for s in group if self._schedule.state(s) != State.WAITING]
        for step_id in makers:
            self._spoiled[step_id] = kind
            self._tries[step_id] = self._tries.get(step_id, 0) + 1
            if self._tries[step_id] > _TRIES:
                self._fail(self._by_id[step_id], hopeless(step_id, self._by_id[step_id].label), 0.0)

    def _release(self, steps: Iterable[Step[A]]) -> None:
        """Let steps that waited for another one's run be looked up anew."""
        for step in steps:
            self._schedule.again(step)

    def _remember(self) -> None:
        artifacts = {step_id: artifact.digest for step_id, artifact in self._artifacts.items()}
        # Only explanations depend on it.
        with suppress(MdvidError):
            self._history.write(self._steps, self._keys, artifacts)
