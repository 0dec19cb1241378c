"""Builds that nobody wants any more."""

import threading
from pathlib import Path

import pytest
from tests.unit.engine.workshop import DECK, Hook, Workshop, delete, outcomes, step

from mdvid.engine.execute import Cancelled


def cancel(cancelled: threading.Event, text: str) -> Hook:
    def hook(_: tuple[Path, ...], out: Path) -> None:
        cancelled.set()
        out.write_text(text)

    return hook


def test_a_build_that_is_cancelled_at_once_runs_nothing(workshop: Workshop) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        workshop.build(*DECK, cancelled=cancelled)
    assert workshop.ran == []


def test_a_step_that_runs_is_kept_and_nothing_starts_after_it(workshop: Workshop) -> None:
    cancelled = threading.Event()
    workshop.hooks["sound/1"] = cancel(cancelled, "sound/1")
    before = threading.active_count()
    with pytest.raises(Cancelled):
        workshop.build(*DECK, cancelled=cancelled)
    assert workshop.ran == ["still/1", "sound/1"]
    assert threading.active_count() == before
    assert workshop.leftovers() == []
    workshop.build(*DECK)
    assert workshop.ran == ["still/2", "sound/2", "video"]


def test_steps_of_other_threads_are_kept_as_well(workshop: Workshop) -> None:
    cancelled = threading.Event()
    begun = threading.Event()

    def slow(_: tuple[Path, ...], out: Path) -> None:
        begun.set()
        assert cancelled.wait(60)
        out.write_text("slow")

    def quick(_: tuple[Path, ...], out: Path) -> None:
        assert begun.wait(60)
        cancelled.set()
        out.write_text("quick")

    workshop.pools = {"cpu": 2}
    workshop.hooks |= {"slow": slow, "quick": quick}
    steps = (step("slow"), step("quick"), step("last", needs=("slow", "quick")))
    with pytest.raises(Cancelled):
        workshop.build(*steps, cancelled=cancelled)
    workshop.hooks.clear()
    workshop.build(*steps)
    assert workshop.ran == ["last"]


def test_a_build_that_was_done_already_is_no_less_done(workshop: Workshop) -> None:
    cancelled = threading.Event()
    workshop.hooks["video"] = cancel(cancelled, "video")
    report = workshop.build(*DECK, cancelled=cancelled)
    assert set(outcomes(report).values()) == {"built"}


def test_nothing_is_said_to_be_done_that_was_damaged_and_not_made_again(
    workshop: Workshop,
) -> None:
    report = workshop.build(*DECK)
    delete(workshop.file(report, "still/1"))
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        workshop.build(*DECK, want=["still/1"], cancelled=cancelled)


def test_a_build_that_is_not_cancelled_ends_as_ever(workshop: Workshop) -> None:
    assert workshop.build(*DECK, cancelled=threading.Event()).built == len(DECK)
