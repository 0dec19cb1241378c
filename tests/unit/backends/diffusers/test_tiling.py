from __future__ import annotations

import itertools

import numpy as np
import pytest

from mdvid.backends.diffusers.tiling import (
    Pixels,
    Stretch,
    Tiling,
    count,
    enlarge,
    stretches,
    weights,
)

SMALL = Tiling(side=32, overlap=12, margin=3)


def _noise(width: int, height: int) -> Pixels:
    return np.random.default_rng(0).random((height, width, 3), dtype=np.float32)


def _blurred_and_doubled(tile: Pixels) -> Pixels:
    """Blur over seven by seven pixels, with black around the tile as a convolution pads it."""
    padded = np.pad(tile, ((3, 3), (3, 3), (0, 0)))
    height, width, _ = tile.shape
    sums = sum(padded[y : y + height, x : x + width] for y in range(7) for x in range(7))
    return np.repeat(np.repeat(np.asarray(sums) / 49, 2, axis=0), 2, axis=1)


@pytest.mark.parametrize("length", [1, 31, 32, 33, 52, 53, 100, 1000])
def test_tiles_cover_everything_and_overlap_enough(length: int) -> None:
    tiles = stretches(length, SMALL)
    assert (tiles[0].start, tiles[-1].end) == (0, length)
    for one, other in itertools.pairwise(tiles):
        assert one.end - other.start >= SMALL.overlap
        assert one.length == other.length == SMALL.side


@pytest.mark.parametrize(("length", "number"), [(32, 1), (33, 2), (52, 2), (53, 3), (72, 3)])
def test_there_are_as_few_tiles_as_can_be(length: int, number: int) -> None:
    assert len(stretches(length, SMALL)) == number


def test_tiles_are_counted_along_both_axes() -> None:
    assert count(52, 72, SMALL) == 6


def test_an_inner_edge_counts_nothing_and_an_outer_edge_everything() -> None:
    first, _, last = stretches(72, SMALL)
    left, right = (weights(tile, 72, SMALL, 2) for tile in (first, last))
    assert left[0] == right[-1] == 1
    assert not left[-6:].any()
    assert not right[:6].any()


def test_two_tiles_that_overlap_by_the_least_count_one_together() -> None:
    one, other = Stretch(0, 32), Stretch(20, 52)
    both = weights(one, 52, SMALL, 1)[20:] + weights(other, 52, SMALL, 1)[:12]
    np.testing.assert_allclose(both, 1, rtol=1e-6)


@pytest.mark.parametrize("size", [(70, 50), (32, 90), (33, 33), (20, 20)])
def test_no_seam_is_left_where_a_model_sees_no_further_than_the_margin(
    size: tuple[int, int],
) -> None:
    picture = _noise(*size)
    tiled = enlarge(picture, SMALL, _blurred_and_doubled)
    np.testing.assert_allclose(tiled, _blurred_and_doubled(picture), atol=1e-5)


def test_without_a_margin_there_would_be_seams() -> None:
    picture = _noise(70, 50)
    careless = Tiling(side=32, overlap=2, margin=0)
    tiled = enlarge(picture, careless, _blurred_and_doubled)
    assert np.abs(tiled - _blurred_and_doubled(picture)).max() > 0.05


def test_tiles_that_differ_fade_into_each_other() -> None:
    shades = iter(np.linspace(0.2, 0.8, 3))

    def another_shade(tile: Pixels) -> Pixels:
        return np.full_like(tile, next(shades))

    row = enlarge(_noise(72, 20), SMALL, another_shade)[10, :, 0]
    assert np.abs(np.diff(row)).max() < 0.06


@pytest.mark.parametrize("shape", [(48, 64, 3), (16, 16, 3), (64, 63, 3)])
def test_a_model_that_does_not_enlarge_by_a_whole_factor_is_refused(
    shape: tuple[int, int, int],
) -> None:
    with pytest.raises(ValueError, match="a tile of 32x32 became one of"):
        enlarge(_noise(40, 40), SMALL, lambda _: np.zeros(shape, np.float32))
