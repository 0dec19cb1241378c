"""`mdvid voices` and `mdvid illustrators`: what is here, and what could be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.backends.coqui_folders import recorded, voice

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


@pytest.mark.parametrize("tag", ["de-DE", "de_DE", "DE-at"])
def test_a_voice_for_a_language_is_listed_for_its_regions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tag: str
) -> None:
    recorded(voice(tmp_path / "de"), "tts_models/de/thorsten/vits")
    recorded(voice(tmp_path / "en"), "tts_models/en/ljspeech/vits")
    assert main(["voices", "--lang", tag, "--json"]) == ExitCode.OK
    said = capsys.readouterr()
    names = {entry["name"]: entry["state"] for entry in json.loads(said.out)}
    assert names["coqui:tts_models/de/thorsten/vits"] == "here"
    assert "coqui:tts_models/en/ljspeech/vits" not in names
    assert not [name for name in names if name.startswith("espeak:en")]
    assert "speaks" not in said.err


def test_a_voice_for_a_region_is_not_listed_for_another_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = listed(capsys, "voices", "--lang", "en-GB")
    langs = {entry["lang"].lower() for entry in found.values()}
    assert "en-gb" in langs
    assert "en-us" not in langs


def test_a_voice_of_several_languages_is_listed_for_each_of_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = "tts_models/multilingual/multi-dataset/xtts_v2"
    recorded(voice(tmp_path / "x", {"model": "xtts", "languages": ["en", "pt-br"]}), name)
    assert listed(capsys, "voices", "--lang", "pt")[f"coqui:{name}"]["lang"] == "mul"
    assert f"coqui:{name}" not in listed(capsys, "voices", "--lang", "de")


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
