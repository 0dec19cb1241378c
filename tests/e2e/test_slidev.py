"""A deck of Slidev from outside: the same video as its twin for Marp, and what may go wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.follow import watching
from tests.e2e.line import Desk

pytestmark = pytest.mark.espeak

CLOCKS = Path(__file__).parent / "data/clocks"
TIMELINE = ("-f", "json")


def timeline(desk: Desk, name: str) -> Any:
    """Build the timeline of one of the twins; return it without what only says where it is from."""
    desk.build(f"{name}.md", *TIMELINE, "--strict")
    made = json.loads(desk.path(f"{name}.json").read_text("utf-8"))
    assert made.pop("deck") == f"{name}.md"
    for slide in made["slides"]:
        slide.pop("line")
    return made


def test_a_deck_of_slidev_and_its_twin_for_marp_have_the_same_timeline(desk: Desk) -> None:
    shutil.copytree(CLOCKS, desk.folder, dirs_exist_ok=True)
    slidev, marp = timeline(desk, "slidev"), timeline(desk, "marp")
    assert len(slidev["slides"]) == 21
    assert sum(len(slide["steps"]) > 1 for slide in slidev["slides"]) >= 9
    assert all(slide["speech"] for slide in slidev["slides"])
    assert slidev == marp


def test_a_change_in_an_included_file_makes_little_anew(desk: Desk) -> None:
    shutil.copytree(CLOCKS, desk.folder, dirs_exist_ok=True)
    desk.build("slidev.md", *TIMELINE)
    page = desk.path("pages/railways.md")
    page.write_text(page.read_text("utf-8").replace("Then the trains came.", "Then came steam."))
    steps = desk.build("slidev.md", *TIMELINE)["steps"]
    assert 1 <= steps["built"] <= 6
    assert steps["cached"] > 100


DECK = "---\nmdc: true\n---\n# A\n\n<!-- Hello. -->\n\n---\n{}\n---\n\n---\n\n# Z\n"
WRONG = [
    ("src: ./pages/into.md", 3, ["deck.md:9:6", "does not exist", "did you mean `intro.md`?"]),
    ("src: pages", 3, ["deck.md:9:6", "`pages` is not a file"]),
    ("src: ../secret.md", 3, ["deck.md:9:6", "is outside the root folder", "copy the file"]),
    ("src: pages/intro.md#99", 3, ["deck.md:9:6", "has no slide 99", "it has 1 slide"]),
    ("src: pages/self.md", 3, ["pages/self.md:2:6", "includes itself: `deck.md` → ", "remove one"]),
    ("src: pages/huge.md", 6, ["deck.md:9:6", "is larger than 20 MB", "keep pictures in files"]),
    ("src: pages/latin.md", 3, ["pages/latin.md:3:4", "is not UTF-8", "save it as UTF-8"]),
    ("src: pages/yaml.md", 3, ["pages/yaml.md:2:9", "this is not YAML", "put a value"]),
]


@pytest.mark.parametrize(("front", "code", "said"), WRONG)
def test_what_cannot_be_included_is_shown_where_it_is_asked_for(
    desk: Desk, front: str, code: int, said: list[str]
) -> None:
    pages = desk.path("pages")
    pages.mkdir()
    (pages / "intro.md").write_text("# Intro\n")
    (pages / "self.md").write_text("---\nsrc: ./self.md\n---\n")
    (pages / "latin.md").write_bytes(b"# A\n\ncaf\xe9\n")
    (pages / "yaml.md").write_text("---\nclass: a: b\n---\n\n# A\n")
    with (pages / "huge.md").open("wb") as huge:
        huge.truncate(22_200_000)
    done = desk.run("build", desk.deck(DECK.format(front)), *TIMELINE)
    assert done.code == code, done.err
    assert [part for part in (*said, "^") if part not in done.err] == []
    assert "Traceback" not in done.err
    assert not desk.path("deck.json").exists()


def test_a_deck_in_two_dialects_is_warned_about(desk: Desk) -> None:
    text = DECK.format("layout: end") + "\n\n---\n\n[.column]\n\na\n"
    done = desk.run("build", desk.deck(text), *TIMELINE)
    assert done.code == 0
    assert "belong to deckset, but this deck is read as slidev" in done.err
    assert "deck.md:19:1" in done.err


@pytest.mark.browser
def test_an_included_file_is_watched_like_the_deck(desk: Desk) -> None:
    page = desk.path("page.md")
    page.write_text("# One\n\n<!-- One. -->\n")
    desk.deck(DECK.format("src: page.md"))
    with watching(desk) as watch:
        watch.until(lambda: watch.builds)
        before = len(watch.builds)
        page.write_text("# Two\n\n<!-- Two. -->\n")
        watch.until(lambda: len(watch.builds) > before)
