"""What is in the cache and cannot be believed is made again; the results stay the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.engine.workshop import (
    DAMAGES,
    Paint,
    Workshop,
    delete,
    delete_all,
    flip,
    step,
    swap_artifact_for_file,
)

from mdvid.engine.execute import Outcome
from mdvid.engine.plan import Step
from mdvid.engine.reasons import ChangeKind
from mdvid.engine.store import Artifact, ContentStore
from mdvid.errors import MdvidError, ProviderFailed

CHAIN = (step("deck"), step("still", needs=("deck",)), step("video", needs=("still",)))
LONGER = (*CHAIN, step("gif", needs=("still",)))


def void(_: object) -> None:
    """Make an expression a hook that returns nothing."""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_result_is_noticed_and_made_again(
    workshop: Workshop, damage: Callable[[Path], None]
) -> None:
    first = workshop.build(*CHAIN)
    damage(workshop.file(first, "video"))
    second = workshop.build(*CHAIN)
    assert workshop.ran == ["video"]
    assert second.artifact("video") == first.artifact("video")
    assert workshop.text(second, "video") == "video(still(deck))"
    reason = second.results["video"].reason
    assert reason is not None
    assert reason.kind is (ChangeKind.MISSING if damage is delete_all else ChangeKind.DAMAGED)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_artifact_is_made_again_before_it_is_read(
    workshop: Workshop, damage: Callable[[Path], None]
) -> None:
    first = workshop.build(*CHAIN)
    damage(workshop.file(first, "still"))
    second = workshop.build(*LONGER, want=["gif"])
    assert workshop.ran == ["still", "gif"]
    assert workshop.text(second, "gif") == "gif(still(deck))"


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_all_along_a_chain_is_repaired(
    workshop: Workshop, damage: Callable[[Path], None]
) -> None:
    first = workshop.build(*CHAIN)
    for name in ("deck", "still", "video"):
        damage(workshop.file(first, name))
    second = workshop.build(*LONGER, want=["gif", "video"])
    assert sorted(workshop.ran) == ["deck", "gif", "still", "video"]
    assert workshop.text(second, "video") == "video(still(deck))"
    assert workshop.text(second, "gif") == "gif(still(deck))"
    workshop.build(*LONGER)
    assert workshop.ran == []


@pytest.mark.parametrize("damage", [delete, delete_all, swap_artifact_for_file])
def test_what_nobody_reads_need_not_be_there(
    workshop: Workshop, damage: Callable[[Path], None]
) -> None:
    first = workshop.build(*CHAIN)
    damage(workshop.file(first, "still"))
    workshop.build(*CHAIN, want=["video"])
    assert workshop.ran == []
    workshop.build(*CHAIN)
    assert workshop.ran == ["still"]


def test_an_artifact_of_two_steps_is_made_again_for_both(workshop: Workshop) -> None:
    same = (step("a", "x"), step("b", "x", tool="pen 2"))
    first = workshop.build(*same)
    assert first.artifact("a") == first.artifact("b")
    flip(workshop.file(first, "a"))
    report = workshop.build(*same, step("c", needs=("a", "b")), want=["c"])
    assert workshop.text(report, "c") == "c(x)(x)"
    assert workshop.build(*same).cached == 2


def test_a_step_that_fails_because_its_input_was_damaged_meanwhile_runs_again(
    workshop: Workshop,
) -> None:
    def vandal(inputs: tuple[Path, ...], out: Path) -> None:
        del workshop.hooks["still"]
        delete(inputs[0])
        out.write_text(inputs[0].read_text())

    workshop.hooks["still"] = vandal
    report = workshop.build(*CHAIN)
    assert workshop.ran == ["deck", "still", "deck", "still", "video"]
    assert workshop.text(report, "video") == "video(still(deck))"
    assert report.results["deck"].outcome is Outcome.BUILT


def test_damage_without_end_is_an_error(workshop: Workshop) -> None:
    def vandal(inputs: tuple[Path, ...], _: Path) -> None:
        delete(inputs[0])
        raise ProviderFailed("it is gone")

    workshop.hooks["still"] = vandal
    report = workshop.build(*CHAIN)
    outcomes = [result.outcome for result in report.results.values()]
    assert outcomes == [Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED]
    error = report.results["deck"].error
    assert isinstance(error, MdvidError)
    assert str(error) == "the artifact of `deck` is damaged again and again"


def test_dependants_follow_an_artifact_that_comes_out_different_when_made_again(
    workshop: Workshop,
) -> None:
    workshop.hooks["deck"] = lambda _, out: void(out.write_text("first take"))
    first = workshop.build(*CHAIN)
    workshop.hooks["deck"] = lambda _, out: void(out.write_text("second take"))
    flip(workshop.file(first, "deck"))
    report = workshop.build(*CHAIN, step("gif", needs=("deck",)))
    assert workshop.text(report, "gif") == "gif(second take)"
    assert workshop.text(report, "still") == "still(second take)"
    assert workshop.text(report, "video") == "video(still(second take))"


def test_what_runs_while_its_input_is_made_again_is_looked_at_anew(workshop: Workshop) -> None:
    damaged, made_again = threading.Event(), threading.Event()

    def slow(inputs: tuple[Path, ...], out: Path) -> None:
        del workshop.hooks["slow"]
        text = inputs[0].read_text()
        flip(inputs[0])
        damaged.set()
        assert made_again.wait(60)
        out.write_text(f"slow({text})")

    def broken(inputs: tuple[Path, ...], out: Path) -> None:
        assert damaged.wait(60)
        workshop.hooks["deck"] = again
        del workshop.hooks["broken"]
        raise ProviderFailed("it makes no sense")

    def again(_: tuple[Path, ...], out: Path) -> None:
        out.write_text("new deck")
        made_again.set()

    workshop.hooks.update(slow=slow, broken=broken)
    workshop.pools = {"cpu": 3}
    report = workshop.build(
        step("deck"),
        step("slow", needs=("deck",)),
        step("broken", needs=("deck",)),
        step("video", needs=("slow", "broken")),
    )
    assert workshop.text(report, "broken") == "broken(new deck)"
    assert workshop.text(report, "slow") == "slow(new deck)"
    assert workshop.text(report, "video") == "video(slow(new deck))(broken(new deck))"


def test_an_entry_that_names_the_artifact_of_another_step_is_only_as_good_as_its_checksum(
    workshop: Workshop,
) -> None:
    workshop.build(step("a"), step("b"))
    one, two = sorted((workshop.root / "actions").glob("*/*"))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    report = workshop.build(step("a"), step("b"))
    assert sorted(workshop.ran) == ["a", "b"]
    assert workshop.text(report, "a") == "a"


def test_what_was_made_again_outlives_those_who_saw_the_damage_late(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = threading.Event()
    intact = ContentStore.intact

    def slow(store: ContentStore, artifact: Artifact) -> bool:
        whole = intact(store, artifact)
        if not whole and threading.current_thread().name.startswith("browser"):
            seen.set()
            while not intact(store, artifact):
                time.sleep(0.001)
        elif not whole:
            assert seen.wait(60)
        return whole

    flip(workshop.file(workshop.build(step("deck")), "deck"))
    monkeypatch.setattr(ContentStore, "intact", slow)
    late = Step(id="late", action=Paint("late"), tool="pen 1", needs=("deck",))
    workshop.build(step("deck"), step("early", needs=("deck",)), late, want=["early", "late"])
    assert sorted(workshop.ran) == ["deck", "early", "late"]
