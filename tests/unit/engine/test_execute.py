from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.unit.engine.workshop import (
    DECK,
    Paint,
    Workshop,
    Write,
    fail,
    outcomes,
    step,
    write,
)

from mdvid.engine.cache import Cache
from mdvid.engine.execute import Outcome, StepResult, execute
from mdvid.engine.job import Report
from mdvid.engine.plan import Action, Plan, Step
from mdvid.errors import ProviderFailed


class Log:
    """An observer that remembers what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.threads: set[int] = set()
        self.seen = 0

    def planned(self, steps: Sequence[Step[Action]]) -> None:
        self._note(f"planned {len(steps)}")

    def started(self, step: Step[Action]) -> None:
        self._note(f"started {step.id}")

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        self._note(f"{done} of {total} {step.id}")

    def finished(self, step: Step[Action], result: StepResult) -> None:
        self._note(f"{result.outcome.value} {step.id}")

    def _note(self, line: str) -> None:
        self.lines.append(line)
        self.threads.add(threading.get_ident())
        self.seen = max(self.seen, threading.active_count())


def test_a_first_build_runs_every_step(workshop: Workshop) -> None:
    report = workshop.build(*DECK)
    assert workshop.ran == ["still/1", "sound/1", "still/2", "sound/2", "video"]
    assert (report.built, report.cached, report.failed, report.skipped) == (5, 0, 0, 0)


def test_a_second_build_runs_nothing(workshop: Workshop) -> None:
    first = workshop.build(*DECK)
    second = workshop.build(*DECK)
    assert workshop.ran == []
    assert second.cached == 5
    assert [second.artifact(i.id) for i in DECK] == [first.artifact(i.id) for i in DECK]


def test_only_what_follows_from_an_edit_runs(workshop: Workshop) -> None:
    workshop.build(*DECK)
    workshop.build(step("still/1", "edited"), *DECK[1:])
    assert workshop.ran == ["edited", "video"]


def test_going_back_to_an_earlier_text_runs_nothing(workshop: Workshop) -> None:
    workshop.build(*DECK)
    workshop.build(step("still/1", "edited"), *DECK[1:])
    workshop.build(*DECK)
    assert workshop.ran == []


def test_a_result_of_the_same_bytes_cuts_the_build_short(workshop: Workshop) -> None:
    workshop.hooks["a  b"] = workshop.hooks["a b"] = write("a b")
    last = step("video", needs=("still",))
    workshop.build(step("still", "a b"), last)
    workshop.build(step("still", "a  b"), last)
    assert workshop.ran == ["a  b"]


def test_steps_of_the_same_key_run_once(workshop: Workshop) -> None:
    report = workshop.build(step("a", "silence"), step("b", "silence"), step("c", "silence"))
    assert workshop.ran == ["silence"]
    assert outcomes(report) == {"a": "built", "b": "cached", "c": "cached"}
    assert report.artifact("a") == report.artifact("c")


def test_steps_of_the_same_key_fail_together(workshop: Workshop) -> None:
    workshop.hooks["silence"] = fail(ProviderFailed("hoarse"))
    report = workshop.build(
        step("a", "silence"), step("b", "silence"), step("c", needs=("b",)), step("d")
    )
    assert workshop.ran == ["silence", "d"]
    assert outcomes(report) == {"a": "failed", "b": "failed", "c": "skipped", "d": "built"}


def test_inputs_come_in_the_order_of_needs(workshop: Workshop) -> None:
    report = workshop.build(step("a"), step("b"), step("c", needs=("b", "a", "b")))
    assert workshop.text(report, "c") == "c(b)(a)(b)"


def test_the_order_of_needs_matters(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"), step("c", needs=("a", "b")))
    report = workshop.build(step("a"), step("b"), step("c", needs=("b", "a")))
    assert workshop.text(report, "c") == "c(b)(a)"


def test_files_beside_the_main_file_come_along(workshop: Workshop) -> None:
    def read(inputs: tuple[Path, ...], out: Path) -> None:
        out.write_text(inputs[0].with_suffix(".json").read_text())

    workshop.hooks["b"] = read
    report = workshop.build(step("a"), step("b", needs=("a",)))
    assert workshop.text(report, "b") == '"a"'


def test_scratch_files_are_not_part_of_a_result(workshop: Workshop) -> None:
    def work(_: tuple[Path, ...], out: Path) -> None:
        out.write_text("a")
        out.with_name("scratch.wav").write_text("1")
        (out.parent / "frames").mkdir()
        (out.parent / "frames" / "1").write_text("1")
        out.with_suffix(".link").symlink_to(out)

    workshop.hooks["a"] = work
    report = workshop.build(step("a"))
    assert [path.name for path in workshop.file(report, "a").parent.iterdir()] == ["artifact.txt"]


def test_only_wanted_steps_and_what_they_need_are_built(workshop: Workshop) -> None:
    report = workshop.build(*DECK, step("captions", needs=("sound/2",)), want=["captions"])
    assert workshop.ran == ["sound/2", "captions"]
    assert set(report.results) == {"sound/2", "captions"}


def test_wanting_what_is_not_planned_is_refused(workshop: Workshop) -> None:
    with pytest.raises(ValueError, match="not in the plan: gif, pdf"):
        workshop.build(*DECK, want=["pdf", "video", "gif"])


def test_a_step_of_an_unknown_pool_is_refused(workshop: Workshop) -> None:
    workshop.pools = {"browser": 1}
    with pytest.raises(ValueError, match="no such pool: cpu"):
        workshop.build(*DECK)


def test_results_are_in_the_order_of_the_plan(workshop: Workshop) -> None:
    workshop.hooks["still/1"] = fail(ProviderFailed("no pixels"))
    workshop.pools = {"cpu": 3}
    assert list(workshop.build(*DECK).results) == [item.id for item in DECK]


def test_earlier_steps_of_the_plan_go_first(workshop: Workshop) -> None:
    workshop.build(step("1"), step("2", needs=("1",)), step("3"), step("4", needs=("3",)))
    assert workshop.ran == ["1", "2", "3", "4"]


def test_each_pool_has_its_own_threads_and_no_more_than_asked(workshop: Workshop) -> None:
    threads: dict[str, set[threading.Thread]] = {"cpu": set(), "browser": set()}
    pairs = {"cpu": threading.Barrier(2), "browser": threading.Barrier(2)}

    def perform(action: Write, _: tuple[Path, ...], out: Path, __: object) -> None:
        threads[action.pool].add(threading.current_thread())
        out.write_text(action.text)
        # Waits for the other thread of the pool: fails if there is none.
        pairs[action.pool].wait(timeout=60)

    cpu = [step(f"cpu/{i}") for i in range(6)]
    browser = [Step(id=f"b/{i}", action=Paint(f"b/{i}"), tool="pen 1") for i in range(4)]
    with Cache.open(workshop.root) as cache:
        report = execute(
            Plan((*cpu, *browser)), perform, cache=cache, pools={"cpu": 2, "browser": 2}
        )
    assert report.built == 10
    assert len(threads["cpu"]) == len(threads["browser"]) == 2
    assert not threads["cpu"] & threads["browser"]


def test_nothing_to_do_starts_no_thread(workshop: Workshop) -> None:
    workshop.build(*DECK)
    log = Log()
    workshop.build(*DECK, observer=log)
    assert log.seen == threading.active_count()


def test_no_thread_outlives_a_build(workshop: Workshop) -> None:
    before = threading.active_count()
    workshop.build(*DECK)
    assert threading.active_count() == before


def test_the_observer_hears_of_progress_in_the_callers_thread(workshop: Workshop) -> None:
    workshop.reports = {"a": (0, 3, 8)}
    log = Log()
    workshop.build(step("a"), step("b"), observer=log)
    assert log.lines[:6] == [
        "planned 2",
        "started a",
        "0 of 8 a",
        "3 of 8 a",
        "8 of 8 a",
        "built a",
    ]
    assert log.threads == {threading.get_ident()}


def test_reports_of_a_step_that_has_ended_are_not_passed_on(workshop: Workshop) -> None:
    late: list[Report] = []

    def perform(action: Write, _: tuple[Path, ...], out: Path, report: Report) -> None:
        out.write_text(action.text)
        for other in late:
            other(5, 8)
        late.append(report)

    log = Log()
    with Cache.open(workshop.root) as cache:
        execute(Plan((step("a"), step("b"))), perform, cache=cache, pools={"cpu": 1}, observer=log)
    assert log.lines == ["planned 2", "started a", "built a", "started b", "built b"]


def test_the_observer_hears_everything_in_the_callers_thread(workshop: Workshop) -> None:
    workshop.build(DECK[0])
    workshop.hooks["sound/1"] = fail(ProviderFailed("hoarse"))
    log = Log()
    workshop.build(*DECK, observer=log)
    assert log.lines == [
        "planned 5",
        "cached still/1",
        "started sound/1",
        "failed sound/1",
        "skipped video",
        "started still/2",
        "built still/2",
        "started sound/2",
        "built sound/2",
    ]
    assert log.threads == {threading.get_ident()}


def test_an_observer_that_raises_ends_the_build_cleanly(workshop: Workshop) -> None:
    class Broken(Log):
        def finished(self, step: Step[Action], result: StepResult) -> None:
            raise ZeroDivisionError

    before = threading.active_count()
    with pytest.raises(ZeroDivisionError):
        workshop.build(*DECK, observer=Broken())
    assert threading.active_count() == before
    assert workshop.leftovers() == []


def test_an_interrupted_build_keeps_what_was_finished(workshop: Workshop) -> None:
    workshop.hooks["still/2"] = fail(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        workshop.build(*DECK)
    assert workshop.ran == ["still/1", "sound/1", "still/2"]
    assert workshop.leftovers() == []
    workshop.hooks.clear()
    workshop.build(*DECK)
    assert workshop.ran == ["still/2", "sound/2", "video"]


def test_a_step_that_runs_when_the_build_is_interrupted_is_kept_if_it_ends(
    workshop: Workshop,
) -> None:
    interrupted = threading.Event()

    def slow(_: tuple[Path, ...], out: Path) -> None:
        assert interrupted.wait(60)
        out.write_text("slow")

    class Impatient(Log):
        def finished(self, step: Step[Action], result: StepResult) -> None:
            interrupted.set()
            raise KeyboardInterrupt

    workshop.pools = {"cpu": 2}
    workshop.hooks["slow"] = slow
    with pytest.raises(KeyboardInterrupt):
        workshop.build(step("slow"), step("quick"), observer=Impatient())
    assert workshop.build(step("slow"), step("quick")).cached == 2


def test_a_build_without_a_cache_folder_leaves_nothing() -> None:
    with Cache.temporary() as cache:
        report = execute(Plan(DECK), Workshop(cache.root).perform, cache=cache, pools={"cpu": 1})
        assert report.built == 5
        assert cache.store.path(report.artifact("video")).exists()
    assert not cache.root.exists()


def test_outcomes_are_told_apart_by_name() -> None:
    assert [outcome.name for outcome in Outcome] == ["CACHED", "BUILT", "FAILED", "SKIPPED"]
