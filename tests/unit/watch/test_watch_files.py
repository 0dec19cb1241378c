"""Files that change, in all the ways in which editors and people change them."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles

from mdvid.watch.files import Look, Watcher, look


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    made = Watcher()
    yield made
    made.stop()
    made.close()


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    made = folder / "talk.md"
    made.write_text("# One")
    return made


class Waiting:
    """A thread that waits, as the author's does."""

    def __init__(self, watcher: Watcher, before: Look) -> None:
        self.changed: bool | None = None
        self._thread = threading.Thread(target=self._wait, args=(watcher, before))
        self._thread.start()

    def _wait(self, watcher: Watcher, before: Look) -> None:
        self.changed = watcher.wait(before)

    def result(self) -> bool | None:
        self._thread.join(30)
        return self.changed

    @property
    def waits(self) -> bool:
        self._thread.join(0.15)
        return self._thread.is_alive()


def overwrite(deck: Path) -> None:
    deck.write_text("# Two, and more")


def append(deck: Path) -> None:
    with deck.open("a") as file:
        file.write("more")


def rename_over(deck: Path) -> None:
    other = deck.with_suffix(".swp")
    other.write_text("# Two")
    other.replace(deck)


def move_away_and_write(deck: Path) -> None:
    deck.rename(deck.with_suffix(".bak"))
    deck.write_text("# Two")


def delete(deck: Path) -> None:
    deck.unlink()


def move_the_folder(deck: Path) -> None:
    deck.parent.rename(deck.parent.with_name("elsewhere"))


@pytest.mark.parametrize(
    "edit", [overwrite, append, rename_over, move_away_and_write, delete, move_the_folder]
)
def test_a_change_is_seen(watcher: Watcher, deck: Path, edit: Callable[[Path], None]) -> None:
    waiting = Waiting(watcher, look([deck]))
    assert waiting.waits
    edit(deck)
    assert waiting.result() is True


def test_what_happened_while_nobody_waited_is_seen(watcher: Watcher, deck: Path) -> None:
    before = look([deck])
    overwrite(deck)
    assert watcher.wait(before)


def test_what_happens_beside_the_files_is_nothing(watcher: Watcher, deck: Path) -> None:
    waiting = Waiting(watcher, look([deck]))
    for name in ("talk.mp4", ".talk.md.swp", "4913"):
        (deck.parent / name).write_text("something")
        (deck.parent / name).unlink()
    assert waiting.waits
    overwrite(deck)
    assert waiting.result() is True


def test_a_file_that_appears_is_seen(watcher: Watcher, deck: Path) -> None:
    picture = deck.parent / "img" / "lamp.png"
    waiting = Waiting(watcher, look([deck, picture]))
    assert waiting.waits
    picture.parent.mkdir()
    assert waiting.waits
    picture.write_bytes(b"PNG")
    assert waiting.result() is True


def test_a_deck_that_returns_is_seen_and_watched_again(watcher: Watcher, deck: Path) -> None:
    away = deck.parent.with_name("elsewhere")
    before = look([deck])
    deck.parent.rename(away)
    assert watcher.wait(before)
    before = look([deck])
    away.rename(deck.parent)
    assert watcher.wait(before)
    before = look([deck])
    waiting = Waiting(watcher, before)
    overwrite(deck)
    assert waiting.result() is True


def test_another_folder_of_the_same_name_is_watched(watcher: Watcher, deck: Path) -> None:
    before = look([deck])
    deck.parent.rename(deck.parent.with_name("old"))
    deck.parent.mkdir()
    deck.write_text("# One")
    assert watcher.wait(before)
    waiting = Waiting(watcher, look([deck]))
    overwrite(deck)
    assert waiting.result() is True


def test_a_link_is_watched_where_it_leads(watcher: Watcher, deck: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    link = tmp_path / "notes" / "talk.md"
    link.symlink_to(deck)
    waiting = Waiting(watcher, look([link]))
    overwrite(deck)
    assert waiting.result() is True


def test_the_same_bytes_saved_again_are_a_change_as_well(watcher: Watcher, deck: Path) -> None:
    before = look([deck])
    deck.write_text(deck.read_text())
    os.utime(deck, (1, 1))
    assert watcher.wait(before)


def test_one_that_is_stopped_returns(watcher: Watcher, deck: Path) -> None:
    waiting = Waiting(watcher, look([deck]))
    assert waiting.waits
    watcher.stop()
    assert waiting.result() is False


def failing(error: Exception) -> object:
    raise error


@pytest.mark.parametrize("error", [OSError("no more watches"), RuntimeError("inotify")])
def test_files_are_looked_at_where_the_system_tells_nothing(
    watcher: Watcher, deck: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> Iterator[object]:
        return (failing(error) for _ in range(1))

    monkeypatch.setattr(watchfiles, "watch", refuse)
    waiting = Waiting(watcher, look([deck]))
    assert waiting.waits
    overwrite(deck)
    assert waiting.result() is True
