"""The state of what is watched, put together from what the author's and the build's threads say."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from typing import Any

from mdvid.builder.preview import Preview
from mdvid.config.model import Config
from mdvid.diagnostics import Diagnostic
from mdvid.watch.content import Content
from mdvid.watch.progress import Progress
from mdvid.watch.snapshot import deck_part, diagnostic_parts, edited, slide_part, urls_of
from mdvid.watch.state import Broker

_WAITING = ("waiting", False)


class Board:
    """Publishes states; each method may be called from any thread."""

    def __init__(self, broker: Broker, content: Content) -> None:
        self._broker = broker
        self._content = content
        self._lock = threading.Lock()
        self._shown: Preview | None = None
        self._slides: list[dict[str, Any]] = []
        self._marks: dict[str, tuple[str, bool]] = {}
        """What became of slides, by key."""
        self._progress: Progress | None = None
        self._noticed: dict[str, list[Diagnostic]] = {}
        """What was noticed only when slides were rendered, by key."""

    def show(self, preview: Preview, config: Config) -> Mapping[int, str]:
        """Show slides as they were just read; return their keys, by number."""
        parts = [slide_part(slide) for slide in preview.slides]
        with self._lock:
            known = {**self._marks, **self._progressed()}
            self._marks = {p["key"]: known[p["key"]] for p in parts if p["key"] in known}
            fresh = edited(self._slides, parts)
            self._shown, self._slides = preview, parts
            found = [*preview.diagnostics, *self._still_noticed()]
            self._publish(
                deck=deck_part(preview, config),
                document=self._content.put_frame(preview.document, preview.files),
                smallest=preview.smallest,
                failed=False,
                diagnostics=diagnostic_parts(found),
                **({} if fresh is None else {"edited": fresh}),
            )
        return {part["number"]: part["key"] for part in parts}

    def repaint(self, shown: Preview, preview: Preview) -> None:
        """Show pictures that were made since `shown` was; not if another one is shown by now."""
        with self._lock:
            if self._shown is not shown:
                return
            drawn = {slide.slide.number: slide.html for slide in preview.slides}
            # The key stays: it is the same slide, and only a better picture of it.
            self._slides = [{**part, "html": drawn[part["number"]]} for part in self._slides]
            self._publish(document=self._content.put_frame(preview.document, preview.files))

    def fail(self, diagnostics: Collection[Diagnostic]) -> None:
        """Say why nothing can be read; what was shown last stays."""
        with self._lock:
            self._publish(failed=True, diagnostics=diagnostic_parts(diagnostics))

    def follow(self, progress: Progress) -> None:
        """Show from now on how far a build is."""
        with self._lock:
            self._marks |= self._progressed()
            self._progress = progress
            self._publish(build=progress.part("running"))

    def tick(self) -> None:
        """Show how far the build is now."""
        with self._lock:
            if self._progress is not None:
                self._publish(build=self._progress.part("running"))

    def hear(self, timeline: Mapping[str, Any]) -> None:
        """Let pages play the narration."""
        with self._lock:
            self._publish(timeline=timeline)

    def end(self, state: str, **parts: Any) -> None:
        """Say that the build is over, and what came of it."""
        with self._lock:
            if self._progress is None:
                self._publish(build={**self._broker.state["build"], "state": state}, **parts)
                return
            self._marks |= self._progressed()
            part, self._progress = self._progress.part(state), None
            self._publish(build=part, **parts)

    def notice(self, diagnostics: Collection[Diagnostic], preview: Preview) -> None:
        """Show all that a build said; what is only known since then is remembered by slide."""
        with self._lock:
            if self._shown is not preview:
                return
            keys = {part["number"]: part["key"] for part in self._slides}
            self._noticed = {}
            for found in diagnostics:
                if found not in preview.diagnostics:
                    key = keys.get(found.slide or 0, "")
                    self._noticed.setdefault(key, []).append(found)
            if not self._broker.state["failed"]:
                self._publish(diagnostics=diagnostic_parts(diagnostics))

    def urls(self) -> frozenset[str]:
        """Return the URLs of the sounds and of the video that are shown."""
        return urls_of(self._broker.state)

    def _still_noticed(self) -> list[Diagnostic]:
        """Return what was noticed about slides that are as they were."""
        keys = {"", *(part["key"] for part in self._slides)}
        return [one for key, found in self._noticed.items() if key in keys for one in found]

    def _progressed(self) -> dict[str, tuple[str, bool]]:
        return self._progress.marks() if self._progress else {}

    def _publish(self, **parts: Any) -> None:
        marks = {**self._marks, **self._progressed()}
        before = {slide["key"]: slide for slide in self._broker.state["slides"]}
        slides = []
        for part in self._slides:
            state, cached = marks.get(part["key"], _WAITING)
            slide = {**part, "state": state, "cached": cached}
            old = before.get(part["key"])
            slides.append(old if old == slide else slide)
        self._broker.publish({**parts, "slides": slides})
