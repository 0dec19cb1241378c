"""A deck whose pictures and voice are models', pinned on one machine and built on another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.e2e.line import Desk, Done

pytestmark = pytest.mark.models

DECK = """\
---
marp: true
voice: coqui:./models/glow
align: ./models/wav2vec2
illustrator: diffusers:./models/sd
illustration: {upscale: 2x, upscaler: ./models/compact, animator: ./models/ltx}
size: 160x90
format: [mp4, vtt]
---

# One

![a lighthouse](gen:){ratio=1:1}

<!-- Hello there, big world. -->

---

# Two

![a boat](gen:){motion=loop}

<!-- Good evening. -->
"""

SETTINGS = """\
device = "cpu"

[illustrators.diffusers]
steps = 1
clip_steps = 1
clip_frames = 5
clip_pixels = 1024
"""

WITHOUT = """\
import sys
from importlib.abc import MetaPathFinder


class Nothing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"torch", "TTS", "diffusers", "transformers", "spandrel"}:
            raise ModuleNotFoundError(name)
        return None


sys.meta_path.insert(0, Nothing())
"""
"""A `sitecustomize` of a machine on which the extras are not installed."""


@dataclass(frozen=True)
class Pinned:
    """A deck that was built and pinned where the models are."""

    folder: Path
    video: bytes
    told: Done

    def elsewhere(self, place: Path) -> Desk:
        """Carry deck and pins to a machine without models and without what runs them."""
        desk = Desk(place / "desk", place / "cache")
        shutil.copytree(
            self.folder, desk.folder, ignore=shutil.ignore_patterns("models", "deck.mp4")
        )
        bare = place / "bare"
        bare.mkdir()
        (bare / "sitecustomize.py").write_text(WITHOUT)
        desk.environment["PYTHONPATH"] = str(bare)
        desk.environment["XDG_DATA_HOME"] = str(place / "data")
        return desk


@pytest.fixture(scope="module")
def pinned(tiny: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Pinned:
    place = tmp_path_factory.mktemp("studio")
    desk = Desk(place / "desk", place / "cache")
    for kind in ("glow", "wav2vec2", "sd", "compact", "ltx"):
        shutil.copytree(tiny(kind), desk.folder / "models" / kind)
    (desk.folder / "mdvid.toml").write_text(SETTINGS)
    desk.deck(DECK)
    desk.environment["XDG_CACHE_HOME"] = str(place / "digests")
    desk.environment["PYTHONPATH"] = ""
    told = desk.run("pin", "deck.md")
    assert told.code == 0, told.err
    desk.build("deck.md")
    return Pinned(desk.folder, (desk.folder / "deck.mp4").read_bytes(), told)


def test_pin_keeps_every_kind_of_result(pinned: Pinned) -> None:
    assert "deck.pins  5 pinned (5 new), " in pinned.told.err
    kinds = sorted(path.name.rpartition("-")[0] for path in pinned.folder.glob("deck.pins/*-*"))
    assert kinds == ["alignment"] * 4 + ["clip"] + ["enlarged"] * 2


@pytest.mark.browser
def test_a_pinned_deck_is_the_same_video_without_models_and_extras(
    pinned: Pinned, tmp_path: Path
) -> None:
    desk = pinned.elsewhere(tmp_path)
    assert desk.run("build", "deck.md", "--frozen").code == 0
    assert (desk.folder / "deck.mp4").read_bytes() == pinned.video
    again = desk.build("deck.md", "--frozen")
    assert again["steps"]["built"] == 0


def test_what_is_missing_there_is_pointed_at(pinned: Pinned, tmp_path: Path) -> None:
    desk = pinned.elsewhere(tmp_path)
    desk.deck(DECK.replace("a boat", "a ship").replace("evening", "night"))
    frozen = desk.run("build", "deck.md", "--frozen")
    assert frozen.code == 5
    assert (
        "error: slide 2: the enlarged picture of `a ship` is not pinned and not in the cache"
        in frozen.err
    )
    assert (
        "error: slide 2: the moving picture of `a ship` is not pinned and not in the cache"
        in frozen.err
    )
    assert "\n  deck.md:21:1\n" in frozen.err
    assert (
        "error: slide 2: the word timing of `Good night.` is not pinned and not in the cache"
        in frozen.err
    )
    made = desk.run("build", "deck.md")
    assert made.code == 4
    assert "is not pinned, and cannot be made here: " in made.err
    assert "Traceback" not in made.err + frozen.err


def test_steps_that_are_pinned_say_so(pinned: Pinned, tmp_path: Path) -> None:
    told = pinned.elsewhere(tmp_path).run("explain", "deck.md")
    assert told.code == 0, told.err
    rows = [line.split() for line in told.out.splitlines()]
    kept = {row[1] for row in rows if row[-1] == "pinned"}
    assert kept == {
        "alignment/0001-1",
        "alignment/0002-1",
        "enlarged/0001-1",
        "enlarged/0002-1",
        "clip/0002-1",
    }
