"""What a second build makes again, seen from the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.line import SMALL, TALK, Desk, bodies

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

WITNESS = """\
import os
import sys

HEAVY = {"av", "numpy", "playwright", "PIL", "soxr"}
STARTS = {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork", "os.system"}


def see(event, arguments):
    if event in STARTS or (event == "import" and arguments[0].partition(".")[0] in HEAVY):
        file = os.open(os.environ["WITNESS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, f"{event} {arguments[0]}\\n".encode())
        os.close(file)


sys.addaudithook(see)
"""
"""Writes down every process that is started and every heavy module that is imported."""


def built(log: str) -> set[str]:
    """Return the steps that ran, of what `build -v` says."""
    return set(re.findall(r"^ +built +(\S+)", log, re.MULTILINE))


def foretold(table: str) -> set[str]:
    """Return the steps that `explain` says would run."""
    return set(re.findall(r"^run +(\S+)", table, re.MULTILINE))


def test_nothing_is_started_or_loaded_when_nothing_was_edited(desk: Desk) -> None:
    deck = desk.deck()
    (desk.path("witness")).mkdir()
    desk.path("witness/sitecustomize.py").write_text(WITNESS)
    seen = desk.path("seen.txt")
    watched = {"PYTHONPATH": str(desk.path("witness")), "WITNESS": str(seen)}
    assert desk.build(deck, *SMALL, **watched)["steps"]["built"] == 18
    first = seen.read_text()
    assert "import av" in first  # the witness does see
    assert "os.posix_spawn" in first
    assert "subprocess.Popen" in first
    seen.write_text("")
    before = bodies(desk.folder)
    steps = desk.build(deck, *SMALL, **watched)["steps"]
    assert steps == {"built": 0, "cached": 18, "failed": 0}
    assert not seen.read_text()
    assert bodies(desk.folder) == before


def edit_notes(text: str) -> str:
    return text.replace("Thank you.", "Thank you for watching.")


def move_slide(text: str) -> str:
    front, first, second, third = text.removeprefix("---\n").split("---\n")
    return "---\n" + "---\n".join((front, first, third + "\n", second))


PICTURES = {f"{kind}/000{number}-1" for kind in ("picture", "still") for number in (1, 2, 3)}

EDITS: list[tuple[Callable[[str], str], tuple[str, ...], set[str]]] = [
    (
        edit_notes,
        (),
        {"narration/0003-1", "take/0003-1", "sound/0003", "timeline", "vtt", "mp4"},
    ),
    (move_slide, (), {"timeline", "vtt", "mp4"}),
    (str, ("--theme", "dark"), PICTURES | {"mp4"}),
]


def test_an_edit_runs_what_follows_from_it_as_explain_says(desk: Desk) -> None:
    desk.build(desk.deck(), *SMALL)
    for edit, options, expected in EDITS:
        deck = desk.deck(edit(TALK))
        explained = desk.run("explain", deck, *SMALL, *options)
        assert explained.code == 0
        assert foretold(explained.out) == expected
        done = desk.run("build", deck, *SMALL, *options, "-v")
        assert done.code == 0
        assert built(done.err) == expected


def test_a_dry_run_lists_the_steps_and_leaves_nothing(desk: Desk) -> None:
    deck = desk.deck()
    plan = desk.build(deck, *SMALL, "--dry-run")
    steps = {step["step"]: step["needs"] for step in plan["steps"]}
    assert len(steps) == 18
    assert steps["sound/0002"] == ["take/0002-1"]
    assert bodies(desk.folder).keys() == {"deck.md"}
    assert not desk.artifacts()
    shown = desk.run("build", deck, *SMALL, "--dry-run").out
    assert set(re.findall(r"^(\S+)", shown, re.MULTILINE)) == {"step", *steps}


def test_only_some_slides_are_built_of_a_deck_that_is_known(desk: Desk) -> None:
    deck = desk.deck()
    desk.build(deck, *SMALL)
    answer = desk.build(deck, *SMALL, "--slides", "2-3", "-o", "part.mp4")
    assert answer["decks"][0]["slides"] == 2
    assert answer["steps"]["built"] == 3  # the timeline, the captions and the video
    assert Path(answer["outputs"][0]["path"]).name == "part.mp4"
