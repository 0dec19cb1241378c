"""A painter and a filmmaker who need no model: a red square on waves, and the two drifting by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mdvid.media.model import Size
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import AnimationRequest, IllustrationRequest

RATE = 8
FRAMES = 9
"""Of a clip, which so lasts a second from its first frame to its last."""

BLUE, RED = (20, 60, 160), (210, 40, 50)

Picture = NDArray[np.uint8]


def drawn(size: Size) -> Picture:
    """Draw the picture. Nothing in it is of one colour: so it can be told where things go."""
    waves = _texture(size.width, size.height, 14)
    picture = np.clip(np.array(BLUE) + waves, 0, 255).astype(np.uint8)
    side = min(size.width, size.height) // 3
    left, top = size.width // 8, (size.height - side) // 2
    square = np.clip(np.array(RED) + _texture(side, side, 20), 0, 255).astype(np.uint8)
    picture[top : top + side, left : left + side] = square
    return picture


def drifted(picture: Picture, part: float) -> Picture:
    """Return the picture, moved to the right by a part of its width; what leaves comes back."""
    return np.roll(picture, round(part * picture.shape[1]), axis=1)


def write_clip(path: Path, picture: Picture, *, frames: int = FRAMES, rate: int = RATE) -> None:
    """Write a clip in which the picture drifts by half of its width."""
    height, width, _ = picture.shape
    with av.open(str(path), "w", format="mp4") as clip:
        video = clip.add_stream("libx264", rate=rate, options={"crf": "8"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        for number in range(frames):
            shown = drifted(picture, number / max(1, frames - 1) / 2)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(shown), format="rgb24")
            converted = frame.reformat(
                format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
            )
            clip.mux(video.encode(converted))
        clip.mux(video.encode(None))


def middle(frame: Picture) -> float:
    """Return where the middle of the red square is, from left to right."""
    red, green, blue = (frame[..., i].astype(int) for i in range(3))
    return float(np.nonzero((red > 130) & (green < 110) & (blue < 120))[1].mean())


def _texture(width: int, height: int, waves: int) -> NDArray[np.float64]:
    across, down = np.meshgrid(np.linspace(0, waves, width), np.linspace(0, waves, height))
    return 25 * (np.sin(across) * np.cos(down * 1.3) + np.sin(across * 0.4 - down))[..., None]


class _Maker:
    fingerprint = "of the tests"
    recipe: Mapping[str, object] = {}

    def model(self, name: str) -> ModelInfo:
        return ModelInfo(name=name)

    def close(self) -> None:
        """Nothing is held."""


class Painter(_Maker):
    """Draws."""

    costly = True
    uses_palette = False
    lanes = 1

    def __init__(self) -> None:
        self.sizes: list[Size] = []

    def models(self) -> Sequence[ModelInfo]:
        return ()

    def resolve(self, name: str) -> str:
        return name or "oil"

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        self.sizes.append(request.size)
        Image.fromarray(drawn(request.size)).save(out)


class Filmmaker(_Maker):
    """Lets pictures drift."""

    def __init__(self) -> None:
        self.clips = 0

    def animate(
        self, request: AnimationRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        with Image.open(picture) as image:
            assert image.size == (request.size.width, request.size.height)
            self.clips += 1
            write_clip(out, np.asarray(image.convert("RGB")))
