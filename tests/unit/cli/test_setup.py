import os
from pathlib import Path

import pytest
from tests.unit.backends.coqui_folders import recorded, voice

from mdvid.backends.models.records import accepted_licences
from mdvid.cli import setup
from mdvid.cli.main import main
from mdvid.errors import ExitCode, ProviderUnavailable


def test_whoever_wants_no_browser_is_not_sent_round_in_circles(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def find(configured: Path | None) -> None:
        raise ProviderUnavailable("no browser was found", hint="mdvid setup")

    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MDVID_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(setup, "find_browser", find)
    monkeypatch.setattr(setup, "_agreed", lambda _: False)
    assert main(["setup"]) == ExitCode.MISSING
    assert "mdvid setup" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "hint"),
    [("cmpl", "did you mean `cpml`?"), ("gibberish", "by which name its licence is accepted")],
)
def test_a_licence_that_nobody_knows_is_refused_and_not_remembered(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    written: str,
    hint: str,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["setup", "--accept-licence", written]) == ExitCode.USAGE
    assert hint in capsys.readouterr().err
    assert accepted_licences() == frozenset()


@pytest.mark.parametrize(
    ("written", "name"),
    [("CPML", "cpml"), ("CC BY-NC 4.0", "cc-by-nc-4.0"), ("none", "unstated")],
)
def test_a_licence_that_is_known_is_accepted_without_a_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, name: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["setup", "--accept-licence", written]) == ExitCode.OK
    assert accepted_licences() == {name}


def test_a_licence_of_a_model_that_is_here_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    recorded(voice(tmp_path / "v"), "tts_models/en/some/vits", licence="Somebody's Terms")
    assert main(["setup", "--accept-licence", "somebody-s-terms"]) == ExitCode.OK
    assert accepted_licences() == {"somebody-s-terms"}
