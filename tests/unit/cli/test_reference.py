"""The reference says everything that there is, and nothing that there is not."""

import inspect
import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from mdvid import errors
from mdvid.cli.main import COMMANDS, app
from mdvid.config.model import KEYS, Illustration
from mdvid.errors import ExitCode, MdvidError

DOCS = Path(__file__).parents[3] / "docs"
CLI = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
CONFIGURATION = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")
ERRORS = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")


def all_options(command: str) -> set[str]:
    """Return every option of a command and of its subcommands."""
    found = app.get_command(click.Context(app), command)
    assert found
    commands = [found, *getattr(found, "commands", {}).values()]
    return {flag for one in commands for p in one.params for flag in p.opts if flag[0] == "-"}


def in_code(text: str) -> set[str]:
    """Return every option that stands in backquotes or in a code block."""
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_documented(command: str) -> None:
    assert all_options(command) - in_code(CLI) == set()


def test_every_documented_option_is_there() -> None:
    known = {"-h", "--help", "--version"}.union(*map(all_options, COMMANDS))
    assert in_code(CLI) - known == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"mdvid {command}" in CLI


def table(text: str, pattern: str) -> list[str]:
    return re.findall(rf"^\| {pattern} \|", text, re.MULTILINE)


def test_every_exit_code_is_documented() -> None:
    codes = table(CLI.partition("## Exit codes")[2], r"(\d+)")
    assert sorted(map(int, codes)) == sorted(ExitCode)


def test_every_setting_is_documented_in_order() -> None:
    assert table(CONFIGURATION, r"`(\w+)`") == list(KEYS)


@pytest.mark.parametrize("key", [f.name for f in fields(Illustration)])
def test_every_setting_of_illustrations_is_documented(key: str) -> None:
    (row,) = (line for line in CONFIGURATION.splitlines() if line.startswith("| `illustration` |"))
    assert f"`{key}`" in row


def test_every_exception_is_documented_with_its_exit_code() -> None:
    ours = {
        (name, str(int(kind.exit_code)))
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, MdvidError)
    }
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", ERRORS, re.MULTILINE)
    assert set(rows) == ours
