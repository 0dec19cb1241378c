"""Pins in a plan: what is pinned is not made, and asks for nothing."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mdvid.config.model import Config
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.engine.digest import Digest
from mdvid.engine.plan import Plan
from mdvid.media.model import Size
from mdvid.pipeline.actions import PipelineAction, UsePinned
from mdvid.pipeline.costs import costly_steps, kind_of
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pin_keys import pin_keys
from mdvid.pipeline.pinning import stale, with_pins
from mdvid.pipeline.pins import Pin, PinFile, Pins
from mdvid.pipeline.planner import make_plan
from mdvid.pipeline.toolbox import Toolbox
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Voice
from mdvid.speech.script import make_script
from mdvid.testing import FakeTools
from mdvid.theme.model import Theme

TEXT = """\
# One

![a boat](gen:)

<!-- The first. -->

---

# Two

![a crow](gen:)

<!-- The second. -->
"""
THEME = Theme(name="bare", description="", template="<section>{{ body }}</section>", css="")
SUFFIXES = {"narration": ".wav", "illustration": ".png"}


class Bench:
    def __init__(self) -> None:
        fakes = FakeTools()
        fakes.narrator.costly = fakes.illustrator.costly = True
        self.fakes = fakes
        self.tools = Toolbox(
            narrators={"fake": fakes.narrator},
            illustrator=fakes.illustrator,
            renderer=fakes.renderer,
            encoder=fakes.encoder,
            converter=fakes.converter,
        )

    def plan(self, text: str = TEXT) -> Plan[PipelineAction]:
        front_matter = read_front_matter(text, path="talk.md").value
        deck = parse_deck(text, front_matter, DeckOptions(), path="talk.md").value
        voice, lexicon = Voice(provider="fake", name="low"), Lexicon()
        speech = {
            slide.number: make_script(
                [Passage(text=note.text, span=note.span) for note in slide.notes],
                voice=voice,
                lexicon=lexicon,
            ).value
            for slide in deck.slides
        }
        return make_plan(
            PlanInputs(
                deck=deck,
                theme=THEME,
                config=Config(size=Size(64, 36), voice=voice),
                tools=self.tools,
                code="",
                speech=speech,
                model="paint",
            )
        )


def keys_of(plan: Plan[PipelineAction]) -> Mapping[str, Digest]:
    return pin_keys(plan, illustrator="fake", recipes={})


def pins_of(plan: Plan[PipelineAction], *ids: str) -> Pins:
    keys, steps = keys_of(plan), {step.id: step for step in plan.steps}
    kinds = {id_: kind_of(steps[id_].action) for id_ in ids}
    return Pins(
        pins=tuple(
            Pin(
                key=keys[id_],
                kind=kind,
                files=(PinFile(suffix=SUFFIXES[kind], sha256="0" * 64),),
            )
            for id_, kind in kinds.items()
        )
    )


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_pinned_step_is_taken_from_its_pin(bench: Bench) -> None:
    plan = bench.plan()
    pins = pins_of(plan, "illustration/0001-1", "narration/0002-1")
    pinned = with_pins(plan, pins, keys_of(plan), bench.tools)
    taken = {step.id: step for step in pinned.steps if isinstance(step.action, UsePinned)}
    assert set(taken) == {"illustration/0001-1", "narration/0002-1"}
    assert {step.id: step.action.suffix for step in taken.values()} == {
        "illustration/0001-1": ".png",
        "narration/0002-1": ".wav",
    }
    left = costly_steps(pinned, {"mp4"}, bench.tools)
    assert {step.id for step in left} == {"illustration/0002-1", "narration/0001-1"}


def test_keys_ignore_versions_revisions_and_places(bench: Bench) -> None:
    before = keys_of(bench.plan())
    bench.fakes.illustrator.fingerprint = "fake 2"
    bench.fakes.narrator.revision = "other"
    first, second = TEXT.split("\n---\n\n")
    after = keys_of(bench.plan(f"{second}\n---\n\n{first}"))
    assert set(after.values()) == set(before.values())
    assert after["illustration/0001-1"] == before["illustration/0002-1"]


def test_the_recipe_of_a_provider_is_part_of_its_keys_only(bench: Bench) -> None:
    plan = bench.plan()
    before = keys_of(plan)
    recipes = {("illustrator", "fake"): {"steps": 4}}
    after = pin_keys(plan, illustrator="fake", recipes=recipes)
    changed = {id_ for id_ in before if before[id_] != after[id_]}
    assert changed == {"illustration/0001-1", "illustration/0002-1"}


def test_what_costs_nothing_is_not_taken_from_pins(bench: Bench) -> None:
    plan = bench.plan()
    pins = pins_of(plan, "illustration/0001-1")
    bench.fakes.illustrator.costly = False
    pinned = with_pins(plan, pins, keys_of(plan), bench.tools)
    assert pinned.steps == plan.steps
    assert {step.id for step in costly_steps(plan, {"mp4"}, bench.tools)} == {
        "narration/0001-1",
        "narration/0002-1",
    }


def test_only_what_is_wanted_counts_as_missing(bench: Bench) -> None:
    ends = costly_steps(bench.plan(), {"vtt"}, bench.tools)
    assert {step.id for step in ends} == {"narration/0001-1", "narration/0002-1"}


def test_a_pin_that_the_deck_no_longer_asks_for_is_stale(bench: Bench) -> None:
    plan = bench.plan()
    pins = pins_of(plan, *keys_of(plan))
    edited = keys_of(bench.plan(TEXT.replace("a boat", "a ship")))
    (found,) = stale(pins, edited)
    assert found.key == keys_of(plan)["illustration/0001-1"]
    assert stale(pins, keys_of(plan)) == ()


def test_two_slides_with_the_same_prompt_share_a_pin(bench: Bench) -> None:
    plan = bench.plan(TEXT.replace("a crow", "a boat"))
    pins = pins_of(plan, "illustration/0001-1")
    pinned = with_pins(plan, pins, keys_of(plan), bench.tools)
    taken = [step.id for step in pinned.steps if isinstance(step.action, UsePinned)]
    assert taken == ["illustration/0001-1", "illustration/0002-1"]
    assert replace(pins, pins=()).by_key == {}
