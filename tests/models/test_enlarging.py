"""Tiny networks and upscaling pipelines, through the provider and its worker processes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.models.spoil import spoil_network

from mdvid.backends.diffusers.enlarger import DiffusersEnlarger
from mdvid.backends.models import packages
from mdvid.backends.models.records import ModelRecord, keep_record
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.model import Size
from mdvid.providers.protocols import Progress, unheard
from mdvid.providers.requests import EnlargementRequest

pytestmark = pytest.mark.models


class Desk:
    """An enlarger, and a folder to work in."""

    def __init__(self, enlarger: DiffusersEnlarger, folder: Path) -> None:
        self.enlarger = enlarger
        self.folder = folder

    def picture(self, width: int, height: int, brightness: int = 255) -> Image.Image:
        noise = np.random.default_rng(0).random((height, width, 3)) * brightness
        return Image.fromarray(noise.astype(np.uint8))

    def enlarge(
        self,
        model: Path,
        picture: Image.Image,
        size: tuple[int, int],
        *,
        seed: int = 3,
        progress: Progress = unheard,
    ) -> Path:
        source, out = self.folder / "small.png", self.folder / "large.png"
        picture.save(source)
        request = EnlargementRequest(size=Size(*size), model=str(model), prompt="a hill", seed=seed)
        self.enlarger.enlarge(request, source, out, progress)
        return out


@pytest.fixture(scope="module")
def enlarger() -> Iterator[DiffusersEnlarger]:
    """One for all: its workers keep their models."""
    made = DiffusersEnlarger({"upscale_steps": 2}, device="cpu")
    yield made
    made.close()


@pytest.fixture
def desk(enlarger: DiffusersEnlarger, tmp_path: Path) -> Desk:
    return Desk(enlarger, tmp_path)


@pytest.fixture
def compact(tiny: Callable[[str], Path]) -> Path:
    return tiny("compact")


@pytest.mark.parametrize("kind", ["compact", "ldmsr", "sdx4"])
def test_a_picture_follows_from_its_request_and_has_the_size_asked_for(
    desk: Desk, tiny: Callable[[str], Path], kind: str
) -> None:
    picture, told = desk.picture(52, 38), list[tuple[int, int]]()

    def hear(done: int, total: int) -> None:
        told.append((done, total))

    first = desk.enlarge(tiny(kind), picture, (98, 74), progress=hear).read_bytes()
    with Image.open(desk.folder / "large.png") as large:
        assert (large.format, large.mode, large.size) == ("PNG", "RGB", (98, 74))
    other = desk.enlarge(tiny(kind), picture, (98, 74), seed=4).read_bytes()
    assert (other == first) is (kind == "compact"), "only diffusion draws lots"
    assert desk.enlarge(tiny(kind), picture, (98, 74)).read_bytes() == first
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_large_picture_is_enlarged_in_tiles_without_a_seam(desk: Desk, compact: Path) -> None:
    picture, told = desk.picture(320, 40), list[tuple[int, int]]()

    def hear(done: int, total: int) -> None:
        told.append((done, total))

    in_tiles = np.asarray(Image.open(desk.enlarge(compact, picture, (640, 80), progress=hear)))
    assert told == [(1, 2), (2, 2)]
    # The middle, with both of the tiles' edges in it, fits into one.
    middle = picture.crop((32, 0, 288, 40))
    whole = np.asarray(Image.open(desk.enlarge(compact, middle, (512, 80))))
    seen = np.abs(in_tiles[:, 80:-80].astype(int) - whole[:, 16:-16])
    assert seen.max() <= 1


def test_a_model_that_doubles_is_asked_twice_for_four_times_the_size(
    desk: Desk, compact: Path
) -> None:
    picture = desk.picture(20, 12)
    twice = desk.enlarge(compact, picture, (40, 24))
    again = np.asarray(Image.open(desk.enlarge(compact, Image.open(twice).copy(), (80, 48))))
    at_once = np.asarray(Image.open(desk.enlarge(compact, picture, (80, 48))))
    assert np.abs(at_once.astype(int) - again).max() <= 3, "only what was rounded in between"


def test_a_model_for_something_else_is_refused(desk: Desk, tiny: Callable[[str], Path]) -> None:
    with pytest.raises(ProviderFailed, match="StableDiffusionPipeline does not enlarge") as caught:
        desk.enlarge(tiny("sd"), desk.picture(16, 16), (32, 32))
    assert "StableDiffusionUpscalePipeline" in str(caught.value.hint)


def test_what_is_no_picture_fails_with_the_seed(desk: Desk, compact: Path) -> None:
    file = desk.folder / "spoilt.safetensors"
    spoil_network(compact, file, lambda bias: bias * np.nan)
    with pytest.raises(ProviderFailed, match="not a number") as caught:
        desk.enlarge(file, desk.picture(16, 16), (32, 32), seed=5)
    assert "seed 5" in str(caught.value)


def test_a_pickle_is_never_loaded(desk: Desk, tiny: Callable[[str], Path]) -> None:
    (desk.folder / "x4.pth").write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    with pytest.raises(ProviderUnavailable, match="loads safetensors only"):
        desk.enlarger.model(str(desk.folder / "x4.pth"))
    folder = desk.folder / "ldmsr"
    shutil.copytree(tiny("ldmsr"), folder)
    for file in folder.rglob("*.safetensors"):
        file.rename(file.with_suffix(".bin"))
    with pytest.raises(ProviderUnavailable, match="in a pickle file"):
        desk.enlarger.model(str(folder))


def test_a_model_that_is_not_here_says_how_to_get_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.folder))
    with pytest.raises(ProviderUnavailable) as caught:
        desk.enlarger.model("some/upscaler")
    assert "mdvid setup --upscaler diffusers:some/upscaler" in str(caught.value.hint)


def test_a_licence_must_be_accepted(
    desk: Desk, compact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.folder))
    keep_record(
        ModelRecord(
            provider="diffusers",
            name="some/upscaler",
            folder=compact,
            revision="abc",
            licence="cc-by-nc-4.0",
            size=1,
        )
    )
    with pytest.raises(ProviderUnavailable, match="no commercial use") as caught:
        desk.enlarger.model("diffusers:some/upscaler")
    assert caught.value.hint == "if that is fine: --accept-licence cc-by-nc-4.0"
    info = DiffusersEnlarger({}, accepted=("cc-by-nc-4.0",)).model("some/upscaler")
    assert (info.name, info.revision, info.licence) == ("some/upscaler", "abc", "cc-by-nc-4.0")


def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda name: None)
    with pytest.raises(ProviderUnavailable, match="not installed") as caught:
        _ = DiffusersEnlarger({}).fingerprint
    assert caught.value.hint == "pip install 'mdvid[diffusion]'"


def test_the_key_tells_settings_apart_that_change_pictures() -> None:
    def key(**settings: object) -> str:
        return DiffusersEnlarger(settings, device="cpu").fingerprint

    assert key() == key(batch=4, idle=5)
    assert len({key(), key(upscale_steps=4), key(dtype="float16")}) == 3
