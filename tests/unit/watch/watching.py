"""A deck that is watched, on a machine whose tools cost nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.unit.builder.studio import SETTINGS, Machine

import mdvid.watch.author
from mdvid.builder import DeckReport, Session
from mdvid.errors import MdvidError
from mdvid.project import Project, load_project
from mdvid.watch.author import Author
from mdvid.watch.content import Content
from mdvid.watch.state import Broker, State

PATIENCE = 30
"""Seconds after which something will never come."""

TALK = """\
# Lights

<!-- Welcome aboard. -->

---

# Crows

- one

<!-- Thank you. Good bye. -->
"""


@dataclass
class Told:
    """What the terminal would say."""

    reports: list[DeckReport] = field(default_factory=list)
    errors: list[MdvidError] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)

    def built(self, project: Project, report: DeckReport) -> None:
        del project
        self.reports.append(report)

    def failed(self, error: MdvidError) -> None:
        self.errors.append(error)

    def broke(self, error: Exception) -> None:
        self.bugs.append(error)


@dataclass
class Watching:
    """An author at work."""

    deck: Path
    machine: Machine | None
    settings: dict[str, object]
    broker: Broker = field(default_factory=Broker)
    content: Content = field(default_factory=Content)
    told: Told = field(default_factory=Told)

    def load(self) -> Project:
        return load_project(self.deck, self.settings)

    def write(self, text: str) -> None:
        self.deck.write_text(text, "utf-8")

    def replace(self, old: str, new: str) -> None:
        text = self.deck.read_text("utf-8")
        assert old in text
        self.write(text.replace(old, new))

    @property
    def state(self) -> State:
        return self.broker.state

    def until(self, condition: Callable[[State], object]) -> State:
        """Return the first state from now on of which `condition` is true."""
        give_up = time.monotonic() + PATIENCE
        state = self.broker.state
        while not condition(state):
            assert time.monotonic() < give_up, state
            state = self.broker.wait(state["revision"], 1)
        return state

    def built(self, title: str) -> State:
        """Wait until a deck with this title on a slide is built."""
        return self.until(
            lambda state: (
                title in titles(state)
                and state["build"]["state"] == "done"
                and all(slide["state"] == "ready" for slide in state["slides"])
            )
        )


def titles(state: State) -> list[str]:
    return [slide["title"] for slide in state["slides"]]


def messages(state: State) -> list[str]:
    return [found["message"] for found in state["diagnostics"]]


@contextmanager
def watching(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str = TALK, **settings: object
) -> Iterator[Watching]:
    """Watch a deck with this text."""
    machine = Machine()

    def open_session(cache: Path | None) -> Session:
        session = Session(cache)
        session._tools = machine
        return session

    monkeypatch.setattr(mdvid.watch.author, "Session", open_session)
    (folder / "talk.md").write_text(text, "utf-8")
    made = Watching(
        folder / "talk.md", machine, {**SETTINGS, "cache_dir": str(folder / "cache"), **settings}
    )
    with at_work(made):
        yield made


@contextmanager
def at_work(made: Watching) -> Iterator[Any]:
    author = Author(
        made.deck, made.load, broker=made.broker, content=made.content, teller=made.told
    )
    thread = threading.Thread(target=author.run)
    thread.start()
    try:
        yield author
    finally:
        author.stop()
        thread.join(PATIENCE)
        author.close()
        made.broker.close()
    assert not thread.is_alive()
