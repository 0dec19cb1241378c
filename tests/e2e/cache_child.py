"""A program that builds a small plan on a cache, for tests that kill it and run it twice at once.

`build ROOT SECONDS` builds, taking so long for each step. `die ROOT WORK` does some work on one
cache after the other, and is killed at the nth thing it asks of the file system there, for every n.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from mdvid.engine.cache import Cache
from mdvid.engine.execute import BuildReport, execute
from mdvid.engine.job import Report
from mdvid.engine.plan import Plan, Step

SLIDES = 4
THREADS = 2


@dataclass(frozen=True, slots=True)
class Make:
    """Write some text, and what was read."""

    text: str
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".txt"


def plan(slides: int = SLIDES) -> Plan[Make]:
    """Return a plan in the shape of a real one: two steps per slide, their sum, and the end."""
    steps: list[Step[Make]] = []
    for i in range(slides):
        steps += [
            Step(id=f"still/{i}", action=Make(f"still {i} " * 50), tool="1"),
            Step(id=f"sound/{i}", action=Make(f"sound {i} " * 50), tool="1"),
            Step(
                id=f"slide/{i}",
                action=Make(f"slide {i}"),
                tool="1",
                needs=(f"still/{i}", f"sound/{i}"),
            ),
        ]
    needs = tuple(f"slide/{i}" for i in range(slides))
    return Plan((*steps, Step(id="video", action=Make("video"), tool="1", needs=needs)))


def perform(
    seconds: float, action: Make, inputs: tuple[Path, ...], out: Path, report: Report
) -> None:
    """Write the artifact in two halves, so that it can be caught with one of them."""
    report(0, 2)
    text = action.text + "".join(path.read_text() for path in inputs)
    with out.open("w") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(seconds)
        file.write(text[len(text) // 2 :])
    out.with_suffix(".json").write_text(json.dumps(len(text)))


def build(
    root: Path, seconds: float = 0.0, slides: int = SLIDES, want: Collection[str] | None = None
) -> BuildReport:
    """Build the plan on the cache in `root`."""
    with Cache.open(root) as cache:
        return execute(
            plan(slides),
            partial(perform, seconds),
            cache=cache,
            pools={"cpu": THREADS},
            name="talk",
            want=want,
        )


def repair(root: Path) -> None:
    """Damage all that is there, and build again."""
    for file in sorted(root.glob("cas/*/*/artifact.txt")):
        file.write_text("damaged")
    build(root, slides=1)


def collect(root: Path) -> None:
    """Delete everything that can be deleted."""
    with Cache.open(root) as cache:
        cache.gc(max_bytes=0)


def clear(root: Path) -> None:
    """Delete everything."""
    with Cache.open(root) as cache:
        cache.clear()


WORK: dict[str, Callable[[Path], object]] = {
    "build": partial(build, slides=1),
    "repair": repair,
    "gc": collect,
    "clear": clear,
}


def die_everywhere(root: Path, work: str) -> int:
    """Die at every place there is, look at what is left each time, and return how many there were.

    Raises:
        AssertionError: what was left at one of them spoils the next build.
    """
    whole = build(root / "whole", slides=1)
    for place in range(1, 10_000):
        victim = root / str(place)
        if work != "build":
            build(victim, slides=1)
        child = os.fork()
        if not child:
            sys.addaudithook(Death(victim, place))
            WORK[work](victim)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        look_at(victim, whole, damaged=work == "repair")
        shutil.rmtree(victim)
        if os.WIFEXITED(status):
            assert status == 0
            return place - 1
    raise AssertionError("it never ends")


def look_at(root: Path, whole: BuildReport, *, damaged: bool) -> None:
    """Check that nothing that is left is believed wrongly, and that the next build uses it."""
    with Cache.open(root) as cache:
        assert damaged or cache.verify() == ()
        finished = cache.info().entries
        assert not list(root.glob("staging/*"))
    report = build(root, slides=1)
    assert damaged or report.cached == finished
    again = build(root, slides=1, want=whole.results)
    assert {name: again.artifact(name) for name in whole.results} == {
        name: whole.artifact(name) for name in whole.results
    }
    with Cache.open(root) as cache:
        assert cache.verify() == ()


class Death:
    """An audit hook that kills the process at the nth request about files under `root`."""

    def __init__(self, root: Path, place: int) -> None:
        self._root = str(root)
        self._left = place
        self._lock = threading.Lock()

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if not event.startswith(("open", "os.", "fcntl.", "shutil.")):
            return
        if any(str(arg).startswith(self._root) for arg in args):
            with self._lock:
                self._left -= 1
                if not self._left:
                    os.kill(os.getpid(), signal.SIGKILL)


def main(mode: str, folder: str, detail: str) -> int:
    """Do what the command line says."""
    if mode == "die":
        sys.stdout.write(f"{die_everywhere(Path(folder), detail)}\n")
        return 0
    try:
        report = build(Path(folder), float(detail))
    except KeyboardInterrupt:
        return 130
    json.dump([report.built, report.cached, report.artifact("video").digest], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
