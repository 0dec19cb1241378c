"""What the folder of a voice says, and what is wrong with one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.backends.coqui_folders import SPEAKERS, VITS, saved, voice

from mdvid.backends.coqui import CoquiNarrator
from mdvid.backends.coqui.config_file import settled
from mdvid.backends.coqui.folder import find_checkpoint, read_folder
from mdvid.backends.coqui.speakers import named_in
from mdvid.errors import ProviderUnavailable


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def narrator(tmp_path: Path) -> CoquiNarrator:
    return CoquiNarrator({}, device="cpu", root=tmp_path)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"model.pth": ""}, "no `config.json`"),
        ({"model_index.json": "{}"}, "makes pictures"),
        ({"config.json": "{}", "model.pth": ""}, "names no `model`"),
        ({"config.json": '{"model_type": "vits"}', "model.pth": ""}, "names no `model`"),
        ({"config.json": "[1]", "model.pth": ""}, "names no `model`"),
        ({"config.json": "{", "model.pth": ""}, "cannot be read"),
        ({"config.json": "[" * 100_000, "model.pth": ""}, "cannot be read"),
        ({"config.json": json.dumps(VITS | {"languages": 7}), "model.pth": ""}, "makes no sense"),
        (
            {"config.json": json.dumps(VITS | SPEAKERS | {"speakers": True}), "model.pth": ""},
            "makes no sense",
        ),
        (
            {"config.json": json.dumps(VITS | {"d_vector_file": "x" * 5000}), "model.pth": ""},
            "makes no sense",
        ),
        ({"config.json": json.dumps(VITS)}, "no checkpoint"),
        ({"config.json": json.dumps(VITS), "a_1.pth": "", "a_2.pth": ""}, "holds 2 checkpoints"),
        ({"config.json": json.dumps(VITS | SPEAKERS), "model.pth": ""}, "names of the speakers"),
    ],
)
def test_a_folder_that_is_no_voice_is_told_apart(
    narrator: CoquiNarrator, tmp_path: Path, files: dict[str, str], message: str
) -> None:
    folder = tmp_path / "v"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    with pytest.raises(ProviderUnavailable, match=message):
        narrator.resolve("./v", "en")


def test_a_file_instead_of_its_folder_is_told(narrator: CoquiNarrator, tmp_path: Path) -> None:
    voice(tmp_path / "v")
    with pytest.raises(ProviderUnavailable, match="is a file: a voice is a folder"):
        narrator.resolve("./v/model.pth", "en")


@pytest.mark.parametrize("name", ["best_model_4000.pth", "model.safetensors", "only.pt"])
def test_a_checkpoint_is_found_by_any_usual_name(tmp_path: Path, name: str) -> None:
    for file in (name, "speakers.pth", "model_se.pth", "language_ids.pth"):
        (tmp_path / file).touch()
    assert find_checkpoint(tmp_path, "vits").name == name
    (tmp_path / "model.pth").touch()
    assert find_checkpoint(tmp_path, "vits").name == "model.pth"
    assert find_checkpoint(tmp_path, "xtts") == tmp_path


def test_paths_of_another_machine_become_those_beside_the_configuration(tmp_path: Path) -> None:
    written = {
        "use_phonemes": True,
        "phonemizer": None,
        "audio": {"stats_path": "C:/gone/scale_stats.npy"},
        "model_args": {
            "speakers_file": "/home/x/ids.json",
            "d_vector_file": ["/gone.json"],
            "language_ids_file": None,
            "speaker_encoder_model_path": "/gone/model_se.pth",
            "use_speaker_encoder_as_loss": True,
        },
    }
    for name in ("ids.json", "language_ids.json"):
        (tmp_path / name).touch()
    assert settled(written, tmp_path) == {
        "use_phonemes": True,
        "phonemizer": "espeak",
        "audio": {"stats_path": ""},
        "model_args": {
            "speakers_file": str(tmp_path / "ids.json"),
            "d_vector_file": [],
            "language_ids_file": str(tmp_path / "language_ids.json"),
            "speaker_encoder_model_path": "",
            "use_speaker_encoder_as_loss": False,
        },
    }
    assert written["phonemizer"] is None


class Evil:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.write_text, (Path("evil.txt"), "run")


@pytest.mark.parametrize("value", [{"ana": 0, "ben": 1}, {"ana": {"latent": Evil()}, "ben": {}}])
def test_speakers_are_read_from_pickles_without_running_them(
    tmp_path: Path, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert named_in(saved(tmp_path / "speakers.pth", value)) == ["ana", "ben"]
    assert not Path("evil.txt").exists()


def test_speakers_are_read_from_recordings_and_their_embeddings(tmp_path: Path) -> None:
    file = tmp_path / "speakers.json"
    content = {f"{i}.wav": {"name": name, "embedding": [1]} for i, name in enumerate("bab")}
    file.write_text(json.dumps(content))
    assert named_in(file) == ["a", "b"]


@pytest.mark.parametrize("content", [b"", b"[1]", b"\x80\x02]q\x00."])
@pytest.mark.parametrize("suffix", [".json", ".pth"])
def test_damaged_lists_of_speakers_are_told(tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / f"speakers{suffix}"
    file.write_bytes(content)
    with pytest.raises(ProviderUnavailable, match="names no speakers"):
        named_in(file)


def test_xtts_has_speakers_of_its_own_and_those_that_were_cloned(tmp_path: Path) -> None:
    voice(tmp_path / "x", {"model": "xtts", "languages": ["en", "de"]})
    saved(tmp_path / "x/speakers_xtts.pth", {"Ana": {"latent": 1}})
    (tmp_path / "x/voices").mkdir()
    (tmp_path / "x/voices/me.pth").touch()
    found = read_folder(tmp_path / "x")
    assert list(found.speakers) == ["Ana", "me"]
    assert found.languages == ("en", "de")
    assert found.imitates
