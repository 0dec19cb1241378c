from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.backends.models.records import ModelRecord, keep_record, records_file
from mdvid.cli import health_models
from mdvid.cli.finding import Finding, State
from mdvid.cli.health_models import examine_models
from mdvid.config.model import Config


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def found(thing: str) -> list[Finding]:
    return [finding for finding in examine_models(Config()) if finding.thing == thing]


def keep(folder: Path, kind: str = "voice") -> None:
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text("{}")
    keep_record(
        ModelRecord(
            provider="coqui",
            name="tts_models/en/ljspeech/vits",
            folder=folder,
            revision="c0ffee" * 5,
            licence="apache 2.0",
            size=1234,
            kind=kind,
            files={"config.json": 2},
        )
    )


def test_what_is_not_installed_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_models, "missing_command", lambda _: "pip install it")
    (finding,) = found("illustrations")
    assert (finding.state, finding.fix) == (State.NONE, "pip install it")


def test_a_model_that_is_here_is_listed_with_its_revision_and_place(tmp_path: Path) -> None:
    keep(tmp_path / "voice")
    (finding,) = found("model")
    assert finding.state is State.OK
    assert finding.detail == (
        f"coqui:en/ljspeech/vits at c0ffeec0ff, 1 kB, in {tmp_path / 'voice'}"
    )


@pytest.mark.parametrize("kind", ["voice", "vocoder"])
def test_a_model_that_is_not_whole_comes_with_the_command_that_mends_it(
    tmp_path: Path, kind: str
) -> None:
    keep(tmp_path / "voice", kind)
    (tmp_path / "voice" / "config.json").write_text("")
    (finding,) = found("model")
    assert finding.state is State.WARNING
    assert finding.fix == "mdvid setup --voice coqui:en/ljspeech/vits"


def test_a_damaged_list_of_models_is_a_finding() -> None:
    records_file().parent.mkdir(parents=True)
    records_file().write_text("{")
    (finding,) = found("models")
    assert finding.state is State.WARNING
    assert "delete the file" in finding.fix
