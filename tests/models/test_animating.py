"""Tiny image-to-video pipelines, through the provider and its worker processes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from mdvid.backends.diffusers.animator import DiffusersAnimator
from mdvid.backends.models import packages
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.model import Size
from mdvid.providers.protocols import Progress, unheard
from mdvid.providers.requests import AnimationRequest

pytestmark = pytest.mark.models

RATES = {"svd": 7, "ltx": 25, "wan": 16, "wan22": 24}


class Desk:
    """An animator, and a folder with a picture to work in."""

    def __init__(self, animator: DiffusersAnimator, folder: Path) -> None:
        self.animator = animator
        self.folder = folder
        self.picture = folder / "picture.png"
        noise = np.random.default_rng(0).integers(0, 255, (90, 160, 3), np.uint8)
        Image.fromarray(noise).save(self.picture)

    def animate(
        self,
        model: Path,
        *,
        size: tuple[int, int] = (160, 90),
        seed: int = 3,
        negative: str = "",
        progress: Progress = unheard,
    ) -> Path:
        out = self.folder / "clip.mp4"
        request = AnimationRequest(
            model=str(model), prompt="a hill", size=Size(*size), seed=seed, negative=negative
        )
        self.animator.animate(request, self.picture, out, progress)
        return out

    def copy(self, model: Path) -> Path:
        return Path(shutil.copytree(model, self.folder / model.name))


@pytest.fixture(scope="module")
def animator() -> Iterator[DiffusersAnimator]:
    """One for all: its workers keep their models."""
    settings = {"clip_steps": 2, "clip_frames": 5, "clip_pixels": 1024}
    made = DiffusersAnimator(settings, device="cpu")
    yield made
    made.close()


@pytest.fixture
def desk(animator: DiffusersAnimator, tmp_path: Path) -> Desk:
    return Desk(animator, tmp_path)


@pytest.mark.parametrize("kind", RATES)
def test_a_clip_follows_from_its_request(
    desk: Desk, tiny: Callable[[str], Path], kind: str
) -> None:
    told: list[tuple[int, int]] = []
    first = desk.animate(tiny(kind), progress=lambda done, total: told.append((done, total)))
    content = first.read_bytes()
    assert told == [(1, 2), (2, 2)]
    assert desk.animate(tiny(kind), seed=4).read_bytes() != content
    worded = desk.animate(tiny(kind), negative="text").read_bytes()
    assert (worded == content) is (kind == "svd"), "one that does not read"
    assert desk.animate(tiny(kind)).read_bytes() == content


@pytest.mark.parametrize("kind", RATES)
def test_a_clip_has_the_size_asked_for_and_the_rate_of_its_model(
    desk: Desk, tiny: Callable[[str], Path], kind: str
) -> None:
    with av.open(desk.animate(tiny(kind), size=(90, 160))) as file:
        (stream,) = file.streams
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (stream.width, stream.height) == (90, 160)
        assert stream.average_rate == RATES[kind]
        frames = list(file.decode(stream))
    assert len(frames) == 5
    assert [frame.time for frame in frames] == pytest.approx(
        [number / RATES[kind] for number in range(len(frames))]
    )


@pytest.mark.ffmpeg
def test_a_clip_is_one_that_others_can_play(desk: Desk, tiny: Callable[[str], Path]) -> None:
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json"]
    done = subprocess.run(
        [*command, desk.animate(tiny("wan"))], check=True, capture_output=True, text=True
    )
    (stream,) = json.loads(done.stdout)["streams"]
    expected = {
        "codec_name": "h264",
        "profile": "High",
        "pix_fmt": "yuv420p",
        "color_range": "tv",
        "color_space": "bt709",
        "color_transfer": "bt709",
        "color_primaries": "bt709",
        "r_frame_rate": "16/1",
        "avg_frame_rate": "16/1",
        "nb_read_frames": "5",
        "start_time": "0.000000",
    }
    assert {name: stream[name] for name in expected} == expected
    assert not done.stderr


def test_what_is_no_clip_fails_with_the_seed(desk: Desk, tiny: Callable[[str], Path]) -> None:
    def spoilt(weights: dict[str, NDArray[Any]]) -> None:
        weights["proj_out.bias"][...] = np.nan

    model = desk.copy(tiny("ltx"))
    _rewrite(model / "transformer", spoilt)
    with pytest.raises(ProviderFailed, match="not a number") as caught:
        desk.animate(model, seed=5)
    assert "seed 5" in str(caught.value)
    assert "--reroll" in str(caught.value.hint)


def test_a_pickle_is_never_loaded(desk: Desk, tiny: Callable[[str], Path]) -> None:
    model = desk.copy(tiny("ltx"))
    for file in model.rglob("*.safetensors"):
        file.rename(file.with_suffix(".bin"))
    with pytest.raises(ProviderUnavailable, match="in a pickle file"):
        desk.animator.model(str(model))


def test_a_model_that_is_not_here_says_how_to_get_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.folder))
    with pytest.raises(ProviderUnavailable) as caught:
        desk.animator.model("diffusers:some/animator")
    assert "mdvid setup --animator diffusers:some/animator" in str(caught.value.hint)


def test_a_package_that_a_model_needs_and_diffusers_does_not_ask_for_is_named(
    desk: Desk, tiny: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = find_spec("torch")
    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == "ftfy" else here)
    with pytest.raises(ProviderUnavailable, match="`ftfy` is not installed") as caught:
        desk.animator.model(str(tiny("wan")))
    assert caught.value.hint == "pip install 'mdvid[diffusion]'"
    assert desk.animator.model(str(tiny("ltx"))).revision


def test_the_key_tells_settings_apart_that_change_clips() -> None:
    def key(**settings: object) -> str:
        return DiffusersAnimator(settings, device="cpu").fingerprint

    assert key() == key(steps=4, idle=5, clip_deadline=9)
    others = [key(clip_steps=4), key(clip_frames=9), key(clip_pixels=65536), key(dtype="float16")]
    assert len({key(), *others}) == 5


def _rewrite(part: Path, change: Callable[[dict[str, NDArray[Any]]], None]) -> None:
    from safetensors.numpy import load_file, save_file

    (file,) = part.glob("*.safetensors")
    weights = load_file(file)
    change(weights)
    save_file(weights, file, {"format": "pt"})
