from pathlib import Path

import pytest

from mdvid.deck.model import Capacity
from mdvid.media.model import Size
from mdvid.theme.capacity import capacity
from mdvid.theme.geometry import Viewport, shape, viewport
from mdvid.theme.loader import load_theme


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size(1920, 1080), Viewport(width=1280, height=720, scale=1.5)),
        (Size(3840, 2160), Viewport(width=1280, height=720, scale=3.0)),
        (Size(1440, 1080), Viewport(width=960, height=720, scale=1.5)),
        (Size(1080, 1920), Viewport(width=720, height=1280, scale=1.5)),
        (Size(720, 720), Viewport(width=720, height=720, scale=1.0)),
        (Size(320, 180), Viewport(width=1280, height=720, scale=0.25)),
    ],
)
def test_the_shorter_side_has_720_css_pixels(size: Size, expected: Viewport) -> None:
    assert viewport(size) == expected


def test_a_window_is_never_smaller_than_its_picture() -> None:
    window = viewport(Size(854, 480))
    assert window.width * window.scale >= 854


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size(1920, 1080), "wide"),
        (Size(1440, 1080), "wide"),
        (Size(1080, 1080), "square"),
        (Size(1080, 1350), "tall"),
        (Size(1080, 1920), "tall"),
    ],
)
def test_layouts_follow_the_shape(size: Size, expected: str) -> None:
    assert shape(size) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size(1920, 1080), Capacity(lines=10, columns=64)),
        (Size(1440, 1080), Capacity(lines=10, columns=48)),
        (Size(1080, 1080), Capacity(lines=10, columns=36)),
        (Size(1080, 1920), Capacity(lines=15, columns=32)),
    ],
)
def test_a_narrow_slide_has_shorter_lines_and_a_tall_one_more(
    size: Size, expected: Capacity
) -> None:
    theme = load_theme("plain", beside=Path())
    assert capacity(theme, size) == expected
