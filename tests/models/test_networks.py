"""The enlarger's worker script, in this process: what it says of networks that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.models.spoil import LAST, Weights, change_network, spoil_network

pytestmark = pytest.mark.models


@pytest.fixture
def compact(tiny: Callable[[str], Path]) -> Path:
    return tiny("compact")


def _answer(network: Path, picture: Image.Image, **more: object) -> dict[str, Any]:
    from mdvid.backends.diffusers.enlarging import prepare

    source, out = network.with_name("small.png"), network.with_name("large.png")
    picture.save(source)
    order = {"device": "cpu", "dtype": "auto"} | (more or {"file": str(network)})
    request: dict[str, Any] = {"picture": str(source), "out": str(out), "width": 32, "height": 32}
    request |= {"prompt": "", "seed": 0}
    return prepare([json.dumps(order)], lambda _done, _total: None)(request)


def _noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 255, (16, 16, 3), np.uint8))


@pytest.mark.parametrize(
    ("added", "says"),
    [(np.nan, "some of its pixels are not a number"), (-9, "it is black"), (9, "of one colour")],
)
def test_what_is_no_picture_is_found_out(
    compact: Path, tmp_path: Path, added: float, says: str
) -> None:
    network = tmp_path / "spoilt.safetensors"
    spoil_network(compact, network, lambda bias: bias + np.float32(added))
    assert says in _answer(network, _noise())["wrong"]


def test_a_black_picture_may_stay_black(compact: Path, tmp_path: Path) -> None:
    network = tmp_path / "dim.safetensors"
    spoil_network(compact, network, lambda bias: bias - 9)
    assert _answer(network, Image.new("RGB", (16, 16))) == {"wrong": None}
    with Image.open(tmp_path / "large.png") as large:
        assert large.getextrema() == ((0, 0),) * 3


def test_a_network_that_does_not_make_pictures_larger_is_refused(
    compact: Path, tmp_path: Path
) -> None:
    network = tmp_path / "restoring.safetensors"
    last = (LAST, LAST.replace("bias", "weight"))

    def restoring(weights: Weights) -> Weights:
        return weights | {name: np.ascontiguousarray(weights[name][:3]) for name in last}

    change_network(compact, network, restoring)
    assert "does not enlarge pictures in colour" in _answer(network, _noise())["refused"]


def test_a_network_of_no_known_kind_is_refused(compact: Path, tmp_path: Path) -> None:
    network = tmp_path / "strange.safetensors"
    change_network(
        compact, network, lambda weights: {f"x.{name}": w for name, w in weights.items()}
    )
    assert "is no network that spandrel knows" in _answer(network, _noise())["refused"]


def test_a_file_that_is_cut_short_is_said_to_be_damaged(compact: Path, tmp_path: Path) -> None:
    network = tmp_path / "cut.safetensors"
    network.write_bytes(next(compact.glob("*.safetensors")).read_bytes()[:-100])
    answer = _answer(network, _noise())
    assert "cannot be loaded" in answer["refused"]
    assert "fetch it again" in answer["hint"]


def test_a_pipeline_that_cannot_count_in_halves_does_not(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    answer = _answer(
        tmp_path / "unused",
        _noise(),
        folder=str(tiny("ldmsr")),
        family="LDMSuperResolutionPipeline",
        variant=None,
        dtype="bfloat16",
        offload=False,
        steps=1,
    )
    assert answer == {"wrong": None}
