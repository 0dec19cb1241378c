from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from mdvid.backends.diffusers.gate import fault


def _noise() -> NDArray[np.float32]:
    return np.random.default_rng(0).random((16, 24, 3), np.float32)


def _with(value: float) -> NDArray[np.float32]:
    pixels = _noise()
    pixels[3, 4, 1] = value
    return pixels


@pytest.mark.parametrize(
    ("pixels", "says"),
    [
        (_with(np.nan), "NaN"),
        (_with(np.inf), "NaN"),
        (np.zeros((16, 24, 3)), "black"),
        (_noise() * 0.03, "black"),
        (np.full((16, 24, 3), 0.5), "of one colour"),
        (np.full((16, 24, 3), (0.9, 0.1, 0.1)), "of one colour"),
        (0.5 + _noise() * 0.005, "of one colour"),
    ],
)
def test_what_is_no_picture_is_found_out(pixels: NDArray[np.float32], says: str) -> None:
    assert says in (fault(pixels, flagged=False) or "")


@pytest.mark.parametrize(
    "pixels",
    [_noise(), 0.9 + _noise() * 0.1, _noise() * 0.2, np.eye(16)[..., None] * (1, 0, 0)],
    ids=["noise", "pale", "dark", "a line"],
)
def test_a_picture_is_let_through(pixels: NDArray[np.float32]) -> None:
    assert fault(pixels, flagged=False) is None


def test_what_a_safety_checker_flags_is_not_called_black() -> None:
    assert "safety checker" in (fault(np.zeros((16, 24, 3)), flagged=True) or "")
