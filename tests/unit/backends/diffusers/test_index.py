from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mdvid.backends.diffusers.families import refuse_other_kinds
from mdvid.backends.diffusers.index import read_index
from mdvid.errors import ProviderUnavailable

PIPELINE: dict[str, Any] = {
    "_class_name": "StableDiffusionPipeline",
    "unet": ["diffusers", "UNet2DConditionModel"],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "safety_checker": [None, None],
    "requires_safety_checker": False,
}


def _folder(path: Path, *files: str, **changes: object) -> Path:
    path.mkdir(exist_ok=True)
    (path / "model_index.json").write_text(json.dumps(PIPELINE | changes), "utf-8")
    for file in files or ("unet/model.safetensors",):
        (path / file).parent.mkdir(exist_ok=True)
        (path / file).touch()
    return path


def test_an_index_says_what_a_pipeline_is(tmp_path: Path) -> None:
    index = read_index(_folder(tmp_path / "SD-Turbo_v2"), "./SD-Turbo_v2")
    assert (index.family, index.variant) == ("StableDiffusionPipeline", None)
    assert index.traits >= {"sd", "turbo", "v2"}


def test_traits_come_from_the_files_too(tmp_path: Path) -> None:
    changes = {"scheduler": ["diffusers", "LCMScheduler"], "is_distilled": True}
    traits = read_index(_folder(tmp_path / "mine", **changes), "some/model").traits
    assert traits == {"mine", "some", "model", "lcm", "distilled"}


@pytest.mark.parametrize(
    ("files", "variant"),
    [
        (("unet/model.safetensors",), None),
        (("unet/model.fp16.safetensors",), "fp16"),
        (("unet/model.fp16-00001-of-00002.safetensors",), "fp16"),
        (("unet/model.bf16.safetensors",), "bf16"),
        (("unet/model.fp16.safetensors", "unet/model.safetensors"), None),
        (("unet/model-00001-of-00002.safetensors", "scheduler/config.json"), None),
    ],
)
def test_halves_are_loaded_where_there_is_nothing_else(
    files: tuple[str, ...], variant: str | None, tmp_path: Path
) -> None:
    assert read_index(_folder(tmp_path / "model", *files), "model").variant == variant


def _refusal(folder: Path) -> ProviderUnavailable:
    with pytest.raises(ProviderUnavailable) as caught:
        read_index(folder, "./model")
    return caught.value


@pytest.mark.parametrize("file", ["model.bin", "model.pt", "model.pth", "model.ckpt"])
def test_a_pickle_is_never_loaded(file: str, tmp_path: Path) -> None:
    error = _refusal(_folder(tmp_path / "model", f"unet/{file}"))
    assert "keeps its unet in a pickle file" in str(error)
    assert "could run any program" in str(error)
    assert error.hint is not None
    assert "safetensors" in error.hint


@pytest.mark.parametrize(
    "changes",
    [
        {"../unet": ["diffusers", "UNet2DConditionModel"]},
        {"x" * 300: ["diffusers", "UNet2DConditionModel"]},
        {"unet": ["../../library", "UNet2DConditionModel"]},
        {"unet": ["x" * 300, "UNet2DConditionModel"]},
    ],
)
def test_no_part_of_a_pipeline_leads_out_of_its_folder(
    changes: dict[str, object], tmp_path: Path
) -> None:
    with pytest.raises(ProviderUnavailable, match=r"is damaged: its .* names a part"):
        read_index(_folder(tmp_path, **changes), "mine")


def test_a_pickle_beside_safetensors_does_not_matter(tmp_path: Path) -> None:
    assert read_index(_folder(tmp_path / "m", "unet/m.bin", "unet/m.safetensors"), "m").family


def test_a_folder_without_a_pipeline_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    (tmp_path / "model.pth").touch()
    assert f"`{tmp_path}` has no model_index.json" in str(_refusal(tmp_path))


def test_a_file_is_no_pipeline(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.touch()
    assert "there is no diffusers pipeline in the model `./model`" in str(_refusal(file))


@pytest.mark.parametrize("content", ["{", "[]", "null", '"text"', "\x00"])
def test_a_damaged_index_is_said_to_be_one(content: str, tmp_path: Path) -> None:
    (tmp_path / "model_index.json").write_text(content, "utf-8")
    assert "the model `./model` is damaged" in str(_refusal(tmp_path))


@pytest.mark.parametrize(
    ("files", "changes"),
    [
        (("unet/their_unet.py",), {"unet": ["their_unet", "Net"]}),
        (("pipeline.py",), {"_class_name": ["pipeline", "Theirs"]}),
        (("unet/model.safetensors",), {"_class_name": None}),
    ],
)
def test_a_models_own_code_is_not_run(
    files: tuple[str, ...], changes: dict[str, object], tmp_path: Path
) -> None:
    error = _refusal(_folder(tmp_path / "model", *files, **changes))
    assert "brings Python code of its own, which mdvid does not run" in str(error)


@pytest.mark.parametrize(
    ("family", "says"),
    [
        ("StableVideoDiffusionPipeline", "makes clips"),
        ("LTXImageToVideoPipeline", "makes clips"),
        ("WanImageToVideoPipeline", "makes clips"),
        ("StableDiffusionUpscalePipeline", "enlarges pictures"),
        ("LDMSuperResolutionPipeline", "enlarges pictures"),
        ("StableDiffusionXLImg2ImgPipeline", "needs a picture to begin with"),
        ("QwenImageEditPipeline", "needs a picture to begin with"),
        ("StableAudioPipeline", "makes sound"),
    ],
)
def test_a_pipeline_for_something_else_is_no_illustrator(family: str, says: str) -> None:
    with pytest.raises(ProviderUnavailable, match=f"`m` does not draw from words: .* {says}"):
        refuse_other_kinds("m", family)


@pytest.mark.parametrize(
    "family", ["StableDiffusionXLPipeline", "ZImagePipeline", "Kandinsky5T2IPipeline", "Tomorrows"]
)
def test_any_other_pipeline_may_be_one(family: str) -> None:
    refuse_other_kinds("m", family)
