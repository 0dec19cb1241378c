from __future__ import annotations

import pytest

from mdvid.backends.diffusers.sizes import LONGEST, drawn_size

HALF = 512 * 512
MEGA = 1024 * 1024


@pytest.mark.parametrize(
    ("asked", "area", "least", "multiple", "drawn"),
    [
        ((1920, 1080), MEGA, MEGA, 16, (1360, 768)),
        ((1080, 1920), MEGA, MEGA, 16, (768, 1360)),
        ((1920, 1080), HALF, HALF, 8, (680, 384)),
        ((1024, 1024), MEGA, MEGA, 64, (1024, 1024)),
        # As many as are wanted, where the model can do with less.
        ((640, 640), MEGA, HALF, 16, (640, 640)),
        ((320, 180), MEGA, HALF, 16, (688, 384)),
        ((320, 180), HALF, HALF, 8, (680, 384)),
        ((320, 180), 64 * 64, 64 * 64, 8, (88, 48)),
        # Never nothing.
        ((2, 2), 64, 1, 32, (32, 32)),
    ],
)
def test_a_model_draws_in_the_size_it_knows_and_the_ratio_asked_for(
    asked: tuple[int, int], area: int, least: int, multiple: int, drawn: tuple[int, int]
) -> None:
    assert drawn_size(*asked, area=area, least=least, multiple=multiple) == drawn


def test_a_banner_is_the_middle_of_a_picture() -> None:
    width, height = drawn_size(4000, 200, area=MEGA, least=MEGA, multiple=8)
    assert width / height == pytest.approx(LONGEST, rel=0.02)
    assert width * height == pytest.approx(MEGA, rel=0.02)
