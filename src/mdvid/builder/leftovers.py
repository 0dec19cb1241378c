"""What a session made and its builds do not use any more: it goes, or edits would fill the disk."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import cast

from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.events import BuildObserver
from mdvid.engine.plan import Action, Step
from mdvid.engine.report import Outcome, StepResult
from mdvid.engine.store import Artifact
from mdvid.errors import MdvidError
from mdvid.pipeline.actions import PipelineAction

RECENT = 4
"""Builds that are left whole: who watches may still be shown what the one before the last made."""

MOST = 256_000_000
"""Bytes of what only older builds used; it is there again at once when an edit is taken back."""

_OVERHEAD = 8192
"""Bytes that an artifact takes beyond those of its main file: a folder, and an entry."""

_COARSE = 1.0
"""Seconds by which the clock of a file system may lag."""

IsCostly = Callable[[PipelineAction], bool]


class Leftovers:
    """Knows which results its session made, and when it used them last. Safe to use from threads.

    Never touched are the results of models, and what lay in the cache before the session: that is
    for `mdvid cache gc`.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._opened = time.time() - _COARSE
        self._made: dict[Digest, Artifact] = {}
        """By key."""
        self._used: dict[Digest, int] = {}
        """By key as well, the last build that used it."""
        self._uses: Counter[Digest] = Counter()
        """How many of these have an artifact in common, by its digest."""
        self._spared: set[Digest] = set()
        """Artifacts that have another result's name as well, which is not ours."""
        self._build = 0
        self._lock = threading.Lock()

    def watching(self, observer: BuildObserver | None, is_costly: IsCostly) -> BuildObserver:
        """Return the observer of a build that begins now; it tells `observer` everything."""
        with self._lock:
            self._build += 1
        return _Watching(self, observer, is_costly)

    def note(self, key: Digest, artifact: Artifact, *, made: bool) -> None:
        """Note that the newest build used a result; `made` if it also made it, at little cost."""
        with self._lock:
            if self._made.get(key) != artifact:
                if not made or not self._is_new(artifact):
                    self._spared.add(artifact.digest)
                    return
                self._forget(key)
                self._made[key] = artifact
                self._uses[artifact.digest] += 1
            self._used[key] = self._build

    def delete(self, most: int = MOST) -> None:
        """Delete what was not used for longest, until no more than `most` bytes are left over."""
        with self._lock, suppress(MdvidError):  # a cache that is in trouble says so when it is used
            for key in self._older(most):
                # Entries first: whenever this is killed, none names what is not there.
                self._cache.actions.remove(key)
                artifact = self._forget(key)
                if artifact and not self._uses[artifact.digest]:
                    del self._uses[artifact.digest]
                    if artifact.digest not in self._spared:
                        self._cache.store.discard(artifact)

    def _older(self, most: int) -> Sequence[Digest]:
        old = [key for key, build in self._used.items() if build <= self._build - RECENT]
        old.sort(key=self._used.__getitem__)
        left = sum(map(self._weight, old))
        keys = []
        for key in old:
            if left <= most:
                break
            keys.append(key)
            left -= self._weight(key)
        return keys

    def _weight(self, key: Digest) -> int:
        return self._made[key].size + _OVERHEAD

    def _forget(self, key: Digest) -> Artifact | None:
        artifact = self._made.pop(key, None)
        if artifact is not None:
            del self._used[key]
            self._uses[artifact.digest] -= 1
        return artifact

    def _is_new(self, artifact: Artifact) -> bool:
        """Return whether the artifact was not there already under another result's name."""
        try:
            folder = self._cache.store.path(artifact).parent
            return folder.stat().st_mtime >= self._opened
        except OSError:
            return False


class _Watching:
    """Tells an observer what it is told."""

    def __init__(
        self, leftovers: Leftovers, observer: BuildObserver | None, is_costly: IsCostly
    ) -> None:
        self.leftovers = leftovers
        self.observer = observer
        self.is_costly = is_costly

    def planned(self, steps: Iterable[Step[Action]]) -> None:
        if self.observer is not None:
            self.observer.planned(tuple(steps))

    def started(self, step: Step[Action]) -> None:
        if self.observer is not None:
            self.observer.started(step)

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        if self.observer is not None:
            self.observer.progressed(step, done, total)

    def finished(self, step: Step[Action], result: StepResult) -> None:
        if result.key is not None and result.artifact is not None:
            made = result.outcome is Outcome.BUILT
            made = made and not self.is_costly(cast("PipelineAction", step.action))
            self.leftovers.note(result.key, result.artifact, made=made)
        if self.observer is not None:
            self.observer.finished(step, result)
