"""The providers of one build, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdvid.providers.production import Encoder, PictureConverter, RecordingDecoder, Renderer
from mdvid.providers.protocols import (
    Aligner,
    Animator,
    Enlarger,
    Illustrator,
    Narrator,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolbox:
    """Every tool that a plan may name. Nothing in it has been started."""

    narrators: Mapping[str, Narrator]
    """By provider name: `espeak`."""
    illustrator: Illustrator
    renderer: Renderer
    encoder: Encoder
    converter: PictureConverter
    enlarger: Enlarger | None = None
    """None if nothing is to be enlarged."""
    animator: Animator | None = None
    """None if nothing is to move."""
    aligner: Aligner | None = None
    """None if no voice needs it, or nobody named a model."""
    recordings: RecordingDecoder | None = None
    """None if the notes name no recording."""
