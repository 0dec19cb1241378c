"""What `mdvid doctor` finds out about one thing."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class State(enum.Enum):
    """How a thing is."""

    OK = "ok"
    NONE = "none"
    """Not there, and not needed by everybody."""
    WARNING = "warn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing, how it is, and what to do about it."""

    thing: str
    state: State
    detail: str
    fix: str = ""
