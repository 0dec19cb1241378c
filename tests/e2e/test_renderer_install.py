"""The roads to a browser, on machines where the programs are scripts of this test."""

import sys
from pathlib import Path

import pytest

from mdvid.backends.chromium import setup_browser
from mdvid.errors import ProviderUnavailable

_CHROMIUM = "#!/bin/sh\necho Chromium 1.2.3.4\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, whose download from Playwright fails; its folder."""
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "python", "#!/bin/sh\necho Error: no way to the download >&2\nexit 1\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    return tmp_path


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def _as_root(monkeypatch: pytest.MonkeyPatch, *, root: bool) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)


def test_a_browser_that_is_there_is_left_alone(machine: Path) -> None:
    _program(machine / "bin/chromium", _CHROMIUM)
    said: list[str] = []
    assert setup_browser(say=said.append).how == "was there"
    assert said == []


def test_the_download_comes_first(machine: Path) -> None:
    folder = machine / "cache/ms-playwright/chromium_headless_shell-1/linux"
    folder.mkdir(parents=True)
    script = f"cp {machine}/shell {folder}/headless_shell"
    _program(machine / "shell", _CHROMIUM)
    _program(machine / "python", f"#!/bin/sh\nPATH=/bin:/usr/bin\n{script}\n")
    said: list[str] = []
    done = setup_browser(say=said.append)
    assert done.browser.program == folder / "headless_shell"
    assert len(said) == 1
    assert said[0].endswith("-m playwright install --only-shell chromium")


def test_root_gets_one_from_the_system_where_the_download_fails(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_root(monkeypatch, root=True)
    # The first package is unknown to this system; the second one brings a browser.
    apt = (
        "#!/bin/sh\nPATH=/bin:/usr/bin\ncase $* in\n"
        "*headless-shell*) echo 'E: Unable to locate package' >&2; exit 100;;\n"
        f"*install*chromium) cp {machine}/shell {machine}/bin/chromium;;\nesac\n"
    )
    _program(machine / "shell", _CHROMIUM)
    _program(machine / "bin/apt-get", apt)
    done = setup_browser()
    assert done.browser.program == machine / "bin/chromium"
    assert "apt-get install" in done.how


@pytest.mark.parametrize("root", [True, False])
def test_without_a_road_one_sentence_says_what_was_tried_and_what_to_do(
    root: bool, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_root(monkeypatch, root=root)
    _program(machine / "bin/apt-get", "#!/bin/sh\necho E: no network >&2\nexit 100\n")
    with pytest.raises(ProviderUnavailable) as caught:
        setup_browser()
    assert "no way to the download" in str(caught.value)
    assert ("E: no network" in str(caught.value)) == root
    assert "apt-get install" in str(caught.value.hint)


def test_a_browser_that_was_named_and_is_not_there_is_not_replaced(machine: Path) -> None:
    said: list[str] = []
    with pytest.raises(ProviderUnavailable, match="no browser at"):
        setup_browser(machine / "mine", say=said.append)
    assert said == []
