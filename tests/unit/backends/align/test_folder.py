"""Folders that hold something else are refused by what they hold, before anything is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdvid.backends.align.folder import check_folder
from mdvid.errors import ProviderUnavailable

EAR = json.dumps({"architectures": ["Wav2Vec2ForCTC"]})
WHOLE = {"config.json": EAR, "model.safetensors": "", "vocab.json": "{}"}


def folder_of(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_whole_model_passes(tmp_path: Path) -> None:
    check_folder("ear", folder_of(tmp_path, WHOLE))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model_index.json": "{}"}, "makes pictures, and does not listen"),
        ({"config.json": None}, "is no model: there is no `config.json`"),
        ({"config.json": "{"}, "is damaged: `config.json` cannot be read"),
        ({"config.json": "[]"}, "is damaged"),
        ({"config.json": "[" * 100_000}, "is damaged"),
        ({"config.json": "{}"}, "is of another kind: its files do not say which"),
        ({"config.json": '{"architectures": ["BertModel"]}'}, "of another kind: BertModel"),
        ({"model.safetensors": None}, "has no weights: there is no `model.safetensors`"),
        (
            {"model.safetensors": None, "pytorch_model.bin": ""},
            "comes only as a pickle, which can run any program",
        ),
        ({"vocab.json": None}, "has no letters: there is no `vocab.json`"),
    ],
)
def test_anything_else_is_refused(
    tmp_path: Path, changes: dict[str, str | None], message: str
) -> None:
    files = {name: text for name, text in (WHOLE | changes).items() if text is not None}
    with pytest.raises(ProviderUnavailable) as error:
        check_folder("ear", folder_of(tmp_path, files))
    assert str(error.value).startswith("the model `ear` ")
    assert message in str(error.value)
    assert "wav2vec2" in (error.value.hint or "")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_text("")
    with pytest.raises(ProviderUnavailable, match="`ear` is a file, and a folder is needed"):
        check_folder("ear", file)
