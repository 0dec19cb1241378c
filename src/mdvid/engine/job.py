"""One run of one step, in a thread of its pool: check what it reads, make it, keep it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.faults import LIMITS, cache_fault
from mdvid.engine.plan import Action, Step
from mdvid.engine.reasons import ChangeKind
from mdvid.engine.store import STEM, Artifact
from mdvid.errors import MdvidError

A = TypeVar("A", bound=Action)

Report: TypeAlias = Callable[[int, int], None]
"""Says how many parts of a step are done, and of how many; from any thread."""

Perform: TypeAlias = Callable[[A, tuple[Path, ...], Path, Report], None]
"""Makes the artifact of an action: (action, main files of what its step needs, main file, how to
say how far it is)."""


@dataclass(frozen=True, slots=True)
class Built:
    """The step has made its artifact."""

    artifact: Artifact


@dataclass(frozen=True, slots=True)
class Failed:
    """The step raised."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Spoiled:
    """The step did not run, or failed, because what it reads is damaged."""

    artifacts: Mapping[Artifact, ChangeKind]


@dataclass(frozen=True, slots=True)
class Halted:
    """The step was told to stop the program."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a run is that goes on."""

    key: Digest
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and after how many seconds."""

    key: Digest
    result: Built | Failed | Spoiled | Halted
    seconds: float


def reporter(tell: Callable[[Progressed], None], key: Digest) -> Report:
    """Return what passes on to `tell` how far the run of `key` is."""
    return lambda done, total: tell(Progressed(key, done, total))


class Job(Generic[A]):
    """Runs steps; may be used by several threads at once."""

    def __init__(self, perform: Perform[A], cache: Cache) -> None:
        self._perform = perform
        self._cache = cache
        self._whole: set[Digest] = set()

    def run(
        self, step: Step[A], key: Digest, inputs: tuple[Artifact, ...], report: Report
    ) -> Ended:
        """Run the step and keep its artifact. Never raises."""
        began = time.monotonic()
        result: Built | Failed | Spoiled | Halted
        try:
            result = self._run(step, key, inputs, report)
        except Exception as error:  # noqa: BLE001  # whatever a tool raises is reported by its step
            result = Failed(self._shown(error))
            # It may have failed because someone damaged what it reads in the meantime.
            self._whole.difference_update(artifact.digest for artifact in inputs)
            if spoiled := self.spoiled(inputs):
                result = Spoiled(spoiled)
        except BaseException as error:  # noqa: BLE001  # raised again in the caller's thread
            result = Halted(error)
        return Ended(key, result, time.monotonic() - began)

    def spoiled(self, artifacts: Iterable[Artifact]) -> Mapping[Artifact, ChangeKind]:
        """Return those that are damaged or gone; reads each artifact once in a build."""
        found = {}
        for artifact in dict.fromkeys(artifacts):
            if artifact.digest in self._whole:
                continue
            if self._cache.store.intact(artifact):
                self._whole.add(artifact.digest)
            else:
                there = self._cache.store.path(artifact).parent.exists()
                found[artifact] = ChangeKind.DAMAGED if there else ChangeKind.MISSING
        return found

    def _run(
        self, step: Step[A], key: Digest, inputs: tuple[Artifact, ...], report: Report
    ) -> Built | Spoiled:
        if spoiled := self.spoiled(inputs):
            return Spoiled(spoiled)
        store = self._cache.store
        with self._cache.staging() as folder:
            out = folder / (STEM + step.action.suffix)
            self._perform(step.action, tuple(store.path(item) for item in inputs), out, report)
            if not out.is_file() or out.is_symlink():
                raise MdvidError(f"`{step.label or step.id}` ended without a result")
            artifact = store.commit(out)
        self._whole.add(artifact.digest)
        self._cache.actions.put(key, artifact)
        return Built(artifact)

    def _shown(self, error: Exception) -> Exception:
        """Return the error to report: that the system has no more is not a bug of the tool."""
        if isinstance(error, OSError) and error.errno in LIMITS:
            fault = cache_fault(error, self._cache.root)
            fault.__cause__ = error
            return fault
        return error
