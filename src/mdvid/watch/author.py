"""The author's loop: a file changes, pages show it, a build follows."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mdvid.builder import Session
from mdvid.builder.reads import files_of, files_of_error
from mdvid.errors import MdvidError, diagnostics_of
from mdvid.project import Project
from mdvid.watch.board import Board
from mdvid.watch.builds import Builds, Teller, bug
from mdvid.watch.content import Content
from mdvid.watch.files import Watcher, changed_since, look
from mdvid.watch.memory import spare
from mdvid.watch.state import Broker

GRACE = 0.3
"""Seconds that a deck may be empty or missing before that is taken seriously: many an editor
empties a file, or moves it away, before it writes the new one."""

_GLANCE = 0.005
"""Seconds between two looks at such a deck."""

_PATIENCE = 0.6
"""Seconds that what is being built is given to end by itself when all ends."""


class Author:
    """Follows one deck from save to save."""

    def __init__(
        self,
        deck: Path,
        load: Callable[[], Project],
        *,
        broker: Broker,
        content: Content,
        teller: Teller,
    ) -> None:
        """`load` reads the deck and its settings anew, and raises what `load_project` does."""
        self._deck = deck
        self._load = load
        self._board = Board(broker, content)
        self._content = content
        self._teller = teller
        self._watcher = Watcher()
        self._files: frozenset[Path] = frozenset({deck})
        self._session: Session | None = None
        self._builds: Builds | None = None

    def run(self) -> None:
        """Follow the deck until `stop` is called.

        Raises:
            KeyboardInterrupt: somebody wants an end of it.
        """
        spare()
        seen = look(self._files)
        while True:
            began = time.time_ns()
            self._read()
            added = self._files - seen.keys()
            # What was added is watched as it is now; all else as it was before it was read, so
            # that a change in the meantime is not missed.
            seen = {**look(self._files), **{k: v for k, v in seen.items() if k in self._files}}
            if changed_since(added, began):
                continue  # it may not be as it was when it was read
            if not self._watcher.wait(seen):
                return
            if self._builds is not None:
                self._builds.cancel()
            self._await_deck()
            seen = look(self._files)

    def stop(self) -> None:
        """Let `run` return soon; from any thread."""
        self._watcher.stop()

    def close(self) -> None:
        """End everything that was started, within two seconds."""
        self._watcher.close()
        if self._builds is not None:
            self._builds.end()
            self._builds.join(_PATIENCE)
        if self._session is not None:
            self._session.tidy(0)
            self._session.close()
        if self._builds is not None:
            self._builds.join(_PATIENCE)

    def _read(self) -> None:
        """Show the deck as it is now, and have it built."""
        try:
            self._show(self._load())
        except MdvidError as error:
            self._files |= files_of_error(self._deck, error)
            self._board.fail(tuple(diagnostics_of(error)))
            self._teller.failed(error)
        except Exception as error:  # noqa: BLE001  # the next edit may be a better one
            self._board.fail((bug(error),))
            self._teller.broke(error)

    def _show(self, project: Project) -> None:
        self._files = files_of(project)
        if self._session is None:
            self._session = Session(project.config.cache_dir if project.config.cache else None)
            self._builds = Builds(self._session, self._board, self._content, self._teller)
        preview = self._session.preview(project)
        self._files |= frozenset(preview.prepared.files)
        keys = self._board.show(preview, project.config)
        assert self._builds
        self._builds.order(project, preview, keys)

    def _await_deck(self) -> None:
        """Wait a moment for the rest of a deck that is being written."""
        end = time.monotonic() + GRACE
        while time.monotonic() < end:
            with suppress(OSError):
                if self._deck.stat().st_size:
                    return
            time.sleep(_GLANCE)
