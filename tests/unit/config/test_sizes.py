import pytest

from mdvid.config import sizes
from mdvid.config.values import BadValue
from mdvid.media.model import Size


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("1920x1080", Size(1920, 1080)),
        ("1920X1080", Size(1920, 1080)),
        ("720p", Size(1280, 720)),
        ("1080p", Size(1920, 1080)),
        ("1440p", Size(2560, 1440)),
        ("4K", Size(3840, 2160)),
        ("16:9", Size(1920, 1080)),
        ("4:3", Size(1440, 1080)),
        ("9:16", Size(1080, 1920)),
        ("1:1", Size(1080, 1080)),
        ("16:12", Size(1440, 1080)),
        ("1921x1081", Size(1920, 1080)),
        ("16x16", Size(16, 16)),
    ],
)
def test_a_size_can_be_written_in_many_ways(written: str, size: Size) -> None:
    assert sizes.size(written) == size


@pytest.mark.parametrize(
    "written", ["", "big", "15x16", "7681x720", "0:1", "1:0", "1000:1", "nan", "-1x5", "9" * 99]
)
def test_what_is_no_size_is_refused(written: str) -> None:
    with pytest.raises(BadValue, match="must"):
        sizes.size(written)


@pytest.mark.parametrize(
    ("full", "draft"),
    [
        (Size(1920, 1080), Size(960, 540)),
        (Size(1080, 1920), Size(540, 960)),
        (Size(320, 180), Size(320, 180)),
    ],
)
def test_a_draft_has_540_pixels_on_the_short_side_at_most(full: Size, draft: Size) -> None:
    assert sizes.draft_size(full) == draft
