"""Hundreds of edits of all kinds, after which everything is as it was.

`benchmarks/soak.py` does the same with real tools, ten thousand times.
"""

import gc
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from tests.unit.watch.watching import PATIENCE, TALK, Watching, messages, watching

from mdvid.watch import content as content_module
from mdvid.watch.snapshot import urls_of
from mdvid.watch.state import State

ROUNDS = 25
LEFT = 2000
"""Objects that may be more: what a page may still ask for is kept for a while. One slide that
stayed after each edit would leave ten times as many."""


class Desk:
    """An author who does everything that authors do."""

    def __init__(self, watched: Watching) -> None:
        self.watched = watched
        self.deck = watched.deck
        self.urls: set[str] = set()
        self.kinds: tuple[Callable[[str], None], ...] = (
            self._save,
            self._replace,
            self._move,
            self._draw,
            self._break,
            self._halve,
        )

    def round(self, number: int) -> None:
        """Do everything once, the half of it quicker than it can be built."""
        for kind in self.kinds:
            title = f"Crows {number} {kind.__name__}"
            kind(title)
            if number % 2:
                self.watched.until(partial(_shows, title))
        self._save(f"Crows {number}")
        self.watched.built(f"Crows {number}")
        self.urls |= urls_of(self.watched.state)
        assert self.watched.machine
        self.watched.machine.fakes.calls.take()
        self.watched.told.reports.clear()
        self.watched.told.errors.clear()

    def _save(self, title: str) -> None:
        self.watched.write(self._text(title))

    def _replace(self, title: str) -> None:
        other = self.deck.with_name("4913")
        other.write_text(self._text(title))
        other.replace(self.deck)

    def _move(self, title: str) -> None:
        away = self.deck.with_name("talk.bak")
        self.deck.replace(away)
        away.write_text(self._text(title))
        away.replace(self.deck)

    def _draw(self, title: str) -> None:
        Image.new("RGB", (8, 8), (len(title), 0, 0)).save(self.deck.with_name("lamp.png"))
        self._save(title)

    def _break(self, title: str) -> None:
        self.watched.write(self._text(title).replace("Thank", "(pause: x)"))
        self.watched.until(lambda state: "no length of time" in str(messages(state)))
        self._save(title)

    def _halve(self, title: str) -> None:
        text = self._text(title)
        with self.deck.open("w") as file:
            file.write(text[: len(text) // 2])
            file.flush()
            file.write(text[len(text) // 2 :])

    @staticmethod
    def _text(title: str) -> str:
        return TALK.replace("# Crows", f"# {title}\n\n![](lamp.png)")


def _shows(title: str, state: State) -> bool:
    return title in str(state["slides"])


def held() -> tuple[int, int, int]:
    """Return how many objects, threads and open files there are."""
    gc.collect()
    files = list(Path("/proc/self/fd").iterdir())
    return len(gc.get_objects()), threading.active_count(), len(files)


def test_hundreds_of_edits_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "lamp.png")
    monkeypatch.setattr(content_module, "SPARE", 4)
    with watching(tmp_path, monkeypatch) as watched:
        watched.built("Crows")
        desk = Desk(watched)
        for number in range(5):
            desk.round(number)
        objects, threads, files = held()
        for number in range(5, 5 + ROUNDS):
            desk.round(number)
        # What listens to the system is closed by a thread of its own, soon after.
        give_up = time.monotonic() + PATIENCE
        while (now := held())[1:] != (threads, files):
            assert time.monotonic() < give_up, now
            time.sleep(0.01)
        assert now[0] - objects < LEFT
        assert not watched.told.bugs
        staging = list((tmp_path / "cache" / "staging").glob("*/*"))
        assert staging == []
    shown = urls_of(watched.state)
    kept = {url for url in desk.urls if watched.content.answer(url, "http://localhost")}
    assert shown <= kept
    assert len(kept) <= len(shown) + 4 < len(desk.urls)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"cache", "talk.md", "talk.mp4", "talk.vtt", "lamp.png"}
