from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdvid.backends.diffusers import DiffusersIllustrator
from mdvid.backends.models.records import ModelRecord, keep_record
from mdvid.errors import ProviderUnavailable
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing was ever fetched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def _fetch(home: Path, name: str, *, kind: str = "illustrator", licence: str = "mit") -> None:
    folder = home / name.replace("/", "--")
    folder.mkdir()
    index = {"_class_name": "StableDiffusionPipeline"}
    (folder / "model_index.json").write_text(json.dumps(index), "utf-8")
    keep_record(
        ModelRecord(
            provider="diffusers",
            name=name,
            folder=folder,
            revision="1a2b3c4",
            licence=licence,
            size=1,
            kind=kind,
        )
    )


def test_the_only_model_here_needs_no_name(home: Path) -> None:
    _fetch(home, "somebody/paints")
    _fetch(home, "somebody/enlarges", kind="upscaler")
    illustrator = DiffusersIllustrator({})
    assert [model.name for model in illustrator.models()] == ["somebody/paints"]
    assert illustrator.resolve("") == "somebody/paints"
    found = illustrator.model("somebody/paints")
    assert (found.revision, found.licence) == ("1a2b3c4", "mit")


def test_one_of_several_models_has_to_be_named(home: Path) -> None:
    _fetch(home, "somebody/paints")
    _fetch(home, "somebody/draws")
    illustrator = DiffusersIllustrator({})
    with pytest.raises(ProviderUnavailable, match="none was chosen") as caught:
        illustrator.resolve("")
    assert "`diffusers:somebody/draws`, `diffusers:somebody/paints`" in f"{caught.value.hint}"
    assert illustrator.resolve("somebody/draws") == "somebody/draws"


def test_where_there_is_no_model_the_command_to_get_one_is_said() -> None:
    illustrator = DiffusersIllustrator({})
    assert illustrator.models() == ()
    for name in ("", "somebody/paints"):
        with pytest.raises(ProviderUnavailable) as caught:
            illustrator.resolve(name)
        assert "mdvid setup --illustrator diffusers:" in f"{caught.value.hint}"


def test_a_licence_that_forbids_something_is_accepted_first(home: Path, tmp_path: Path) -> None:
    _fetch(home, "somebody/paints", licence="cc-by-nc-4.0")
    wary = DiffusersIllustrator({})
    request = IllustrationRequest(prompt="a", model="somebody/paints", size=Size(64, 64), seed=1)
    with pytest.raises(ProviderUnavailable, match="no commercial use"):
        wary.resolve("somebody/paints")
    with pytest.raises(ProviderUnavailable, match="no commercial use"):
        wary.illustrate(request, tmp_path / "made.png")
    willing = DiffusersIllustrator({}, accepted=("cc-by-nc-4.0",))
    assert willing.model("somebody/paints").licence == "cc-by-nc-4.0"


def test_folders_are_looked_for_from_the_root(home: Path) -> None:
    _fetch(home, "mine")
    found = DiffusersIllustrator({}, root=home).model("./mine")
    assert (found.name, found.licence) == ("./mine", "")
    assert len(found.revision) == 64
