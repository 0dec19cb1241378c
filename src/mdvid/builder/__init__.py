"""Build decks: the one place where all parts meet."""

from __future__ import annotations

from mdvid.builder.report import DeckReport, Output, PinReport
from mdvid.builder.session import Session

__all__ = ["DeckReport", "Output", "PinReport", "Session"]
