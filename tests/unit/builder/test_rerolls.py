"""`--reroll`: other pictures for the same words, and the choice survives."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.builder.studio import TALK, Studio

from mdvid.diagnostics import Severity
from mdvid.errors import ConfigError, DeckRefused, ExitCode
from mdvid.providers.requests import IllustrationRequest

MIXED = """\
# Lights

![a lighthouse](gen:) ![a buoy](gen:){seed=7}

---

# Fixed

![a boat](gen:){seed=7}

---

# Words

---

# Again

![bg a lighthouse](gen:)
"""


def drawn(studio: Studio) -> list[IllustrationRequest]:
    made = studio.machine.fakes.calls.made
    found = [c.request for c in made if isinstance(c.request, IllustrationRequest)]
    made.clear()
    return found


def test_a_reroll_draws_that_slide_anew_and_nothing_else(studio: Studio) -> None:
    studio.build()
    before = {request.prompt: request.seed for request in drawn(studio)}
    studio.build(reroll="1")
    (again,) = drawn(studio)
    assert again.prompt == "a lighthouse"
    assert again.seed != before["a lighthouse"]


def test_each_reroll_draws_another_picture(studio: Studio) -> None:
    seeds = []
    for _ in range(3):
        studio.build(reroll="1-2")
        seeds += [request.seed for request in drawn(studio)]
    assert len(set(seeds)) == len(seeds) == 6


def test_the_choice_stays_with_the_words(studio: Studio) -> None:
    studio.build(reroll="2")
    chosen = {request.prompt: request.seed for request in drawn(studio)}
    first, second = TALK.split("\n---\n\n")
    studio.write(f"{second}\n---\n\n{first}")
    studio.elsewhere()
    studio.build()
    assert {request.prompt: request.seed for request in drawn(studio)} == chosen


def test_what_was_done_is_said_with_the_place_to_keep(studio: Studio) -> None:
    studio.build(reroll="2")
    report = studio.build(reroll="2")
    (note,) = (d for d in report.diagnostics if "another picture" in d.message)
    assert note.message == "another picture of `a crow` is drawn (number 3)"
    assert (note.severity, note.slide, note.span and note.span.line) == (Severity.NOTE, 2, 11)
    assert note.hint
    assert "`talk.pins/pins.json`" in note.hint
    content = json.loads((studio.pins / "pins.json").read_text("utf-8"))
    assert content == {"format": 1, "rerolls": [{"prompt": "a crow", "count": 2}]}


def test_all_pictures_of_the_same_words_change_and_are_named(studio: Studio) -> None:
    studio.write(MIXED)
    report = studio.build(reroll="4")
    named = [d.slide for d in report.diagnostics if "another picture" in d.message]
    assert named == [1, 4]


def test_a_picture_beside_one_with_a_written_seed_is_drawn_anew(studio: Studio) -> None:
    studio.write(MIXED)
    studio.build()
    drawn(studio)
    studio.build(reroll="1")
    assert {request.prompt for request in drawn(studio)} == {"a lighthouse"}


def test_a_reroll_makes_an_old_pin_useless_and_is_pinned_itself(studio: Studio) -> None:
    studio.pin()
    studio.build(reroll="1")
    assert (studio.pin(prune=True).new, studio.pin().stale) == (1, 0)
    studio.elsewhere(broken=True)
    assert not studio.build(frozen=True).failures


def test_rerolls_of_words_that_are_gone_are_pruned(studio: Studio) -> None:
    studio.build(reroll="1-2")
    studio.write(TALK.replace("a crow", "a raven"))
    studio.pin()
    content = json.loads((studio.pins / "pins.json").read_text("utf-8"))
    assert len(content["rerolls"]) == 2
    studio.pin(prune=True)
    content = json.loads((studio.pins / "pins.json").read_text("utf-8"))
    assert content["rerolls"] == [{"prompt": "a lighthouse", "count": 1}]


def test_a_reroll_that_cannot_be_built_is_not_written_down(studio: Studio) -> None:
    with pytest.raises(DeckRefused):
        studio.build(reroll="1", frozen=True)
    assert not studio.pins.exists()


def test_a_style_of_the_deck_is_part_of_what_is_drawn_anew(studio: Studio) -> None:
    studio.build(reroll="1", set=["illustration.style=ink"])
    inked = drawn(studio)[0].seed
    studio.build()
    assert inked not in {request.seed for request in drawn(studio)}


def test_illustrations_of_every_slide_can_be_drawn_anew(studio: Studio) -> None:
    studio.write("# One\n\n---\n\n# Two\n\nWords.\n")
    auto: dict[str, Any] = {"set": ["illustration.auto=true"]}
    studio.build(**auto)
    drawn(studio)
    studio.build(reroll="2", **auto)
    assert len(drawn(studio)) == 1


@pytest.mark.parametrize(
    ("slides", "why"),
    [
        ("9", "names slide 9, which is not among those that are built"),
        ("3-9", "names slide 9"),
        ("3", "slide 3 has no picture that is made from words"),
    ],
)
def test_a_slide_that_cannot_be_drawn_anew_is_refused(
    studio: Studio, slides: str, why: str
) -> None:
    studio.write(MIXED)
    with pytest.raises(ConfigError, match=why) as refused:
        studio.build(reroll=slides)
    assert refused.value.exit_code is ExitCode.USAGE
    assert refused.value.hint == "slides with pictures that can be drawn anew: 1, 4"


def test_a_written_seed_is_refused_with_its_place(studio: Studio) -> None:
    studio.write(MIXED)
    with pytest.raises(ConfigError) as refused:
        studio.build(reroll="2")
    (found,) = refused.value.diagnostics
    assert found.span
    assert (found.slide, found.span.line) == (2, 9)
    assert found.hint == "take away `seed=7`, or write another number"


def test_a_deck_without_pictures_has_none_to_draw_anew(studio: Studio) -> None:
    studio.write("# One\n\n---\n\n# Two\n")
    with pytest.raises(ConfigError) as refused:
        studio.build(reroll="1")
    assert refused.value.hint == "the deck has no pictures that can be drawn anew"
