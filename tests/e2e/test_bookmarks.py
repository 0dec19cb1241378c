"""Bookmarks in the notes: their steps come with the words that they stand before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.e2e.line import Desk

pytestmark = [pytest.mark.espeak]

NAMED = """\
---
marp: true
---

* <!-- step: red --> red
* green
* <!-- step: blue --> blue

<!--
Nothing is seen before <bookmark mark="red"/>red comes up. In this sentence there is nothing new.
With <bookmark mark='Blue'/>blue, green has come as well.
-->
"""

UNNAMED = """\
---
marp: true
---
# A circle

* grows
* moves

<!-- First it <bookmark mark='A'/>grows here, and then <bookmark mark='B'/>moves away. -->
"""


def slide_of(desk: Desk, text: str) -> tuple[list[float], dict[str, float]]:
    """Return when the steps of the only slide begin, and its words."""
    desk.build(desk.deck(text), "-f", "json", "--strict")
    slide: Any = json.loads(desk.path("deck.json").read_text("utf-8"))["slides"][0]
    words = {word["text"]: word["start"] for said in slide["speech"] for word in said["words"]}
    return [step["start_frame"] / 30 for step in slide["steps"]], words


def follows(step: float, word: float) -> bool:
    """Tell whether a step begins on the first frame at or after a word; times are whole ms."""
    return -0.001 < step - word < 1 / 30 + 0.001


def test_a_step_with_a_name_comes_with_the_word_of_its_bookmark(desk: Desk) -> None:
    steps, words = slide_of(desk, NAMED)
    assert len(steps) == 4
    assert follows(steps[1], words["red"])
    assert follows(steps[3], words["blue,"])
    # The one between them is in the middle of their time.
    assert steps[2] == pytest.approx((steps[1] + steps[3]) / 2, abs=1 / 30)


def test_bookmarks_are_clicks_where_no_step_has_a_name(desk: Desk) -> None:
    steps, words = slide_of(desk, UNNAMED)
    assert follows(steps[1], words["grows"])
    assert follows(steps[2], words["moves"])
    plain, _ = slide_of(
        desk,
        UNNAMED.replace("<bookmark mark='A'/>", "[click]").replace(
            "<bookmark mark='B'/>", "[click]"
        ),
    )
    assert plain == steps


def test_names_and_bookmarks_that_change_have_nothing_spoken_anew(desk: Desk) -> None:
    desk.build(desk.deck(NAMED), "-f", "json")
    desk.deck(NAMED.replace("red -->", "first -->").replace('mark="red"', 'mark="first"'))
    log = desk.run("build", "deck.md", "-f", "json", "-v").err
    assert not [line for line in log.splitlines() if "built" in line and "narration/" in line]
