"""What we show to newcomers works: the examples, and what README says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.e2e.line import Desk

from mdvid.cli.main import COMMANDS

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    deck.parent.relative_to(ROOT / "examples").as_posix()
    for deck in (ROOT / "examples").rglob("deck.md")
)
README = (ROOT / "README.md").read_text("utf-8")


def build_cleanly(desk: Desk, deck: Path, *options: str) -> str:
    """Build strictly, and return what is told; nothing may be warned of, shrunk, or cut."""
    done = desk.run("build", deck, "-o", "out/", "--strict", "-v", *options)
    assert done.code == 0, done.err
    assert "warning" not in done.err
    assert "shrunk" not in done.err
    return done.err


def kept(deck: Path) -> dict[Path, bytes]:
    """Return the files beside a deck; videos that somebody built, and bytecode, are none."""
    found = (path for path in deck.parent.rglob("*") if path.is_file())
    return {p: p.read_bytes() for p in found if p.suffix not in {".mp4", ".vtt", ".pyc"}}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_builds_without_a_warning_and_is_whole(desk: Desk, name: str) -> None:
    deck = ROOT / "examples" / name / "deck.md"
    before = kept(deck)
    # Pinned pictures have the size that their deck asks for.
    pinned = deck.with_suffix(".pins").exists()
    told = build_cleanly(desk, deck, *(["--frozen"] if pinned else ["--size", "640x360"]))
    done = desk.run("verify", "out/deck.mp4")
    assert done.code == 0, done.out
    dialect = name.partition("dialects/")[2]
    assert not dialect or f"read as {dialect}: " in told
    assert kept(deck) == before


def test_the_illustrated_talk_needs_its_pins_and_no_other() -> None:
    folder = ROOT / "examples/illustrated/deck.pins"
    pins = json.loads((folder / "pins.json").read_text("utf-8"))["pins"]
    names = {name for pin in pins for name in pin["files"]}
    assert {path.name for path in folder.iterdir()} == names | {"pins.json"}
    assert len(pins) == (ROOT / "examples/illustrated/deck.md").read_text("utf-8").count("(gen:)")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 4_000_000
    assert {(pin["provider"], pin.get("model"), pin["licence"]) for pin in pins} == {
        ("painter", None, "Apache-2.0")
    }


def test_the_illustrated_talk_takes_every_picture_from_its_pins(desk: Desk) -> None:
    deck = ROOT / "examples/illustrated/deck.md"
    text = deck.read_text("utf-8")
    shutil.copytree(deck.with_suffix(".pins"), desk.path("deck.pins"))
    answer = desk.build(desk.deck(text), "--frozen", "-f", "png")
    assert not [note for note in answer["diagnostics"] if "pin" in note["message"]]
    # Its painter is not installed here: one other word, and there is nobody to ask.
    changed = desk.deck(text.replace("a city by a river", "a town by a river"))
    refused = desk.run("build", changed, "--frozen", "-f", "png")
    assert refused.code == 5, refused.err
    assert refused.err.count("is not pinned") == 1
    assert "a town by a river" in refused.err


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
