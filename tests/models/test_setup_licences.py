"""Licences of models on a hub: said, refused, accepted once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.models.hub import Hub, Repo
from tests.models.painter import KEY, NAME, PIPELINE, fetched

from mdvid.backends.models.records import accepted_licences
from mdvid.cli.main import main
from mdvid.errors import ExitCode

pytestmark = pytest.mark.models


def test_licences_are_accepted_once_and_by_name(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = {"license": "other", "license_name": "somebodys-terms", "license_link": "LICENSE.md"}
    hub.repos[NAME] = Repo(dict(PIPELINE), card=card)
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.MISSING
    said = capsys.readouterr().err
    assert "--accept-licence somebodys-terms" in said
    assert not fetched(tmp_path)
    accepting = ["setup", "--illustrator", KEY, "--yes", "--accept-licence", "somebodys-terms"]
    assert main(accepting) == ExitCode.OK
    assert accepted_licences() == {"somebodys-terms"}
    hub.repos["somebody/other"] = hub.repos[NAME]
    assert main(["setup", "--illustrator", "diffusers:somebody/other", "--yes"]) == ExitCode.OK


def test_a_licence_without_a_name_is_that_of_its_model_only(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    card = {"license": "other", "license_link": "https://example.org/terms/LICENSE.md"}
    for name in (NAME, "somebody/other"):
        hub.repos[name] = Repo(dict(PIPELINE), card=card)
    names = "somebody-painter-license.md", "somebody-other-license.md"
    accepting = ["setup", "--illustrator", KEY, "--yes", "--accept-licence", names[0]]
    assert main(accepting) == ExitCode.OK
    assert main(["setup", "--illustrator", "diffusers:somebody/other", "--yes"]) == ExitCode.MISSING
    assert f"--accept-licence {names[1]}" in capsys.readouterr().err
