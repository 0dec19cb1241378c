"""What the commands on decks say while they work, and when they are done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.e2e.line import SMALL, Desk

pytestmark = [pytest.mark.espeak, pytest.mark.browser]


def test_a_deck_without_notes_is_told_once_that_it_is_silent(desk: Desk) -> None:
    deck = desk.deck("# One\n\n---\n\n# Two\n")
    done = desk.run("build", deck, "--strict", *SMALL)
    assert done.code == 0, done.err
    assert done.err.count("there are no notes") == 1
    assert "`narration: body`" in done.err
    assert not desk.run("build", deck, "-q", *SMALL).err


def test_a_deck_is_named_to_programs_as_it_was_typed(desk: Desk) -> None:
    desk.path("talk").mkdir()
    desk.deck("# One\n", "talk/deck.md")
    answer = desk.build("talk/deck.md", "-f", "vtt", *SMALL)
    assert [deck["deck"] for deck in answer["decks"]] == ["talk/deck.md"]
    assert [output["deck"] for output in answer["outputs"]] == ["talk/deck.md"]


def test_formats_that_are_asked_for_one_by_one_add_up(desk: Desk) -> None:
    answer = desk.build(desk.deck(), "-f", "srt", "-f", "txt,vtt", *SMALL)
    assert {output["format"] for output in answer["outputs"]} == {"srt", "txt", "vtt"}


def test_a_check_ends_with_the_number_of_warnings(desk: Desk) -> None:
    desk.deck("# One\n\n---\n\n" + "- A line\n" * 60, "over.md")
    assert desk.run("check", "over.md", *SMALL).err.endswith("\nover.md  1 warning\n")
    desk.deck(name="good.md")
    assert desk.run("check", "good.md", *SMALL).err.endswith("good.md  ok\n")


TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "first-video.md"


def test_the_tutorial_shows_what_its_reader_sees(desk: Desk) -> None:
    """Only how long a build takes is another matter."""
    shown = TUTORIAL.read_text("utf-8")
    first, second = re.findall(r"^talk/deck\.mp4 .*(?=  )", shown, re.MULTILINE)
    assert desk.run("new", "talk").code == 0
    deck = desk.path("talk/deck.md")
    starter = deck.read_text("utf-8")
    assert f"\n{first}  " in desk.run("build", "talk/deck.md").err
    for block in re.findall(r"```markdown\n(.*?)```", shown, re.DOTALL):
        assert block in starter
    deck.write_text(starter.replace("And everything else is", "And all of the rest is"), "utf-8")
    assert f"{second}  " in desk.run("build", "talk/deck.md").err


def test_a_theme_is_named_by_its_path_from_here(desk: Desk) -> None:
    desk.path("th").mkdir()
    desk.path("th/theme.toml").write_text("x = 1\n")
    desk.deck()
    done = desk.run("build", "deck.md", "-t", "th/")
    assert done.code == 3
    assert "\n  th/theme.toml:1:1\n" in done.err
