"""Bad input: exactly what is printed, the exit code, and the previous output untouched.

A case is a file in `errors/`: `name.md` is a deck, `name.txt` beside it the transcript. A case that
cannot be written as a file is a function in `errors/inputs.py`. The first line of a transcript is
the command (by default `mdvid build deck.md -f vtt`, which needs no browser); edit it, and
`make golden` writes the rest.
"""

import importlib.util
import os
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mdvid.cli.main import main

FOLDER = Path(__file__).parent / "errors"
COMMAND = "$ mdvid build deck.md -f vtt"
PREVIOUS = b"what was built before"
REWRITE = os.environ.get("MDVID_GOLDEN") == "rewrite"


def load_inputs() -> Mapping[str, Callable[[Path], None]]:
    spec = importlib.util.spec_from_file_location("inputs", FOLDER / "inputs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    inputs: Mapping[str, Callable[[Path], None]] = module.INPUTS
    return inputs


INPUTS = load_inputs()
CASES = sorted({path.stem for path in FOLDER.glob("*.md")} | set(INPUTS))


def prepare(case: str, folder: Path) -> None:
    """Put the input of a case, and what a build before it left, into `folder`."""
    if case in INPUTS:
        INPUTS[case](folder)
    else:
        (folder / "deck.md").write_bytes((FOLDER / f"{case}.md").read_bytes())
    for name in ("deck.vtt", "deck.mp4"):
        (folder / name).write_bytes(PREVIOUS)


def transcript(command: str, code: int, printed: str, folder: Path) -> str:
    text = printed.replace(str(folder), "FOLDER")
    lines = (re.sub(r"[\d.]+ s$", "N s", line.rstrip()) for line in text.splitlines())
    return "\n".join((command, *lines, f"exit code {code}", ""))


@pytest.mark.espeak
@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_answered_with_a_message_that_helps(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected = FOLDER / f"{case}.txt"
    known = expected.read_text(encoding="utf-8") if expected.exists() else COMMAND
    command = known.partition("\n")[0]
    work = tmp_path / "work"
    work.mkdir()
    prepare(case, work)
    for variable in ("NO_COLOR", "FORCE_COLOR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable in [name for name in os.environ if name.startswith("MDVID_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(work)
    variables, _, arguments = command.removeprefix("$ ").partition("mdvid ")
    for variable in variables.split():
        monkeypatch.setenv(*variable.split("=", 1))
    code = main(shlex.split(arguments))
    captured = capsys.readouterr()
    seen = transcript(command, code, captured.err + captured.out, work)
    if REWRITE:
        expected.write_text(seen, encoding="utf-8")
    assert seen == expected.read_text(encoding="utf-8")
    if code:
        for name in ("deck.vtt", "deck.mp4"):
            assert (work / name).read_bytes() == PREVIOUS


def test_every_transcript_has_its_case() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)
