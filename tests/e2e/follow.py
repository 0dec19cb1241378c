"""A `mdvid watch` that runs, and what it says."""

from __future__ import annotations

import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.line import SMALL, Desk, family

PATIENCE = 60
"""Seconds after which something will never come."""

LAST_MOMENT = 2
"""Seconds that the processes of a watch have to be gone after it."""

BUILT = re.compile(r"(\S+\.mp4)  0:\d\d  (\d+) slides?  (\d+) built, (\d+) cached  \d+\.\d s")


@dataclass
class Watch:
    """A watch that runs, and what it has said."""

    process: subprocess.Popen[str]
    deck: Path
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        self.said.extend(iter(self.process.stderr.readline, ""))

    def until(self, condition: Callable[[], object]) -> None:
        give_up = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < give_up, self.said
            time.sleep(0.01)

    @property
    def url(self) -> str:
        """The address of the page, with the token."""
        self.until(lambda: self.said)
        found = re.search(r"http://\S+", self.said[0])
        assert found, self.said
        return found[0]

    @property
    def builds(self) -> list[re.Match[str]]:
        return [found for line in self.said if (found := BUILT.match(line))]

    def next_build(self, edit: Callable[[], object]) -> re.Match[str]:
        """Do something, and return what is said of the build that follows."""
        count = len(self.builds)
        edit()
        self.until(lambda: len(self.builds) > count)
        return self.builds[-1]

    def write(self, text: str) -> None:
        self.deck.write_text(text, "utf-8")

    def end(self, number: int = signal.SIGINT) -> float:
        """End it as a person does; return how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(PATIENCE)
        self._reader.join()
        return time.monotonic() - began


@contextmanager
def watching(desk: Desk, *options: str) -> Iterator[Watch]:
    """Watch the deck of the desk; nothing may be left of that but files that were asked for."""
    temporary = desk.path("tmp")
    temporary.mkdir()
    started = desk.start("watch", desk.path("deck.md"), *SMALL, *options, TMPDIR=str(temporary))
    with started as process:
        made = Watch(process, desk.path("deck.md"))
        try:
            yield made
            if process.poll() is None:
                made.end()
        finally:
            process.kill()
    # Helpers of the browser end by themselves when it has ended, which takes them a moment.
    give_up = time.monotonic() + LAST_MOMENT
    while list(family(process.pid)) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert list(family(process.pid)) == []
    assert list(temporary.iterdir()) == []
