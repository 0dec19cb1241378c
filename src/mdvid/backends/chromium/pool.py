"""Browsers that stay warm: one for each thread that renders at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from mdvid.backends.chromium.browser import Browser
from mdvid.backends.chromium.connection import CallFailed, ConnectionLost
from mdvid.backends.chromium.find import FoundBrowser
from mdvid.backends.chromium.page import Page
from mdvid.backends.chromium.resources import WebFiles
from mdvid.errors import MdvidError, ProviderFailed, ProviderUnavailable
from mdvid.providers.requests import PictureRequest

_START = 20.0
"""Seconds in which a browser must have started and opened a page."""

_CLOSED = "the browsers were closed meanwhile"


class BrowserPool:
    """Lends pages, each alone in a browser: pages of one browser wait for each other."""

    def __init__(self, find: Callable[[], FoundBrowser], web: WebFiles) -> None:
        self._find = find
        self._web = web
        self._lock = threading.Lock()
        self._idle: list[Page] = []
        self._busy: list[Browser] = []
        self._warming: threading.Thread | None = None
        self._generation = 0

    @contextmanager
    def page(self, request: PictureRequest) -> Iterator[Page]:
        """Lend a page, if possible one that has the document of `request` loaded.

        Its browser is ended if the page is lost meanwhile.

        Raises:
            ProviderUnavailable: there is no browser, or it does not start.
        """
        generation = self._generation
        page = self._take(request) or self._warmed(request) or self._open()
        browser = page.browser
        try:
            yield page
        except BaseException as error:
            # A slide that cannot be drawn says nothing against the page.
            self._give_back(page, alive=isinstance(error, ProviderFailed))
            if generation != self._generation:
                raise ProviderFailed(_CLOSED) from error
            raise
        self._give_back(page, alive=browser in self._busy)

    def warm(self) -> None:
        """Begin to have a page ready, in the background."""

        def start() -> None:
            # Whatever is wrong is said when a slide is rendered.
            with suppress(MdvidError):
                self._give_back(self._open(), alive=True)

        with self._lock:
            if not (self._idle or self._busy or self._warming):
                self._warming = threading.Thread(target=start, name="mdvid-browser", daemon=True)
                self._warming.start()

    def close(self) -> None:
        """End all browsers. Whoever has one of them finds it gone."""
        with self._lock:
            self._generation += 1
            idle, self._idle = self._idle, []
            busy, self._busy = self._busy, []
        for browser in busy:
            browser.stop()
        for page in idle:
            page.browser.kill()

    def _take(self, request: PictureRequest) -> Page | None:
        with self._lock:
            if not self._idle:
                return None
            newest = self._idle[::-1]
            page = max(newest, key=lambda p: (p.has_prepared(request), p.has_loaded(request)))
            self._idle.remove(page)
            self._busy.append(page.browser)
            return page

    def _warmed(self, request: PictureRequest) -> Page | None:
        """Return the page that is being made ready, for the first who comes."""
        with self._lock:
            warming, self._warming = self._warming, None
        if warming is None:
            return None
        warming.join()
        return self._take(request)

    def _give_back(self, page: Page, *, alive: bool) -> None:
        with self._lock:
            known = page.browser in self._busy
            if known:
                self._busy.remove(page.browser)
            if known and alive:
                self._idle.append(page)
                return
        page.browser.kill()

    def _open(self) -> Page:
        generation = self._generation
        found = self._find()
        try:
            browser = Browser(found.program)
        except OSError as error:
            raise _does_not_start(found, str(error)) from error
        with self._lock:
            wanted = generation == self._generation
            if wanted:
                self._busy.append(browser)
        if not wanted:
            browser.kill()
            raise ProviderFailed(_CLOSED)
        try:
            browser.connection.deadline = time.monotonic() + _START
            return Page(browser, self._web)
        except BaseException as error:
            with self._lock, suppress(ValueError):
                self._busy.remove(browser)
            reason = browser.log() or str(error)
            browser.kill()
            if isinstance(error, (CallFailed, ConnectionLost)):
                raise _does_not_start(found, reason) from error
            raise


def _does_not_start(found: FoundBrowser, reason: str) -> ProviderUnavailable:
    if "sandbox" in reason.lower():
        return ProviderUnavailable(
            f"this machine does not let `{found.program}` build its sandbox",
            hint="allow user namespaces (on Ubuntu: `sudo sysctl "
            "kernel.apparmor_restrict_unprivileged_userns=0`; in Docker: `--security-opt "
            "seccomp=unconfined`), or see docs/how-to/browser.md",
        )
    return ProviderUnavailable(
        f"the browser `{found.program}` does not start: {reason}",
        hint="`mdvid doctor` says what is missing; `mdvid setup` gets another browser",
    )
