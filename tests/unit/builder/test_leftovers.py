"""What editing leaves in the cache: not more and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from tests.unit.builder.studio import SETTINGS, Machine, Studio

from mdvid.builder import DeckReport, Session
from mdvid.builder.leftovers import MOST, RECENT
from mdvid.engine.cache import Cache
from mdvid.engine.events import BuildObserver
from mdvid.engine.execute import Cancelled
from mdvid.engine.plan import Action, Step
from mdvid.engine.report import StepResult
from mdvid.project import load_project
from mdvid.testing import FakeNarrator


class Desk:
    """A deck that is edited, and a session that builds it."""

    def __init__(self, folder: Path, *, costly: bool = False) -> None:
        self.studio = Studio(folder)
        self.session = self.open(costly=costly)

    def open(self, *, costly: bool = False) -> Session:
        session = Session(self.studio.folder / "cache")
        self.machine = Machine()
        if not costly:
            self.machine.fakes.narrator = FakeNarrator(self.machine.fakes.calls)
        session._tools = self.machine
        return session

    def say(
        self,
        words: str,
        observer: BuildObserver | None = None,
        *,
        session: Session | None = None,
        cancelled: Event | None = None,
    ) -> DeckReport:
        """Build a deck whose first slide says so."""
        self.studio.write(f"# Lights\n\n<!-- {words} -->\n\n---\n\n# Crows\n\n<!-- Thanks. -->\n")
        project = load_project(self.studio.deck, SETTINGS)
        return (session or self.session).build(project, observer, cancelled=cancelled)

    def kept(self) -> int:
        """Return how many artifacts there are; all of them are whole, and so are the entries."""
        with Cache.open(self.studio.folder / "cache") as cache:
            assert cache.verify() == ()
            return cache.info().artifacts

    def film(self) -> bytes:
        return (self.studio.folder / "talk.mp4").read_bytes()


class Watching:
    """Does something when a step is done."""

    def __init__(self) -> None:
        self.finishing: list[str] = []

    def planned(self, steps: Sequence[Step[Action]]) -> None: ...

    def started(self, step: Step[Action]) -> None: ...

    def progressed(self, step: Step[Action], done: int, total: int) -> None: ...

    def finished(self, step: Step[Action], result: StepResult) -> None:
        self.finishing.append(step.id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.session.close()


def edit(desk: Desk, edits: range, most: int = 0) -> None:
    for number in edits:
        assert desk.say(f"Number {number}.").outputs
        desk.session.tidy(most)


def test_fifty_edits_leave_no_more_than_ten(desk: Desk) -> None:
    edit(desk, range(10))
    after_ten = desk.kept()
    edit(desk, range(10, 50))
    assert desk.kept() == after_ten


def test_without_tidying_there_would_be_more(desk: Desk) -> None:
    edit(desk, range(10), most=MOST)
    before = desk.kept()
    desk.session.tidy(0)
    assert desk.kept() < before


def test_what_the_last_builds_used_is_there_still(desk: Desk) -> None:
    edit(desk, range(10))
    for number in range(9, 9 - RECENT, -1):
        assert desk.say(f"Number {number}.").built == 0


def test_an_edit_that_is_taken_back_costs_nothing_while_there_is_room(desk: Desk) -> None:
    first = desk.say("Welcome.")
    assert first.built
    edit(desk, range(10), most=MOST)
    assert desk.say("Welcome.").built == 0


def test_what_was_not_used_for_longest_goes_first(desk: Desk) -> None:
    desk.say("Early.")
    desk.say("Late.")
    for number in range(RECENT):
        desk.say(f"Number {number}.")
    before = desk.kept()
    room = 1_000_000
    while desk.kept() == before:
        room -= 20_000
        desk.session.tidy(room)
    desk.session.tidy(room)
    assert desk.say("Late.").built == 0
    assert desk.say("Early.").built


def test_an_older_edit_that_was_deleted_is_built_again_the_same(desk: Desk) -> None:
    desk.say("Welcome.")
    film = desk.film()
    edit(desk, range(10))
    assert desk.film() != film
    assert desk.say("Welcome.").built
    assert desk.film() == film


def test_results_of_models_are_never_deleted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, costly=True)
    desk.say("Welcome.")
    edit(desk, range(10))
    calls = desk.machine.fakes.calls
    calls.take()
    desk.say("Welcome.")
    desk.session.close()
    said = calls.take()
    assert said
    assert "narrate" not in said


def test_what_lay_there_before_the_session_stays(desk: Desk) -> None:
    desk.say("Welcome.")
    desk.session.close()
    desk.session = desk.open()
    assert desk.say("Welcome.").built == 0
    edit(desk, range(10))
    assert desk.say("Welcome.").built == 0


def test_a_session_that_is_not_tidied_keeps_the_work_of_all_its_builds(desk: Desk) -> None:
    for number in range(10):
        desk.say(f"Number {number}.")
    before = desk.kept()
    desk.session.close()
    assert desk.kept() == before


def test_builds_that_were_cancelled_leave_nothing_for_ever(desk: Desk) -> None:
    class Impatient(Watching):
        def finished(self, step: Step[Action], result: StepResult) -> None:
            if step.id.startswith("take/0001"):
                cancelled.set()

    edit(desk, range(10))
    for number in range(10):
        cancelled = Event()
        with pytest.raises(Cancelled):
            desk.say(f"Wait {number}.", Impatient(), cancelled=cancelled)
    edit(desk, range(10, 20))
    after = desk.kept()
    edit(desk, range(20, 30))
    assert desk.kept() == after


def test_another_session_makes_again_what_is_gone(desk: Desk) -> None:
    other = desk.open()
    desk.say("Welcome.")
    assert desk.say("Welcome.", session=other).built == 0
    film = desk.film()
    edit(desk, range(10))
    assert desk.say("Welcome.", session=other).built
    other.close()
    assert desk.film() == film
    assert desk.kept()


@pytest.mark.parametrize("step_id", ["take/0001-1", "picture/0002-1", "mp4", "vtt", "timeline"])
def test_another_session_is_not_disturbed_while_it_builds(desk: Desk, step_id: str) -> None:
    class Disturbing(Watching):
        def finished(self, step: Step[Action], result: StepResult) -> None:
            if step.id == step_id and not self.finishing:
                self.finishing.append(step_id)
                edit(desk, range(RECENT))

    desk.say("Welcome.")
    film = desk.film()
    other = desk.open()
    disturbing = Disturbing()
    report = desk.say("Welcome.", disturbing, session=other)
    other.close()
    assert disturbing.finishing
    assert not report.failures
    assert desk.film() == film
    assert desk.kept()
