from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from tests.unit.engine.workshop import Workshop, Write, delete_all, step

from mdvid.engine.cache import Cache
from mdvid.engine.execute import Outcome, execute
from mdvid.engine.explain import explain
from mdvid.engine.plan import Plan, Step
from mdvid.errors import ProviderFailed

CHAIN = (step("deck"), step("still", needs=("deck",)), step("video", needs=("still",)))


def reasons(
    workshop: Workshop, *steps: Step[Write], want: Collection[str] | None = None
) -> list[str]:
    return [
        f"{forecast.step.id}: {forecast.reason or forecast.outcome.value}"
        for forecast in workshop.explain(*steps, want=want)
    ]


def test_before_the_first_build_everything_runs_or_may_run(workshop: Workshop) -> None:
    assert reasons(workshop, *CHAIN) == [
        "deck: first run",
        "still: may run: its input `deck` is rebuilt",
        "video: may run: its input `still` is rebuilt",
    ]


def test_explaining_builds_nothing(workshop: Workshop) -> None:
    workshop.explain(*CHAIN)
    assert workshop.ran == []
    assert workshop.build(*CHAIN).built == 3


def test_after_a_build_everything_is_cached(workshop: Workshop) -> None:
    workshop.build(*CHAIN)
    assert reasons(workshop, *CHAIN) == ["deck: cached", "still: cached", "video: cached"]


def test_a_changed_action_names_the_field_with_old_and_new_value(workshop: Workshop) -> None:
    workshop.build(*CHAIN)
    edited = (step("deck", "edited"), *CHAIN[1:])
    assert reasons(workshop, *edited)[0] == "deck: action changed: text: 'deck' -> 'edited'"
    report = workshop.build(*edited)
    assert str(report.results["deck"].reason) == "action changed: text: 'deck' -> 'edited'"
    assert str(report.results["still"].reason) == "input changed: input `deck`"


def test_a_changed_tool_is_named(workshop: Workshop) -> None:
    workshop.build(step("a"))
    assert reasons(workshop, step("a", tool="pen 2")) == ["a: tool changed: tool: pen 1 -> pen 2"]


def test_several_changes_are_all_told(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"), step("c", "old", ("a", "b")))
    new = (step("a"), step("b"), step("x"), step("c", "new", ("x", "a"), tool="pen 2"))
    workshop.build(*new[:-1])
    workshop.build(step("a"), step("b"), step("x"), step("c", "old", ("a", "b")))
    assert reasons(workshop, *new)[-1] == (
        "c: action changed: text: 'old' -> 'new'; tool: pen 1 -> pen 2; input `x`, `b`"
    )


def test_a_new_order_of_inputs_is_a_changed_input(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"), step("c", needs=("a", "b")))
    new = (step("a"), step("b"), step("c", needs=("b", "a")))
    assert reasons(workshop, *new)[-1] == "c: input changed"


def test_a_build_of_some_steps_forgets_nothing_about_the_others(workshop: Workshop) -> None:
    workshop.build(*CHAIN, step("captions"))
    workshop.build(*CHAIN, step("captions"), want=["captions"])
    edited = (step("deck", "edited"), *CHAIN[1:], step("captions"))
    assert reasons(workshop, *edited)[0] == "deck: action changed: text: 'deck' -> 'edited'"


def test_a_missing_artifact_is_told(workshop: Workshop) -> None:
    report = workshop.build(*CHAIN)
    delete_all(workshop.file(report, "still"))
    assert reasons(workshop, *CHAIN) == ["deck: cached", "still: artifact missing", "video: cached"]


def test_a_missing_artifact_that_nobody_reads_is_not_made_again(workshop: Workshop) -> None:
    report = workshop.build(*CHAIN)
    delete_all(workshop.file(report, "deck"))
    delete_all(workshop.file(report, "still"))
    assert reasons(workshop, *CHAIN, want=["video"]) == [
        "deck: cached",
        "still: cached",
        "video: cached",
    ]
    edited = (*CHAIN[:2], step("video", "edited", ("still",)))
    assert [line.split(":")[1] for line in reasons(workshop, *edited, want=["video"])] == [
        " artifact missing",
        " artifact missing",
        " action changed",
    ]


def test_a_forgotten_entry_is_a_missing_artifact(workshop: Workshop) -> None:
    workshop.build(step("a"))
    with Cache.open(workshop.root) as cache:
        cache.gc(max_bytes=0)
    assert reasons(workshop, step("a")) == ["a: artifact missing"]


def test_a_failed_step_is_compared_with_its_last_success(workshop: Workshop) -> None:
    def fail(_: tuple[Path, ...], out: Path) -> None:
        raise ProviderFailed("no")

    workshop.build(step("a", "1"), step("b"))
    workshop.hooks["2"] = fail
    report = workshop.build(step("a", "2"), step("b"))
    assert report.results["a"].outcome is Outcome.FAILED
    assert str(report.results["a"].reason) == "action changed: text: '1' -> '2'"
    assert reasons(workshop, step("a", "3"), step("b")) == [
        "a: action changed: text: '1' -> '3'",
        "b: cached",
    ]


def test_losing_the_record_only_costs_explanations(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"))
    (record,) = (workshop.root / "plans").iterdir()
    whole = record.read_bytes()
    lengths = range(0, len(whole), 7)
    for damaged in (b"", b"\xff\n\n[[[", b"\0" * 500, *(whole[:length] for length in lengths)):
        record.write_bytes(damaged)
        assert reasons(workshop, step("a"), step("b", "c")) == ["a: cached", "b: first run"]
    record.write_bytes(whole)
    assert reasons(workshop, step("b", "c")) == ["b: action changed: text: 'b' -> 'c'"]


def test_a_damaged_record_is_written_anew(workshop: Workshop) -> None:
    workshop.build(step("a"))
    (record,) = (workshop.root / "plans").iterdir()
    record.write_bytes(b"\xff")
    workshop.build(step("a"))
    assert reasons(workshop, step("a", "b")) == ["a: action changed: text: 'a' -> 'b'"]


def test_a_build_that_finds_everything_writes_no_record(workshop: Workshop) -> None:
    workshop.build(*CHAIN)
    (record,) = (workshop.root / "plans").iterdir()
    before = record.stat().st_ino
    workshop.build(*CHAIN)
    assert record.stat().st_ino == before


def test_a_run_of_some_steps_forgets_nothing_of_the_others(workshop: Workshop) -> None:
    workshop.build(*CHAIN)
    workshop.build(step("deck", "edited"), *CHAIN[1:], want=["deck"])
    edited = (step("deck", "edited"), step("still", "new", ("deck",)), CHAIN[2])
    assert reasons(workshop, *edited) == [
        "deck: cached",
        "still: action changed: text: 'still' -> 'new'; input `deck`",
        "video: may run: its input `still` is rebuilt",
    ]


def test_a_step_that_is_no_longer_planned_is_forgotten(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"))
    workshop.build(step("a"))
    assert reasons(workshop, step("a"), step("b", "new")) == ["a: cached", "b: first run"]


def test_plans_of_different_names_have_records_of_their_own(workshop: Workshop) -> None:
    workshop.build(step("a"))
    with Cache.open(workshop.root) as cache:
        (forecast,) = explain(Plan((step("a", "b"),)), cache, "another deck")
    assert str(forecast.reason) == "first run"


@dataclass(frozen=True, slots=True)
class Voice:
    name: str
    rate: int = 175


@dataclass(frozen=True, slots=True)
class Say:
    voice: Voice
    lines: tuple[Voice, ...] = ()
    text: str = ""
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".wav"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            Say(Voice("en")),
            Say(Voice("de")),
            "voice.name: 'en' -> 'de'",
        ),
        (
            Say(Voice("en"), (Voice("a"), Voice("b"))),
            Say(Voice("en"), (Voice("a"), Voice("b", 90))),
            "lines[1].rate: 175 -> 90",
        ),
        (
            Say(Voice("en"), ()),
            Say(Voice("en"), (Voice("a"),)),
            "lines[0].name: nothing -> 'a'; lines[0].rate: nothing -> 175; lines: () -> nothing",
        ),
    ],
)
def test_fields_inside_fields_are_named_by_their_path(
    tmp_path: Path, old: Say, new: Say, told: str
) -> None:
    def perform(_: Say, __: tuple[Path, ...], out: Path, ___: object) -> None:
        out.touch()

    def plan(action: Say) -> Plan[Say]:
        return Plan((Step(id="say", action=action, tool="voice 1"),))

    with Cache.open(tmp_path) as cache:
        execute(plan(old), perform, cache=cache, pools={"cpu": 1}, name="x")
        (forecast,) = explain(plan(new), cache, "x")
    assert str(forecast.reason) == f"action changed: {told}"


def test_long_values_are_shortened_and_still_told_apart(workshop: Workshop) -> None:
    workshop.build(step("a", "long " * 1000 + "one"))
    (line,) = reasons(workshop, step("a", "long " * 1000 + "two"))
    assert len(line) < 250
    old, new = line.split(" -> ")
    assert "5003 characters" in old
    assert "5003 characters" in new
    assert old.rpartition("#")[2] != new.rpartition("#")[2]


def test_many_changed_inputs_are_counted(workshop: Workshop) -> None:
    many = tuple(str(i) for i in range(9))
    last = step("video", needs=many)
    workshop.build(*(step(i) for i in many), last)
    report = workshop.build(*(step(i, f"{i}!") for i in many), last)
    assert str(report.results["video"].reason) == ("input changed: input `0`, `1`, `2` and 6 more")
