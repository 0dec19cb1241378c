"""`mdvid voices` and `mdvid illustrators`: what is here, and what could be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdvid.backends.models.records import ModelRecord, keep_record
from mdvid.cli.main import main
from mdvid.errors import ExitCode

TURBO = "Tongyi-MAI/Z-Image-Turbo"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str]]:
    """Return what a list says to programs, by name."""
    assert main([*arguments, "--json"]) == ExitCode.OK
    return {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}


def test_illustrators_that_could_be_had_are_listed_after_those_that_are_here(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["illustrators"]) == ExitCode.OK
    here, _, offered = capsys.readouterr().out.partition("can be had by ")
    assert "card" in here
    assert "mdvid setup --illustrator NAME" in offered
    assert f"diffusers:{TURBO}" in offered
    assert TURBO not in here


def test_an_illustrator_that_is_here_is_not_offered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert listed(capsys, "illustrators")[f"diffusers:{TURBO}"]["state"] == "can be had"
    record = ModelRecord(
        provider="diffusers",
        name=TURBO,
        folder=tmp_path,
        revision="c0ffee" * 5,
        licence="apache-2.0",
        size=1,
        kind="illustrator",
    )
    keep_record(record)
    found = listed(capsys, "illustrators")[f"diffusers:{TURBO}"]
    assert (found["state"], found["description"]) == ("here", "at c0ffeec0ff")


@pytest.mark.parametrize(
    ("lang", "offered"),
    [("de", "coqui:de/thorsten/vits"), ("en", "facebook/wav2vec2-base-960h")],
)
def test_voices_are_offered_by_language(
    capsys: pytest.CaptureFixture[str], lang: str, offered: str
) -> None:
    found = listed(capsys, "voices", "--lang", lang)
    assert found[offered]["state"] == "can be had"
    assert found[offered]["option"] in {"--voice", "--align"}
    assert {entry["lang"].partition("-")[0] for entry in found.values()} == {lang, ""}


def test_a_language_that_can_be_had_is_told_from_one_that_nobody_speaks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mdvid.providers import registry

    monkeypatch.setattr(registry, "names", lambda _: ())
    assert main(["voices", "--lang", "sk"]) == ExitCode.OK
    said = capsys.readouterr()
    assert "no voice that is here speaks `sk`" in said.err
    assert "coqui:sk/cv/vits" in said.out


def test_a_damaged_list_of_models_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "data" / "mdvid").mkdir(parents=True)
    (tmp_path / "data" / "mdvid" / "models.json").write_text("{")
    assert main(["illustrators"]) == ExitCode.USAGE
    assert "the list of fetched models" in capsys.readouterr().err
