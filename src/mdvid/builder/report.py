"""What a build did, for people and for `--json`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from mdvid.diagnostics import Diagnostic
from mdvid.media.model import FrameRate, Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file that was written, or was there already and is right."""

    format: str
    path: Path
    bytes: int
    lang: str = ""
    """Of what it says, the first if there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One step that failed."""

    step: str
    """Its id: `picture/0003-1`."""
    label: str
    """For people: `slide 3`."""
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckReport:
    """What became of one deck."""

    deck: str
    """Its path as it was given."""
    outputs: tuple[Output, ...]
    slides: int
    languages: tuple[str, ...] = ()
    """All that it speaks, the first one first."""
    duration: Fraction
    """Seconds; 0 if no timeline was asked for or it could not be made."""
    size: Size
    fps: FrameRate
    built: int
    cached: int
    failed: int
    seconds: float
    """How long the build took."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failures: tuple[Failure, ...] = ()
    sources: tuple[Path, ...] = ()
    """Every file that was read: what a watcher watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What there is to say of a deck."""

    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinReport:
    """What became of a deck's pins."""

    folder: Path
    pinned: int
    """Pins that the deck uses."""
    new: int
    """Of them, those that were not there before."""
    bytes: int
    """Of all files that are pinned."""
    stale: int = 0
    """Pins that the deck does not ask for any more, and that stay."""
    removed: int = 0
    """Of those, the ones that were deleted."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failures: tuple[Failure, ...] = ()
