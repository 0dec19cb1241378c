"""The animator's worker script, in this process: what it says of models that cannot be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.models


def _answer(model: Path) -> dict[str, Any]:
    from mdvid.backends.diffusers.animating import prepare

    index = json.loads((model / "model_index.json").read_text())
    order = {"folder": str(model), "family": index["_class_name"], "words": [], "variant": None}
    order |= {"device": "cpu", "dtype": "auto", "offload": False}
    return prepare([json.dumps(order)], lambda _done, _total: None)({})


def _changed(model: Path, folder: Path, **index: object) -> Path:
    """Return a copy of a model with other entries in its index."""
    copy = Path(shutil.copytree(model, folder / model.name))
    file = copy / "model_index.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | index))
    return copy


def test_a_model_that_makes_pictures_is_refused(tiny: Callable[[str], Path]) -> None:
    answer = _answer(tiny("sd"))
    assert answer["refused"] == "StableDiffusionPipeline makes no clips out of pictures"
    assert "LTX-Video" in answer["hint"]


def test_a_class_that_this_version_does_not_have_is_named(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    answer = _answer(_changed(tiny("wan"), tmp_path, _class_name="Wan9Pipeline"))
    assert "has no Wan9Pipeline" in answer["refused"]
    assert "another version" in answer["hint"]


def test_a_model_that_was_trained_for_words_only_is_refused(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    answer = _answer(_changed(tiny("wan22"), tmp_path, expand_timesteps=False))
    assert answer["refused"] == "the model makes clips out of words only"


def test_weights_that_are_cut_short_are_said_to_be_damaged(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    model = _changed(tiny("wan"), tmp_path)
    (weights,) = (model / "transformer").glob("*.safetensors")
    weights.write_bytes(weights.read_bytes()[:-100])
    answer = _answer(model)
    assert "cannot be loaded" in answer["refused"]
    assert "fetch the model again" in answer["hint"]
