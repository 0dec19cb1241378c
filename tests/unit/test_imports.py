"""Importing mdvid does nothing and is quick: heavy libraries load when they are needed."""

import os
import subprocess
import sys

import pytest

HEAVY = {
    "PIL",
    "TTS",
    "av",
    "diffusers",
    "num2words",
    "numpy",
    "playwright",
    "pygments",
    "soxr",
    "torch",
}
"""Never loaded by an import of ours."""

CONFIGURATION = {"jinja2", "markdown_it", "rich", "yaml"}
"""Needed to read a deck, but not to say what there is."""


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after `code`."""
    script = (
        f"{code}\nimport sys\nprint('|'.join(sorted(m.partition('.')[0] for m in sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "100"},
    )
    return set(result.stdout.splitlines()[-1].split("|"))


def test_importing_mdvid_loads_nothing() -> None:
    assert loaded_by("import mdvid") & (HEAVY | CONFIGURATION) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["-h"]])
def test_saying_what_there_is_loads_nothing(arguments: list[str]) -> None:
    code = f"from mdvid.cli.main import main\nmain({arguments!r})"
    assert loaded_by(code) & (HEAVY | CONFIGURATION) == set()


@pytest.mark.parametrize(
    "module",
    [
        "mdvid.builder",
        "mdvid.cli.build",
        "mdvid.config.loader",
        "mdvid.deck.parser",
        "mdvid.engine.execute",
        "mdvid.pipeline.planner",
        "mdvid.project",
        "mdvid.providers.registry",
        "mdvid.speech.script",
        "mdvid.theme.loader",
    ],
)
def test_importing_the_machinery_loads_no_tool(module: str) -> None:
    assert loaded_by(f"import {module}") & HEAVY == set()
