"""What an illustrator does when something is wrong: with its model, its process, or its picture."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.models.processes import children

from mdvid.backends.diffusers import DiffusersIllustrator
from mdvid.backends.models import packages
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest
from mdvid.testing import check_illustrator

pytestmark = pytest.mark.models

QUICK = {"steps": 1}


def _request(model: str | Path, prompt: str = "a lighthouse", seed: int = 7) -> IllustrationRequest:
    return IllustrationRequest(prompt=prompt, model=str(model), size=Size(96, 64), seed=seed)


@pytest.fixture
def model(tiny: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of a tiny model, to be spoilt."""
    return Path(shutil.copytree(tiny("sd"), tmp_path / "model"))


@pytest.fixture
def illustrator(tmp_path: Path) -> Iterator[DiffusersIllustrator]:
    made = DiffusersIllustrator(QUICK, device="cpu", root=tmp_path)
    yield made
    made.close()


def _failure(illustrator: DiffusersIllustrator, model: str | Path, out: Path) -> ProviderFailed:
    with pytest.raises(ProviderFailed) as caught:
        illustrator.illustrate(_request(model), out)
    assert not out.exists()
    return caught.value


def _workers() -> set[int]:
    return set(children("diffusers/worker.py"))


def test_the_promises_of_the_port_are_kept(model: Path) -> None:
    check_illustrator(DiffusersIllustrator(QUICK, device="cpu", root=model.parent), model="./model")


def test_a_killed_worker_is_replaced_and_a_new_one_draws_the_same_bytes(
    illustrator: DiffusersIllustrator, model: Path, tmp_path: Path
) -> None:
    before = _workers()
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    illustrator.illustrate(_request(model), first)
    (worker,) = _workers() - before

    os.kill(worker, signal.SIGSTOP)  # or it might be done before it is killed
    with ThreadPoolExecutor(1) as pool:
        drawing = pool.submit(illustrator.illustrate, _request(model), second)
        time.sleep(0.2)
        os.kill(worker, signal.SIGKILL)
        drawing.result()
    (other,) = _workers() - before
    assert other != worker
    assert second.read_bytes() == first.read_bytes()
    illustrator.close()
    assert _workers() == before
    with pytest.raises(ProviderFailed, match="was closed"):
        illustrator.illustrate(_request(model), first)


def test_a_worker_that_takes_too_long_is_ended(model: Path, tmp_path: Path) -> None:
    before = _workers()
    hasty = DiffusersIllustrator({"deadline": 1}, device="cpu")
    error = _failure(hasty, model, tmp_path / "made.png")
    assert f"the model `{model}` did not answer within 1 s" in str(error)
    assert _workers() == before
    hasty.close()


def test_pictures_drawn_together_are_each_what_was_asked_for(
    illustrator: DiffusersIllustrator,
    tiny: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model, prompts = tiny("sd"), ["a lighthouse", "a ship in a storm, seen from a very high cliff"]
    monkeypatch.setattr(DiffusersIllustrator, "lanes", 2)  # as on a graphics card
    monkeypatch.setattr(illustrator._batches, "_moment", 60.0)
    tellers: dict[str, set[int]] = {prompt: set() for prompt in prompts}

    def draw(prompt: str) -> Image.Image:
        out = tmp_path / f"{prompt}.png"
        illustrator.illustrate(
            _request(model, prompt), out, lambda *_: tellers[prompt].add(threading.get_ident())
        )
        return Image.open(out)

    with ThreadPoolExecutor(2) as pool:
        together = dict(zip(prompts, pool.map(draw, prompts), strict=True))
    assert tellers[prompts[0]] == tellers[prompts[1]], "one thread hears of both: it is one batch"
    monkeypatch.setattr(illustrator._batches, "_moment", 0.001)
    for prompt in prompts:
        own = _difference(draw(prompt), together[prompt])
        other = _difference(*together.values())
        assert own <= 2 < other


def _difference(one: Image.Image, other: Image.Image) -> int:
    """Return by how much the most different pixel differs, of 255."""
    return int(np.abs(np.asarray(one, int) - np.asarray(other, int)).max())


def _repaint(model: Path, bias: float) -> None:
    """Have the model paint everything in one colour: black below -1, white above 1."""
    from safetensors.numpy import load_file, save_file

    file = model / "vae" / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    weights["decoder.conv_out.weight"] = np.zeros_like(weights["decoder.conv_out.weight"])
    weights["decoder.conv_out.bias"] = np.full_like(weights["decoder.conv_out.bias"], bias)
    save_file(weights, file, {"format": "pt"})


@pytest.mark.parametrize(
    ("bias", "says"), [(float("nan"), "not a number (NaN)"), (-2.0, "it is black")]
)
def test_a_picture_that_is_none_fails_with_its_seed(
    bias: float, says: str, illustrator: DiffusersIllustrator, model: Path, tmp_path: Path
) -> None:
    _repaint(model, bias)
    error = _failure(illustrator, "./model", tmp_path / "made.png")
    assert str(error).startswith("the picture that `./model` made with seed 7 is unusable: ")
    assert says in str(error)
    assert error.hint is not None
    assert "{seed=7}" in error.hint
    assert "--reroll" in error.hint


def test_what_the_models_own_checker_flags_is_not_shown(
    illustrator: DiffusersIllustrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    error = _failure(illustrator, tiny("sd_guarded"), tmp_path / "made.png")
    assert "made with seed 7 is unusable: the model's safety checker" in str(error)


def test_weights_that_are_cut_short_are_said_to_be_damaged(
    illustrator: DiffusersIllustrator, model: Path, tmp_path: Path
) -> None:
    file = model / "unet" / "diffusion_pytorch_model.safetensors"
    file.write_bytes(file.read_bytes()[:-1000])
    error = _failure(illustrator, model, tmp_path / "made.png")
    assert f"the model in `{model}` cannot be loaded" in str(error)
    assert error.hint is not None
    assert "fetch the model again" in error.hint


def test_a_pickle_is_not_loaded_whatever_its_folder_says(
    illustrator: DiffusersIllustrator, model: Path
) -> None:
    file = model / "unet" / "diffusion_pytorch_model.safetensors"
    file.rename(file.with_suffix(".bin"))
    with pytest.raises(ProviderUnavailable, match="keeps its unet in a pickle file"):
        illustrator.model("./model")


@pytest.mark.parametrize(
    ("kind", "says"),
    [("sdx4", "enlarges pictures"), ("svd", "makes clips"), ("wav2vec2", "no model_index.json")],
)
def test_a_model_for_something_else_is_refused_before_it_is_loaded(
    kind: str, says: str, illustrator: DiffusersIllustrator, tiny: Callable[[str], Path]
) -> None:
    with pytest.raises(ProviderUnavailable, match=says):
        illustrator.model(str(tiny(kind)))


def test_a_pipeline_whose_name_does_not_say_what_it_makes_is_found_out(
    illustrator: DiffusersIllustrator, model: Path, tmp_path: Path
) -> None:
    index = model / "model_index.json"
    said = json.loads(index.read_text("utf-8"))
    for family, says in (
        ("MochiPipeline", "MochiPipeline makes clips, not pictures"),
        ("TomorrowsPipeline", "has no TomorrowsPipeline"),
    ):
        index.write_text(json.dumps(said | {"_class_name": family}), "utf-8")
        assert says in str(_failure(illustrator, "./model", tmp_path / "made.png"))


def test_a_graphics_card_that_torch_cannot_use_is_named(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    wishful = DiffusersIllustrator(QUICK, device="cuda")
    error = _failure(wishful, model, tmp_path / "made.png")
    wishful.close()
    assert "cannot use `cuda` on this machine" in str(error)
    assert error.hint is not None
    assert "--device cpu" in error.hint


def test_without_the_libraries_the_extra_is_named(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda _: None)
    with pytest.raises(ProviderUnavailable, match="not installed") as caught:
        _ = DiffusersIllustrator({}).fingerprint
    assert caught.value.hint == "pip install 'mdvid[diffusion]'"
