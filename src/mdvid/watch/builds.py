"""Builds in the background, one at a time: the newest that was asked for, and no older one."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from mdvid.builder import DeckReport, Session
from mdvid.builder.preview import Preview
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.engine.execute import Cancelled
from mdvid.engine.store import Artifact
from mdvid.errors import LimitError, MdvidError, diagnostics_of
from mdvid.pipeline.ids import tag_of
from mdvid.project import Project
from mdvid.watch.board import Board
from mdvid.watch.content import Content
from mdvid.watch.memory import release
from mdvid.watch.progress import Progress
from mdvid.watch.snapshot import timeline_part

TICK = 0.05
"""Seconds between two states at least, while a build is told of."""

_DRAWING = ("illustration/", "enlarged/")
"""What the ids of steps begin with that make pictures."""


class Teller(Protocol):
    """Is told what happened, for the terminal. Called from several threads."""

    def built(self, project: Project, report: DeckReport) -> None:
        """A build is done; it may have failures."""
        ...

    def failed(self, error: MdvidError) -> None:
        """The deck cannot be read, or not be built."""
        ...

    def broke(self, error: Exception) -> None:
        """There is a bug in mdvid."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """One build that is wanted."""

    project: Project
    preview: Preview
    keys: Mapping[int, str]
    cancelled: threading.Event = field(default_factory=threading.Event)
    late: threading.Event = field(default_factory=threading.Event)
    """It was cancelled because it took too long."""

    def expire(self) -> None:
        """Cancel it, as its time is up; not if a newer one is wanted already."""
        if not self.cancelled.is_set():
            self.late.set()
            self.cancelled.set()


class Builds:
    """Has two threads: one builds, the other one tells how far that is."""

    def __init__(self, session: Session, board: Board, content: Content, teller: Teller) -> None:
        self._session = session
        self._board = board
        self._content = content
        self._teller = teller
        self._changed = threading.Condition()
        self._next: _Order | None = None
        self._running: _Order | None = None
        self._closed = False
        self._news = threading.Event()
        self._drawn: Preview | None = None
        """What is to be painted anew, as pictures of it were made."""
        self._threads = [
            threading.Thread(target=work, name=f"watch {name}", daemon=True)
            for name, work in (("build", self._work), ("progress", self._tick))
        ]
        for thread in self._threads:
            thread.start()

    def order(self, project: Project, preview: Preview, keys: Mapping[int, str]) -> None:
        """Build this, and nothing that was ordered before; `keys` are those of the slides."""
        with self._changed:
            self.cancel()
            self._next = _Order(project=project, preview=preview, keys=keys)
            self._changed.notify_all()

    def cancel(self) -> None:
        """Start nothing more of what was ordered; what runs ends by itself."""
        with self._changed:
            self._next = None
            if self._running is not None:
                self._running.cancelled.set()

    def end(self) -> None:
        """Cancel everything, and order nothing any more."""
        with self._changed:
            self.cancel()
            self._closed = True
            self._changed.notify_all()
        self._news.set()

    def join(self, seconds: float) -> None:
        """Wait until the threads have ended, but not for ever."""
        for thread in self._threads:
            thread.join(seconds)

    def _work(self) -> None:
        while (order := self._take()) is not None:
            try:
                self._build(order)
            except Cancelled:
                self._board.end("cancelled")
            except MdvidError as error:
                self._fail(order, error)
            except Exception as error:  # noqa: BLE001  # the next edit may be a better one
                self._broke(order, error)
            finally:
                self._content.settle(self._board.urls())
                if not self._closed:
                    self._session.tidy()
                release()

    def _take(self) -> _Order | None:
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._next or self._closed)
            self._running, self._next = self._next, None
            return self._running

    def _build(self, order: _Order) -> None:
        made = _Made(self._session, self._board, self._content)
        waits = any(slide.waits for slide in order.preview.slides)

        def note(step_id: str, artifact: Artifact) -> None:
            made.note(step_id, artifact)
            # Also what was found in the cache: a build that was cancelled may have put it there
            # after this deck was read.
            if waits and step_id.startswith(_DRAWING):
                self._drawn = order.preview

        progress = Progress(order.keys, note, self._news.set)
        self._board.follow(progress)
        with _limited(order):
            report = self._session.build(
                order.project, progress, preview=order.preview, cancelled=order.cancelled
            )
        self._repaint()
        failures = [_failure(f.label, f.error) for f in report.failures]
        self._board.notice((*failures, *report.diagnostics), order.preview)
        self._board.end("done" if report.outputs else "failed", **made.video(report))
        self._teller.built(order.project, report)

    def _repaint(self) -> None:
        shown, self._drawn = self._drawn, None
        if shown is not None:
            self._board.repaint(shown, self._session.refreshed(shown))

    def _fail(self, order: _Order, error: MdvidError) -> None:
        if order.cancelled.is_set() and not order.late.is_set():
            self._board.end("cancelled")
            return
        self._board.notice((*diagnostics_of(error), *order.preview.diagnostics), order.preview)
        self._board.end("failed")
        self._teller.failed(error)

    def _broke(self, order: _Order, error: Exception) -> None:
        if self._closed:
            return  # its tools were taken away
        self._board.notice([bug(error)], order.preview)
        self._board.end("failed")
        self._teller.broke(error)

    def _tick(self) -> None:
        while not self._closed:
            self._news.wait()
            self._news.clear()
            with suppress(MdvidError, OSError):  # the next build says what is wrong
                self._repaint()
            self._board.tick()
            self._pause()

    def _pause(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed, TICK)


class _Made:
    """What a build made for pages: sounds, as soon as they are all there, and the video."""

    def __init__(self, session: Session, board: Board, content: Content) -> None:
        self._session = session
        self._board = board
        self._content = content
        self._sounds: dict[str, str] = {}
        self._film: Artifact | None = None

    def note(self, step_id: str, artifact: Artifact) -> None:
        """Put a result where pages find it."""
        if step_id.startswith("take/") and not tag_of(step_id):
            path = self._session.file(artifact)
            with suppress(OSError):  # one that somebody deleted is silent
                self._sounds[step_id] = self._content.put_file(path, "audio/wav", "take.wav")
        elif step_id == "timeline":
            text = self._session.file(artifact).read_text("utf-8")
            self._board.hear(timeline_part(text, self._sounds))
        elif step_id == "mp4":
            self._film = artifact

    def video(self, report: DeckReport) -> dict[str, Any]:
        """Return the part of the state that is the video, if there is a new one."""
        written = next((o for o in report.outputs if o.format == "mp4"), None)
        if written is None or self._film is None:
            return {}
        path = self._session.file(self._film)
        return {
            "video": {
                "url": self._content.put_file(path, "video/mp4", written.path.name),
                "name": written.path.name,
                "bytes": written.bytes,
                "seconds": round(float(report.duration), 3),
            }
        }


@contextmanager
def _limited(order: _Order) -> Iterator[None]:
    """Cancel a build that takes longer than its settings allow.

    Raises:
        LimitError: so it was.
    """
    allowed = order.project.config.deadline
    timer = threading.Timer((allowed or 0) / 1000, order.expire)
    timer.daemon = True
    if allowed is not None:
        timer.start()
    try:
        yield
    except Cancelled as error:
        if allowed is None or not order.late.is_set():
            raise
        raise LimitError(
            f"the deadline of {allowed / 1000:g} s has passed",
            hint="the next save goes on from there: finished steps are kept",
        ) from error
    finally:
        timer.cancel()


def bug(error: Exception) -> Diagnostic:
    """Return what an author is told of a failure that is ours."""
    return Diagnostic(
        severity=Severity.ERROR,
        message=f"{type(error).__name__}: {error}",
        hint="this is a bug in mdvid: the terminal says more, please report it",
    )


def _failure(label: str, error: Exception) -> Diagnostic:
    if not isinstance(error, MdvidError):
        return bug(error)
    return Diagnostic(severity=Severity.ERROR, message=f"{label}: {error}", hint=error.hint)
