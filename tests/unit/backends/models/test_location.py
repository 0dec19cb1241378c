from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.backends.models.files import folder_digest
from mdvid.backends.models.location import Located, locate
from mdvid.backends.models.records import ModelRecord, keep_record
from mdvid.errors import ProviderUnavailable

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "deck" / "model"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    return folder


def keep(provider: str, name: str, folder: Path) -> Located:
    keep_record(
        ModelRecord(
            provider=provider, name=name, folder=folder, revision=COMMIT, licence="mit", size=1
        )
    )
    return Located(name=name, folder=folder, revision=COMMIT, licence="mit")


@pytest.mark.parametrize("name", ["./model", "../deck/model", "{absolute}", "~/model"])
def test_a_folder_is_taken_as_it_is(model: Path, home: Path, name: str) -> None:
    (home / "model").symlink_to(model)
    name = name.format(absolute=model)
    found = locate("diffusers", name, model.parent, what="illustrator")
    assert found.folder.resolve() == model
    assert found.revision == folder_digest(model)
    assert (found.name, found.licence) == (name, "")


def test_a_file_is_taken_as_it_is(model: Path) -> None:
    found = locate("diffusers", "./config.json", model, what="upscaler")
    assert found.folder == model / "config.json"


@pytest.mark.parametrize("name", ["./nothing", "/nothing", "~nobody/nothing", "./config.json/x"])
def test_a_folder_that_is_not_there_is_named(model: Path, name: str) -> None:
    with pytest.raises(ProviderUnavailable, match="does not exist"):
        locate("diffusers", name, model, what="illustrator")


def test_a_folder_that_nobody_can_look_at_is_named(model: Path) -> None:
    with pytest.raises(ProviderUnavailable, match="cannot be read: File name too long"):
        locate("diffusers", f"./{'x' * 300}", model, what="illustrator")


def test_a_fetched_model_is_found_by_its_name(model: Path) -> None:
    kept = keep("diffusers", "somebody/model", model)
    assert locate("diffusers", "somebody/model", Path(), what="illustrator") == kept


def test_a_fetched_model_is_found_by_its_commit(model: Path) -> None:
    kept = keep("diffusers", "somebody/model", model)
    assert locate("diffusers", f"somebody/model@{COMMIT}", Path(), what="illustrator") == kept
    assert locate("diffusers", f"somebody/model@{COMMIT[:7]}", Path(), what="illustrator") == kept


@pytest.mark.parametrize("commit", ["012345", "fedcba9", "main", ""])
def test_a_fetched_model_of_another_commit_is_another_model(model: Path, commit: str) -> None:
    keep("diffusers", "somebody/model", model)
    with pytest.raises(ProviderUnavailable, match="is not on this machine"):
        locate("diffusers", f"somebody/model@{commit}", Path(), what="illustrator")


def test_a_voice_of_coqui_may_be_named_shortly(model: Path) -> None:
    kept = keep("coqui", "tts_models/en/ljspeech/vits", model)
    assert locate("coqui", "en/ljspeech/vits", Path(), what="voice") == kept
    assert locate("coqui", "tts_models/en/ljspeech/vits", Path(), what="voice") == kept


@pytest.mark.parametrize(
    ("provider", "what", "command"),
    [
        ("diffusers", "illustrator", "mdvid setup --illustrator diffusers:somebody/model"),
        ("coqui", "voice", "mdvid setup --voice coqui:somebody/model"),
        ("align", "align", "mdvid setup --align somebody/model"),
    ],
)
def test_a_model_that_is_missing_comes_with_the_command_that_gets_it(
    provider: str, what: str, command: str
) -> None:
    with pytest.raises(ProviderUnavailable, match="`somebody/model` is not on") as caught:
        locate(provider, "somebody/model", Path(), what=what)
    assert caught.value.hint == f"`{command}` gets it"


def test_a_slip_is_told_from_a_model_that_is_missing(model: Path) -> None:
    keep("diffusers", "somebody/model", model)
    with pytest.raises(ProviderUnavailable) as caught:
        locate("diffusers", "somebody/modle", Path(), what="illustrator")
    assert "did you mean `somebody/model`?" in str(caught.value.hint)
