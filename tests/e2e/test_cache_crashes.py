"""Killed and interrupted at any moment, a build loses nothing that was finished."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.e2e.cache_child import SLIDES, THREADS, build

from mdvid.engine.cache import Cache

CHILD = Path(__file__).with_name("cache_child.py")
STEPS = 3 * SLIDES + 1
SLOW = 0.02
"""Seconds a step takes."""


def start(root: Path, mode: str = "build", detail: str = str(SLOW)) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, CHILD, mode, root, detail],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def contents(root: Path) -> dict[str, str]:
    """Return every artifact's text by its place."""
    return {
        str(file.relative_to(root)): file.read_text() for file in root.glob("cas/*/*/artifact.*")
    }


@pytest.mark.parametrize("work", ["build", "repair", "gc", "clear"])
def test_it_may_die_at_every_single_thing_it_asks_of_the_file_system(
    tmp_path: Path, work: str
) -> None:
    child = start(tmp_path, "die", work)
    out, err = child.communicate(timeout=200)
    assert child.returncode == 0, err
    # So that this cannot pass by dying nowhere.
    assert int(out) > 30


def test_it_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    began = time.monotonic()
    start(tmp_path / "whole").communicate(timeout=60)
    length = time.monotonic() - began
    whole = contents(tmp_path / "whole")
    assert len(whole) == 2 * STEPS
    chance = random.Random(2026)
    killed = 0
    for i in range(25):
        root = tmp_path / str(i)
        child = start(root)
        time.sleep(chance.uniform(0, length))
        child.kill()
        child.communicate(timeout=60)
        killed += child.returncode == -signal.SIGKILL
        with Cache.open(root) as cache:
            assert cache.verify() == ()
            finished = cache.info().entries
            # What was moved in is lost only if its entry could not be written any more.
            assert cache.info().artifacts <= finished + THREADS
        report = build(root)
        assert (report.cached, report.built) == (finished, STEPS - finished)
        assert contents(root) == whole
    assert killed


def test_an_interrupt_keeps_what_was_finished_and_empties_staging(tmp_path: Path) -> None:
    child = start(tmp_path, detail="0.2")
    while not list(tmp_path.glob("actions/*/*")):
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130, err
    assert not list(tmp_path.glob("staging/*"))
    with Cache.open(tmp_path) as cache:
        assert cache.verify() == ()
        finished = cache.info().entries
    assert 0 < finished < STEPS
    assert build(tmp_path).cached == finished
