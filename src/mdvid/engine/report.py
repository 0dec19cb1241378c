"""What a build did, step by step."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from mdvid.engine.digest import Digest
from mdvid.engine.reasons import ChangeReason
from mdvid.engine.store import Artifact


class Cancelled(Exception):  # noqa: N818  # reads as what happened
    """Whoever asked for a build does not want it any more; what was finished is kept."""


class Outcome(enum.Enum):
    """What became of a step."""

    CACHED = "cached"
    """Its artifact was there already, or another step with the same key made it."""

    BUILT = "built"

    FAILED = "failed"

    SKIPPED = "skipped"
    """Something it needs failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """What became of one step."""

    step_id: str
    outcome: Outcome
    artifact: Artifact | None = None
    """What it made; `None` if it failed or was skipped."""
    key: Digest | None = None
    """What it is filed under in the cache, if it has an artifact."""
    error: Exception | None = None
    """Why it failed. Not an `MdvidError`: a bug in whoever performed it."""
    seconds: float = 0.0
    """How long it ran."""
    reason: ChangeReason | None = None
    """Why it ran; `None` if it did not."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of each step that was wanted, in plan order."""

    results: Mapping[str, StepResult]

    @property
    def built(self) -> int:
        """How many steps ran and made something."""
        return self._count(Outcome.BUILT)

    @property
    def cached(self) -> int:
        """How many steps had nothing to do."""
        return self._count(Outcome.CACHED)

    @property
    def failed(self) -> int:
        """How many steps ran and failed."""
        return self._count(Outcome.FAILED)

    @property
    def skipped(self) -> int:
        """How many steps could not run because of others."""
        return self._count(Outcome.SKIPPED)

    def artifact(self, step_id: str) -> Artifact:
        """Return what a step made.

        Raises:
            KeyError: it is not in this report, or it made nothing.
        """
        artifact = self.results[step_id].artifact
        if artifact is None:
            raise KeyError(step_id)
        return artifact

    def _count(self, outcome: Outcome) -> int:
        return sum(result.outcome is outcome for result in self.results.values())
