from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdvid.backends.diffusers.index import Index
from mdvid.backends.diffusers.upscaler_files import NetworkFile, read_upscaler
from mdvid.errors import ProviderUnavailable


def _folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        path = tmp_path / "model" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"weights")
    return tmp_path / "model"


def test_a_file_of_weights_is_a_network(tmp_path: Path) -> None:
    file = _folder(tmp_path, "x4.safetensors") / "x4.safetensors"
    assert read_upscaler(file, "./x4.safetensors") == NetworkFile(file=file)


@pytest.mark.parametrize("name", ["x4.safetensors", "weights/x4.SafeTensors"])
def test_a_folder_with_one_file_of_weights_is_a_network(tmp_path: Path, name: str) -> None:
    folder = _folder(tmp_path, name, "README.md", "x4.onnx", "x4.pth")
    assert read_upscaler(folder, "any/x4") == NetworkFile(file=folder / name)


def test_a_folder_with_an_index_is_a_pipeline(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "unet/model.safetensors")
    index = {"_class_name": "LDMSuperResolutionPipeline", "unet": ["diffusers", "UNet2DModel"]}
    (folder / "model_index.json").write_text(json.dumps(index))
    found = read_upscaler(folder, "any/ldm")
    assert isinstance(found, Index)
    assert found.family == "LDMSuperResolutionPipeline"


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        (["x4.pth"], r"pickle file \(`x4.pth`\), and loading that could run any program", "safe"),
        (["a.safetensors", "b.safetensors"], "several networks: `a.safetensors`, `b", "model/a"),
        (["README.md"], "there is no model for enlarging in", "name a `.safetensors` file"),
    ],
)
def test_a_folder_of_something_else_is_refused_with_the_reason(
    tmp_path: Path, files: list[str], message: str, hint: str
) -> None:
    with pytest.raises(ProviderUnavailable, match=message) as caught:
        read_upscaler(_folder(tmp_path, *files), "any/x4")
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("name", "message"), [("x4.pth", "loads safetensors only"), ("x4.onnx", "is no model")]
)
def test_a_file_of_something_else_is_refused_with_the_reason(
    tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(ProviderUnavailable, match=message):
        read_upscaler(_folder(tmp_path, name) / name, name)
