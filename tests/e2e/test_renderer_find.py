"""Finding a browser: programs here are scripts that tell a version."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mdvid.backends.chromium import find_browser
from mdvid.errors import ProviderUnavailable

Install = Callable[..., Path]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """A machine without browsers, and the way to install one."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)

    def install(name: str, says: str = "echo Chromium 1.2.3.4") -> Path:
        program = tmp_path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{says}\n")
        program.chmod(0o755)
        return program

    return install


PLAYWRIGHT = "cache/ms-playwright"


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [
        (["bin/chromium", "bin/google-chrome"], "bin/chromium"),
        (["bin/google-chrome", "bin/chromium-headless-shell"], "bin/chromium-headless-shell"),
        (
            ["bin/chromium", f"{PLAYWRIGHT}/chromium-1200/chrome-linux/chrome"],
            f"{PLAYWRIGHT}/chromium-1200/chrome-linux/chrome",
        ),
        (
            [
                f"{PLAYWRIGHT}/chromium-1300/chrome-linux64/chrome",
                f"{PLAYWRIGHT}/chromium_headless_shell-999/chrome-linux/headless_shell",
                f"{PLAYWRIGHT}/chromium_headless_shell-1200/x/chrome-headless-shell",
            ],
            f"{PLAYWRIGHT}/chromium_headless_shell-1200/x/chrome-headless-shell",
        ),
    ],
)
def test_the_best_browser_of_the_machine_is_chosen(
    installed: list[str], chosen: str, machine: Install, tmp_path: Path
) -> None:
    for name in installed:
        machine(name)
    assert find_browser().program == tmp_path / chosen


def test_a_browser_that_is_named_is_the_one_that_is_used(machine: Install) -> None:
    machine("bin/chromium")
    named = machine("elsewhere/my-chrome", "echo Google Chrome 9.9.9.9 beta")
    found = find_browser(named)
    assert (found.program, found.version) == (named, "Google Chrome 9.9.9.9 beta")


def test_a_browser_that_is_named_and_not_there_is_an_error(machine: Install) -> None:
    machine("bin/chromium")
    with pytest.raises(ProviderUnavailable, match="no browser at"):
        find_browser(Path("nowhere/chrome"))


def test_a_browser_that_is_broken_is_passed_over(machine: Install, tmp_path: Path) -> None:
    machine("bin/chromium-headless-shell", "echo libnss3.so is missing >&2; exit 127")
    machine("bin/chromium")
    assert find_browser().program == tmp_path / "bin/chromium"


def test_if_all_are_broken_the_best_one_says_why(machine: Install) -> None:
    machine("bin/chromium", "echo libnss3.so is missing >&2; exit 127")
    with pytest.raises(ProviderUnavailable, match=r"libnss3\.so is missing"):
        find_browser()


def test_without_a_browser_the_hint_says_how_to_get_one(machine: Install) -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        find_browser()
    assert "mdvid setup" in str(caught.value.hint)


def test_a_browser_is_asked_for_its_version_only_when_it_changed(
    machine: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = tmp_path / "asks"
    monkeypatch.setenv("ASKS", str(asks))
    says = 'echo x >> "$ASKS"; echo Chromium 1.2.3.'
    program = machine("bin/chromium", f"{says}4")
    assert [find_browser().version for _ in range(3)] == ["Chromium 1.2.3.4"] * 3
    assert asks.read_text() == "x\n"
    machine("bin/chromium", f"{says}55")
    assert find_browser().version == "Chromium 1.2.3.55"
    os.utime(program, (1, 1))
    find_browser()
    assert asks.read_text() == "x\n" * 3


def test_an_update_behind_a_wrapper_script_is_noticed(machine: Install, tmp_path: Path) -> None:
    real = machine("lib/chromium", "echo Chromium 1.2.3.4")
    machine("bin/chromium", f'exec {real} "$@"')
    assert find_browser().version == "Chromium 1.2.3.4"
    machine("lib/chromium", "echo Chromium 2.3.4.5 now")
    assert find_browser().version == "Chromium 2.3.4.5 now"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 3}'])
def test_a_damaged_memory_is_forgotten(content: str, machine: Install, tmp_path: Path) -> None:
    memory = tmp_path / "cache/mdvid/browsers.json"
    memory.parent.mkdir(parents=True)
    memory.write_text(content)
    machine("bin/chromium")
    assert find_browser().version == "Chromium 1.2.3.4"
