"""A provider is asked once a plan what is behind a voice or a model, and anew for the next plan."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tests.unit.pipeline.bench import Bench, deck_of

from mdvid.config.model import Illustration
from mdvid.engine.plan import Plan
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.planner import make_plan
from mdvid.providers.protocols import ModelInfo
from mdvid.testing import FakeIllustrator, FakeNarrator

SLIDES = ["![A boat](gen:)\n\n<!-- One here. Two here. -->", "![A tree](gen:)\n\n<!-- Three. -->"]


class CountingNarrator(FakeNarrator):
    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def model(self, name: str) -> ModelInfo:
        self.asked[name] += 1
        return super().model(name)


class CountingIllustrator(FakeIllustrator):
    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def model(self, name: str) -> ModelInfo:
        self.asked[name] += 1
        return super().model(name)


def tools_of(plan: Plan[PipelineAction]) -> Mapping[str, set[str]]:
    """Return the tools of a plan, by kind of action."""
    found: dict[str, set[str]] = {}
    for step in plan.steps:
        found.setdefault(type(step.action).__name__, set()).add(step.tool)
    return found


def test_a_plan_asks_once_what_is_behind_a_voice_and_a_model(bench: Bench) -> None:
    narrator, illustrator = CountingNarrator(), CountingIllustrator()
    inputs = bench.inputs(deck_of(*SLIDES))
    tools = replace(inputs.tools, narrators={"fake": narrator}, illustrator=illustrator)
    made = make_plan(replace(inputs, tools=tools))
    assert sum(type(step.action).__name__ == "Narrate" for step in made.steps) == 3
    assert set(narrator.asked.values()) == {1}
    assert set(illustrator.asked.values()) == {1}


def test_the_next_plan_of_the_same_inputs_asks_anew(bench: Bench) -> None:
    inputs = bench.inputs(deck_of(*SLIDES))
    before = tools_of(make_plan(inputs))
    bench.tools.narrator.revision = bench.tools.illustrator.revision = "another"
    after = tools_of(make_plan(inputs))
    assert before["Narrate"].isdisjoint(after["Narrate"])
    assert before["Illustrate"].isdisjoint(after["Illustrate"])


def test_two_tools_with_models_of_the_same_name_are_not_taken_for_each_other(
    bench: Bench,
) -> None:
    bench.config = replace(bench.config, illustration=Illustration(upscale=2, upscaler="paint"))
    bench.tools.enlarger.fingerprint = "enlarger 7"
    bench.tools.illustrator.revision = "r"
    inputs = replace(bench.inputs(deck_of(*SLIDES)), model="paint")
    found = tools_of(make_plan(inputs))
    assert found["Enlarge"] == {"enlarger 7 "}
    assert found["Illustrate"] == {f"{bench.tools.illustrator.fingerprint} r"}
