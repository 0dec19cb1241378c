"""Whatever was edited and damaged before, a build makes what a build from nothing would make."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.engine.workshop import DAMAGES, Workshop, Write, step

from mdvid.engine.cache import Cache
from mdvid.engine.plan import Step

EXAMPLES = 60


def expected(steps: tuple[Step[Write], ...]) -> dict[str, str]:
    """Work out what each step has to write."""
    texts: dict[str, str] = {}
    for item in steps:
        texts[item.id] = item.action.text + "".join(f"({texts[need]})" for need in item.needs)
    return texts


@st.composite
def plans(draw: st.DrawFn) -> tuple[Step[Write], ...]:
    """Draw a plan of a few steps that write one of a few texts."""
    steps: list[Step[Write]] = []
    for i in range(draw(st.integers(1, 7))):
        earlier = [item.id for item in steps]
        needs = draw(st.lists(st.sampled_from(earlier), max_size=3)) if earlier else []
        steps.append(step(str(i), draw(st.sampled_from("abc")), tuple(needs)))
    return tuple(steps)


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(st.lists(plans(), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_edits_and_damage_never_show_in_a_result(
    builds: list[tuple[Step[Write], ...]], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder) / "cache", pools={"cpu": 2})
        for steps in builds:
            want = sorted(chance.sample([i.id for i in steps], chance.randint(1, len(steps))))
            report = workshop.build(*steps, want=want)
            texts = expected(steps)
            assert {name: workshop.text(report, name) for name in want} == {
                name: texts[name] for name in want
            }
            with Cache.open(workshop.root) as cache:
                assert all(cache.store.intact(report.artifact(name)) for name in want)
                whole = [path for _, path in cache.store.entries() if cache.store.weigh(path)]
            for path in whole:
                if chance.random() < 0.3:
                    chance.choice(DAMAGES)(Path(path, "artifact.txt"))


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(plans(), st.sets(st.integers(0, 6)))
def test_a_failure_takes_down_exactly_what_needs_it(
    steps: tuple[Step[Write], ...], broken: set[int]
) -> None:
    def fail(_: tuple[Path, ...], out: Path) -> None:
        raise ZeroDivisionError

    named = tuple(
        step(item.id, f"broken {item.id}" if int(item.id) in broken else item.id, item.needs)
        for item in steps
    )
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder) / "cache", pools={"cpu": 2})
        workshop.hooks = {f"broken {i}": fail for i in broken}
        report = workshop.build(*named)
    outcomes: dict[str, str] = {}
    for item in named:
        if any(outcomes[need] != "built" for need in item.needs):
            outcomes[item.id] = "skipped"
        else:
            outcomes[item.id] = "failed" if int(item.id) in broken else "built"
    assert {name: result.outcome.value for name, result in report.results.items()} == outcomes
