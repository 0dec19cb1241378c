"""What was found when a video was looked at again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    """What was found; if it is not `ok`, also what is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """All that was looked at in one video."""

    path: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether the video is whole."""
        return all(check.ok for check in self.checks)

    @property
    def summary(self) -> str:
        """One sentence."""
        failed = [check.name for check in self.checks if not check.ok]
        if failed:
            return f"{len(failed)} of {len(self.checks)} checks failed: {', '.join(failed)}"
        return f"whole: all {len(self.checks)} checks passed"
