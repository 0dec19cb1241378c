"""What we show to newcomers works: the examples, and what README says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.e2e.line import Desk

from mdvid.cli.main import COMMANDS

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(folder.name for folder in (ROOT / "examples").iterdir() if folder.is_dir())
README = (ROOT / "README.md").read_text("utf-8")


def build_cleanly(desk: Desk, deck: Path, *options: str) -> None:
    """Build strictly; nothing may be warned of, shrunk, or cut."""
    done = desk.run("build", deck, "-o", "out/", "--strict", "-v", *options)
    assert done.code == 0, done.err
    assert "warning" not in done.err
    assert "shrunk" not in done.err


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_builds_without_a_warning_and_is_whole(desk: Desk, name: str) -> None:
    deck = ROOT / "examples" / name / "deck.md"
    before = {path for path in deck.parent.rglob("*") if path.suffix not in {".mp4", ".vtt"}}
    build_cleanly(desk, deck, "--size", "640x360")
    done = desk.run("verify", "out/deck.mp4")
    assert done.code == 0, done.out
    assert {p for p in deck.parent.rglob("*") if p.suffix not in {".mp4", ".vtt"}} == before


@pytest.mark.parametrize("size", ["360x640", "480x480"])
def test_the_tour_fits_on_phones_and_squares(desk: Desk, size: str) -> None:
    build_cleanly(desk, ROOT / "examples/tour/deck.md", "--size", size, "-f", "png")
    pictures = list(desk.path("out").glob("*.png"))
    assert 12 <= len(pictures) <= 20


def fenced(language: str) -> list[str]:
    """Return the contents of the blocks in README that have a language, or none."""
    found = re.findall(r"^(```+)(\S*)\n(.*?)^\1$", README, re.MULTILINE | re.DOTALL)
    return [text for _, name, text in found if name == language]


def test_the_smallest_deck_builds_as_readme_says(desk: Desk) -> None:
    (text,) = fenced("markdown")
    desk.deck(text)
    assert "mdvid build deck.md" in fenced("")[0]
    done = desk.run("build", "deck.md", "--size", "320x180")
    assert done.code == 0
    assert "warning" not in done.err
    assert {path.name for path in desk.folder.iterdir()} == {"deck.md", "deck.mp4", "deck.vtt"}
    assert desk.run("verify", "deck.mp4").code == 0


def test_what_readme_tells_to_type_exists() -> None:
    commands = set(re.findall(r"\bmdvid ([a-z]+)", "\n".join(fenced(""))))
    commands |= set(re.findall(r"`mdvid ([a-z]+)", README))
    assert {"build", "setup"} <= commands <= COMMANDS.keys()
    targets = set(re.findall(r"^make (\w+)", "\n".join(fenced("")), re.MULTILINE))
    assert targets == {"demo", "test"}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert targets <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


def test_what_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README)
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).exists()] == []
