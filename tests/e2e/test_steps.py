"""Steps that follow the voice: read back from the pixels of the video, and from espeak-ng."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.line import SMALL, Desk, judged

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]

COLOURS = {
    "white": (255, 255, 255),
    "red": (200, 0, 0),
    "green": (0, 160, 0),
    "blue": (0, 0, 200),
    "yellow": (220, 200, 0),
}

DECK = """\
---
title: Blocks
marp: true
style: |
  section { background: white; color: black; }
  li, p { position: absolute; inset: 0; list-style: none; background: red; opacity: 1; }
  li:nth-child(1) { background: rgb(200, 0, 0); }
  li:nth-child(2) { background: rgb(0, 160, 0); }
  li:nth-child(3), p { background: rgb(0, 0, 200); }
  p + p { background: rgb(220, 200, 0); }
---

* one
* two
* three

<!--
Nothing is seen before [click] red comes up, and now [click] green follows it.
A sentence between them. Here is [click] blue at last, well before silence.
-->

---

* one
* two
* three

<!-- White for a sentence. Red comes second. Green is next in line. Blue stays until the end. -->

---

<!-- hold: 3 -->

1) one
2) two

---

<!-- hold: 2 -->
<!-- step -->
last but one

. . .

last
"""

ORDER = [
    ["white", "red", "green", "blue"],
    ["white", "red", "green", "blue"],
    ["white", "red", "green"],
    ["white", "blue", "yellow"],
]


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A deck whose every step fills the slide with another colour, built."""
    desk = Desk(tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("cache"))
    desk.build(desk.deck(DECK), "-f", "mp4,json,png", *SMALL)
    return desk


def timeline(desk: Desk) -> Any:
    return json.loads(desk.path("deck.json").read_text("utf-8"))


def colours(video: Path) -> Iterator[str]:
    """Yield the colour in the middle of each frame."""
    middle = "crop=16:16:152:82,scale=1:1:flags=area"
    raw = judged(
        *("ffmpeg", "-v", "error", "-i", video, "-vf", middle, "-fps_mode", "passthrough"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
    )
    for at in range(0, len(raw), 3):
        seen = raw[at : at + 3]
        yield min(
            COLOURS,
            key=lambda name: sum(abs(a - b) for a, b in zip(COLOURS[name], seen, strict=True)),
        )


def follows(frame: int, word: float) -> bool:
    """Tell whether a frame is the first one at or after a word; times are rounded to 1 ms."""
    return -0.02 < frame - word < 1.02


def test_every_step_is_seen_exactly_when_the_timeline_says(blocks: Desk) -> None:
    told = [
        name
        for slide, names in zip(timeline(blocks)["slides"], ORDER, strict=True)
        for step, name in zip(slide["steps"], names, strict=True)
        for _ in range(step["frames"])
    ]
    assert list(colours(blocks.path("deck.mp4"))) == told


def test_a_step_comes_on_the_first_frame_of_its_word(blocks: Desk) -> None:
    slide = timeline(blocks)["slides"][0]
    assert len(slide["speech"]) == 3
    begin = {word["text"]: word["start"] for said in slide["speech"] for word in said["words"]}
    starts = [step["start_frame"] for step in slide["steps"]]
    words = [begin[name] * 30 for name in ("red", "green", "blue")]
    assert all(follows(*pair) for pair in zip(starts[1:], words, strict=True))


def test_without_clicks_the_steps_share_the_sentences(blocks: Desk) -> None:
    slide = timeline(blocks)["slides"][1]
    starts = [step["start_frame"] for step in slide["steps"]]
    sentences = [said["start"] * 30 for said in slide["speech"]]
    assert all(follows(*pair) for pair in zip(starts[1:], sentences[1:], strict=True))


def test_a_silent_slide_shares_its_hold(blocks: Desk) -> None:
    slides = timeline(blocks)["slides"][2:]
    assert [[step["frames"] for step in s["steps"]] for s in slides] == [[30] * 3, [20] * 3]


def test_words_are_where_espeak_says(blocks: Desk) -> None:
    script = Path(__file__).with_name("espeak_events.py")
    for slide in timeline(blocks)["slides"][:2]:
        for said in slide["speech"]:
            assert said["spoken"] == said["text"]
            out = subprocess.check_output([sys.executable, script, "en-us", said["spoken"]])
            heard = dict(json.loads(out))
            at, found = 0, 0
            for word in said["words"]:
                if at in heard:
                    found += 1
                    assert word["start"] - said["start"] == pytest.approx(
                        heard[at] / 1000, abs=0.05
                    )
                at += len(word["text"]) + 1
            assert found >= len(said["words"]) - 2


def test_a_picture_of_a_slide_is_its_last_step(blocks: Desk) -> None:
    shown = [next(colours(picture)) for picture in sorted(blocks.folder.glob("*.png"))]
    assert shown == [names[-1] for names in ORDER]


def test_steps_and_clicks_that_change_have_nothing_spoken_anew(desk: Desk) -> None:
    deck = desk.deck(DECK)
    desk.build(deck, "-f", "json", *SMALL)
    edited = DECK.replace("[click] red", "red").replace("* three", "- three").replace("1)", "-")
    desk.deck(edited)
    log = desk.run("build", deck, "-f", "json", *SMALL, "-v").err
    assert " sound/0001" in log
    assert not [line for line in log.splitlines() if "built" in line and "narration/" in line]
