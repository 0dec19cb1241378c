"""Voices of Coqui TTS: checkpoints on this machine, spoken by worker processes."""

from __future__ import annotations

from mdvid.backends.coqui.narrator import CoquiNarrator

__all__ = ["CoquiNarrator"]
