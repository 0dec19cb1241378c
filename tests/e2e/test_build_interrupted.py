"""Builds that are killed or interrupted, and tools that are killed under them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.e2e.line import SMALL, TALK, Desk, bodies, family

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

STEPS = 18
"""Steps of the talk."""

LONG = (
    "# Slide {0}\n\n"
    + "- Height, a lens, and a rhythm\n" * 4
    + "\n<!-- Slide {0}. "
    + "\n".join(["A lens beats a bigger flame."] * 4)
    + " -->\n"
)
MANY = "\n---\n\n".join(LONG.format(number) for number in range(1, 13))


@pytest.fixture
def place(desk: Desk) -> Iterator[Desk]:
    """A desk with the output of an earlier build, and a folder for temporary files."""
    temporary = desk.path("tmp")
    temporary.mkdir()
    desk.environment["TMPDIR"] = str(temporary)
    desk.path("out").mkdir()
    desk.path("out/deck.mp4").write_bytes(b"what was there before")
    yield desk
    assert list(temporary.iterdir()) == []


def until(condition: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Wait for something to happen while `process` runs."""
    give_up = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < give_up
        time.sleep(0.002)


def finished(desk: Desk) -> int:
    """Return how many steps are known to have finished."""
    return sum(path.is_file() for path in desk.cache.glob("actions/*/*"))


def alive(session: int) -> list[str]:
    """Return the commands of processes that are still there after a moment."""
    give_up = time.monotonic() + 10
    while (left := [process.command for process in family(session)]) and time.monotonic() < give_up:
        time.sleep(0.01)
    return left


def made_alone(desk: Desk, text: str) -> dict[str, bytes]:
    """Return what a build leaves that nothing happens to; its browser sweeps up after others."""
    other = Desk(desk.path("alone"), desk.cache.with_name("other"), desk.environment)
    other.folder.mkdir()
    other.build(other.deck(text), "-o", "out/", *SMALL)
    return bodies(other.path("out"))


def test_a_build_that_is_killed_again_and_again_loses_nothing(place: Desk) -> None:
    deck, before = place.deck(), bodies(place.path("out"))
    moments = sorted(random.Random(11).sample(range(1, STEPS - 4), 4))
    for moment in moments:
        process = place.start("build", deck, "-o", "out/", *SMALL)
        until(lambda moment=moment: finished(place) >= moment, process)  # type: ignore[misc]
        process.kill()
        process.communicate()
        assert alive(process.pid) == []
        assert bodies(place.path("out")) == before
    steps = place.build(deck, "-o", "out/", *SMALL)["steps"]
    assert steps["cached"] >= moments[-1]
    assert bodies(place.path("out")) == made_alone(place, TALK)
    assert [path for path in place.cache.glob("staging/*") if path.is_dir()] == []


def test_nothing_unfinished_stays_where_results_were_being_written(place: Desk) -> None:
    deck, out = place.deck(), place.path("out")
    answer = place.build(deck, "-o", "out/", *SMALL, "-f", "mp4,vtt,png,jpg,json")
    results = bodies(out)
    names = {Path(output["path"]).name for output in answer["outputs"]}

    def caught() -> bool:
        """Kill a build while it writes; it may be too quick for us."""
        for name in names:
            (out / name).unlink(missing_ok=True)
        process = place.start("build", deck, "-o", "out/", *SMALL, "-f", "mp4,vtt,png,jpg,json")
        while process.poll() is None:
            if any(name not in names for name in os.listdir(out)):  # noqa: PTH208  # quick
                process.kill()
        process.communicate()
        return any(path.name not in names for path in out.iterdir())

    assert any(caught() for _ in range(30))
    place.build(deck, "-o", "out/", *SMALL, "-f", "mp4,vtt,png,jpg,json")
    assert {path.name for path in out.iterdir()} == names
    assert bodies(out) == results


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_build_and_keeps_what_is_finished(place: Desk, number: int) -> None:
    deck, before = place.deck(MANY), bodies(place.path("out"))
    process = place.start("build", deck, "-o", "out/", *SMALL)
    until(lambda: finished(place) >= 8, process)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert not out
    assert "Traceback" not in err
    assert alive(process.pid) == []
    assert bodies(place.path("out")) == before
    assert place.build(deck, "-o", "out/", *SMALL)["steps"]["cached"] >= 8


@pytest.mark.parametrize(
    ("victim", "suffix"), [("--remote-debugging-pipe", ".png"), ("espeak_worker.py", ".wav")]
)
def test_a_tool_that_is_killed_is_started_again(place: Desk, victim: str, suffix: str) -> None:
    deck = place.deck(MANY)
    process = place.start("build", deck, "-o", "out/", *SMALL)
    # Two finished, so that it is at work, and far from its end.
    until(lambda: len(place.artifacts(suffix)) >= 2, process)
    found = [
        p.pid for p in family(process.pid) if victim in p.command and "--type=" not in p.command
    ]
    assert found
    assert len(place.artifacts(suffix)) < 12
    # Stopped for a moment, it is sure to have something left to do when it dies.
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in found:
            os.kill(pid, number)
        time.sleep(0.3)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert alive(process.pid) == []
    assert bodies(place.path("out")) == made_alone(place, MANY)
