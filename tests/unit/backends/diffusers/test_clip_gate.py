from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mdvid.backends.diffusers.clip_gate import fault


def _scene(frames: int = 6, *, noise: float = 0.0) -> NDArray[np.float32]:
    chance = np.random.default_rng(0)
    picture = np.linspace(0.2, 0.8, 64 * 36 * 3, dtype=np.float32).reshape(36, 64, 3)
    clip = np.repeat(picture[np.newaxis], frames, axis=0)
    clip += chance.normal(0, noise, clip.shape).astype(np.float32)
    return clip


def test_a_clip_in_which_something_small_moves_is_fine() -> None:
    clip = _scene()
    for number, frame in enumerate(clip):
        frame[10:14, 10 + number : 14 + number] = 1
    assert fault(clip) is None


@pytest.mark.parametrize(("noise", "still"), [(0.0, True), (0.002, True), (0.1, False)])
def test_noise_is_no_movement_until_it_is_all_there_is(noise: float, *, still: bool) -> None:
    assert (fault(_scene(noise=noise)) == "nothing in it moves") is still


@pytest.mark.parametrize(
    ("value", "says"),
    [(0.0, "it is black"), (0.4, "it is of one colour"), (np.nan, "not a number")],
)
def test_a_clip_with_nothing_to_see_is_found_out(value: float, says: str) -> None:
    found: Any = fault(np.full((4, 36, 64, 3), value, np.float32))
    assert says in found


def test_one_bad_pixel_spoils_a_clip() -> None:
    clip = _scene(noise=0.1)
    clip[3, 5, 5, 0] = np.inf
    assert "not a number" in str(fault(clip))


def test_a_clip_may_begin_in_black() -> None:
    clip = _scene()
    clip[0] = 0
    assert fault(clip) is None


def test_one_frame_is_no_clip() -> None:
    assert fault(_scene(1)) == "it has one frame only"
