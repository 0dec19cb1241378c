"""Clips that are none: not a number, black, of one colour, or standing still."""

from __future__ import annotations

import numpy as np

from mdvid.backends.diffusers import gate
from mdvid.backends.diffusers.clip_file import Frames

STILL = 2 / 255
"""Brightness by which some part of the picture differs at least, if anything moves."""

_PART = 8
"""Pixels: parts are compared by their means, so that noise is no movement."""


def fault(frames: Frames) -> str | None:
    """Return what is wrong with a clip; None if it can be shown.

    A clip may begin or end in black; it is judged by its best frame.
    """
    if not np.isfinite(frames).all():
        return "it is not a clip: some of its pixels are not a number (NaN)"
    found = [gate.fault(frame, flagged=False) for frame in frames]
    if all(found):
        return found[0]
    if len(frames) < 2:  # noqa: PLR2004  # what moves has a before and an after
        return "it has one frame only"
    parts = _means(frames)
    if np.abs(parts - parts[0]).max() < STILL:
        return "nothing in it moves"
    return None


def _means(frames: Frames) -> Frames:
    number, height, width, colours = frames.shape
    down, across = max(1, height // _PART), max(1, width // _PART)
    cut = frames[:, : height // down * down, : width // across * across]
    parts: Frames = cut.reshape(
        number, down, height // down, across, width // across, colours
    ).mean(axis=(2, 4))
    return parts
