from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.images import LanczosEnlarger
from mdvid.errors import ProviderFailed
from mdvid.media.model import Size
from mdvid.providers.requests import EnlargementRequest


def _enlarged(picture: Path, width: int, height: int, name: str = "out.png") -> Path:
    out = picture.with_name(name)
    LanczosEnlarger().enlarge(EnlargementRequest(size=Size(width, height)), picture, out)
    return out


@pytest.fixture
def wedge(tmp_path: Path) -> Path:
    path = tmp_path / "wedge.png"
    Image.linear_gradient("L").convert("RGB").resize((64, 36)).save(path)
    return path


def test_a_picture_is_enlarged_to_exactly_the_size_asked(wedge: Path) -> None:
    with Image.open(_enlarged(wedge, 130, 74)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (130, 74))
        rows = [image.getpixel((65, y)) for y in (2, 37, 71)]
    assert rows == sorted(rows, key=lambda pixel: pixel[0] if isinstance(pixel, tuple) else 0)


def test_the_same_picture_gives_the_same_bytes_whatever_its_file_says_of_itself(
    wedge: Path,
) -> None:
    first = _enlarged(wedge, 128, 72, "one.png").read_bytes()
    with Image.open(wedge) as image:
        image.info["dpi"] = (300, 300)
        image.save(wedge, dpi=(300, 300))
    assert _enlarged(wedge, 128, 72, "two.png").read_bytes() == first


def test_a_picture_of_another_ratio_is_cut_and_not_distorted(tmp_path: Path) -> None:
    picture = tmp_path / "wide.png"
    image = Image.new("RGB", (60, 20), "red")
    image.paste("blue", (20, 0, 40, 20))
    image.save(picture)
    with Image.open(_enlarged(picture, 40, 40)) as square:
        assert square.getpixel((20, 20)) == (0, 0, 255)
        assert square.getpixel((6, 20)) == (0, 0, 255), "the red thirds are cut off"


def test_transparency_is_kept(tmp_path: Path) -> None:
    picture = tmp_path / "glass.png"
    Image.new("RGBA", (8, 8), (10, 200, 30, 128)).save(picture)
    with Image.open(_enlarged(picture, 16, 16)) as image:
        bands = [band.getextrema() for band in image.split()]
    expected = [(10, 10), (200, 200), (30, 30), (128, 128)]
    # Colours go through premultiplication, which rounds.
    assert bands == [pytest.approx(near, abs=2) for near in expected]


def test_a_damaged_picture_is_said_to_be_one(wedge: Path) -> None:
    wedge.write_bytes(wedge.read_bytes()[:60])
    with pytest.raises(ProviderFailed, match="cannot be enlarged"):
        _enlarged(wedge, 128, 72)


def test_there_is_no_model_and_the_version_of_pillow_is_in_the_key() -> None:
    enlarger = LanczosEnlarger()
    assert enlarger.model("").revision == ""
    assert "pillow" in enlarger.fingerprint
    enlarger.close()
