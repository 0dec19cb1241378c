"""What a model is shown of a picture, and what becomes of frames that look like it."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from mdvid.backends.diffusers.animating import _picture
from mdvid.backends.diffusers.clip_file import write_clip
from mdvid.media.model import Size


def _scene(path: Path, width: int, height: int) -> Image.Image:
    across, down = np.linspace(0, 1, width), np.linspace(0, 1, height)[:, np.newaxis]
    planes = (across + 0 * down, down + 0 * across, (across + down) / 2)
    scene = Image.fromarray((np.stack(planes, axis=2) * 255).astype(np.uint8))
    scene.save(path)
    return scene


@pytest.mark.parametrize("native", [Size(128, 64), Size(96, 96), Size(64, 128)])
def test_frames_that_look_like_the_picture_still_do_in_the_clip(
    tmp_path: Path, native: Size
) -> None:
    size = Size(160, 90)
    scene = _scene(tmp_path / "picture.png", 160, 90)
    shown = _picture(tmp_path / "picture.png", size, native)
    assert shown.size == (native.width, native.height)
    frames = np.stack([np.asarray(shown) / 255] * 2).astype(np.float32)
    write_clip(frames, asked=native, size=size, fps=8, out=tmp_path / "clip.mp4")
    with av.open(tmp_path / "clip.mp4") as file:
        first = next(file.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(first.astype(int) - np.asarray(scene)).max() < 12


def test_a_picture_of_another_ratio_is_cut_at_both_ends(tmp_path: Path) -> None:
    scene = _scene(tmp_path / "picture.png", 200, 90)
    shown = _picture(tmp_path / "picture.png", Size(160, 90), Size(160, 90))
    cut = np.asarray(scene)[:, 20:-20].astype(int)
    assert np.abs(np.asarray(shown) - cut).max() <= 1
