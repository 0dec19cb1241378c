import os
from pathlib import Path

import pytest

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
