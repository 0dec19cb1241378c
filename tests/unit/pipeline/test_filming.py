"""Frames go from the renderer to the encoder one by one, and nothing is left open."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from mdvid.errors import ProviderFailed
from mdvid.media.model import FrameRate, Size
from mdvid.pipeline.actions import EncodeMotion
from mdvid.pipeline.filming import film
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.requests import MotionRequest, PictureRequest, StillRequest
from mdvid.testing import FakeEncoder, FakeRenderer, FakeTools

SIZE = Size(64, 36)


class Renderer(FakeRenderer):
    """Draws what it is shown; knows whether it was closed."""

    open = 0

    def frames(
        self,
        request: PictureRequest,
        assets: Mapping[str, Path],
        moving: Iterable[Mapping[str, bytes]],
    ) -> Generator[bytes]:
        self.open += 1
        try:
            for pictures in moving:
                yield b" ".join(pictures[name] for name in sorted(pictures))
        finally:
            self.open -= 1


class Encoder(FakeEncoder):
    """Plays clips whose frames are the words in their files; takes so many frames."""

    takes = 99

    def clip_frames(self, clip: Path, size: Size) -> Iterator[bytes]:
        for word in clip.read_bytes().split():
            if word == b"damaged":
                raise ProviderFailed("the clip is damaged")
            yield word

    def encode_motion(self, request: MotionRequest, frames: Iterable[bytes], out: Path) -> None:
        with out.open("wb") as file:
            for number, frame in enumerate(frames):
                if number == self.takes:
                    raise ProviderFailed("enough")
                file.write(frame + b"\n")


@pytest.fixture
def tools() -> Toolbox:
    fakes = FakeTools()
    return Toolbox(
        narrators={},
        illustrator=fakes.illustrator,
        renderer=Renderer(),
        encoder=Encoder(),
        converter=fakes.converter,
    )


def filmed(tools: Toolbox, folder: Path, *clips: str) -> list[str]:
    names = [chr(ord("a") + number) for number in range(len(clips))]
    action = EncodeMotion(
        picture=PictureRequest(document="", slide="", step=1, size=SIZE, illustrations=(*names,)),
        moving=tuple((name, SIZE) for name in names),
        motion=MotionRequest(still=StillRequest(size=SIZE, fps=FrameRate(30))),
    )
    paths = []
    for name, clip in zip(names, clips, strict=True):
        paths.append(folder / name)
        paths[-1].write_text(clip)
    film(action, {}, paths, tools, folder / "out")
    return (folder / "out").read_text().splitlines()


def test_every_frame_is_drawn_and_encoded_in_order(tools: Toolbox, tmp_path: Path) -> None:
    assert filmed(tools, tmp_path, "1 2 3 4") == ["1", "2", "3", "4"]


def test_a_shorter_clip_waits_at_its_end(tools: Toolbox, tmp_path: Path) -> None:
    assert filmed(tools, tmp_path, "1 2 3 4", "x y") == ["1 x", "2 y", "3 y", "4 y"]


@pytest.mark.parametrize(
    ("clip", "takes", "message"),
    [("1 2 damaged", 99, "the clip is damaged"), ("1 2 3 4 5 6", 1, "enough")],
)
def test_whatever_fails_nothing_is_left_open(
    tools: Toolbox, tmp_path: Path, clip: str, takes: int, message: str
) -> None:
    assert isinstance(tools.encoder, Encoder)
    assert isinstance(tools.renderer, Renderer)
    tools.encoder.takes = takes
    with pytest.raises(ProviderFailed, match=message):
        filmed(tools, tmp_path, clip)
    assert tools.renderer.open == 0
