"""The renderer: slides to pictures, in Chromium."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Generator, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from mdvid.backends.chromium.connection import ConnectionLost, DeadlineExceeded
from mdvid.backends.chromium.find import FoundBrowser, find_browser
from mdvid.backends.chromium.flags import pixel_flags, runs_as_root
from mdvid.backends.chromium.page import Shot
from mdvid.backends.chromium.pool import BrowserPool
from mdvid.backends.chromium.resources import WebFiles
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import LimitError, MdvidError, ProviderFailed
from mdvid.media.model import Size
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.requests import PictureRequest
from mdvid.theme.hyphens import hyphenated

DEADLINE = 30.0
"""Seconds that one slide may take."""

_ATTEMPTS = 2


class ChromiumRenderer:
    """Renders slides in Chromium, spoken to directly. May be called from threads."""

    def __init__(self, browser: Path | None = None, *, deadline: float = DEADLINE) -> None:
        self._configured = browser
        self._deadline = deadline
        self._web = WebFiles()
        self._pool = BrowserPool(lambda: self._found, self._web)
        self._rendered = False

    @cached_property
    def _found(self) -> FoundBrowser:
        return find_browser(self._configured)

    @cached_property
    def fingerprint(self) -> str:
        """The browser's version, the options that matter for pixels, and what pages load.

        Raises:
            ProviderUnavailable: there is no browser on this machine.
        """
        code = code_fingerprint("backends/chromium", "theme/hyphens.py")
        content = hashlib.sha256(self._web.manifest.encode())
        for script in self._web.scripts:
            content.update(script.read_bytes())
        own = f"{code} {content.hexdigest()[:16]} pyphen {version('pyphen')}"
        return f"{self._found.version} {pixel_flags()} {own}"

    def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
        """Write `out` as PNG of exactly the size asked for, and what was noticed beside it.

        Raises:
            ProviderUnavailable: there is no browser, or it does not start.
            ProviderFailed: it broke twice over this slide.
            LimitError: it does not get done with this slide in time.
        """
        self._rendered = True
        shot = self._shoot(_hyphenated(request), assets)
        out.write_bytes(_cropped(shot.png, request.size))
        notice = json.dumps(shot.notice, ensure_ascii=False, sort_keys=True)
        out.with_suffix(".json").write_text(notice + "\n", encoding="utf-8")

    def frames(
        self,
        request: PictureRequest,
        assets: Mapping[str, Path],
        moving: Iterable[Mapping[str, bytes]],
    ) -> Generator[bytes]:
        """Yield the slide as PNG, once for each item of `moving`, as `render` would draw it.

        The page is prepared once; then only pictures change. Should the browser be lost, another
        one goes on with the same frame.

        Raises:
            ProviderUnavailable: there is no browser, or it does not start.
            ProviderFailed: it broke twice over this slide.
            LimitError: it does not get done with a frame in time.
        """
        self._rendered = True
        request = _hyphenated(request)
        waiting = iter(moving)
        pictures = next(waiting, None)
        lost = 0
        while pictures is not None:
            try:
                with self._pool.page(request) as page:
                    page.prepare(request, assets, deadline=self._deadline)
                    while pictures is not None:
                        frame = page.frame(pictures, deadline=self._deadline)
                        yield _cropped(frame, request.size)
                        pictures = next(waiting, None)
            except ConnectionLost as error:
                lost += 1
                if lost == _ATTEMPTS:
                    raise self._given_up(error) from error

    def _shoot(self, request: PictureRequest, assets: Mapping[str, Path]) -> Shot:
        lost = 0
        while True:
            try:
                with self._pool.page(request) as page:
                    return page.render(request, assets, deadline=self._deadline)
            except ConnectionLost as error:
                lost += 1
                if lost == _ATTEMPTS:
                    raise self._given_up(error) from error

    def _given_up(self, problem: ConnectionLost) -> MdvidError:
        if isinstance(problem, DeadlineExceeded):
            return LimitError(
                f"this slide takes longer than {self._deadline:g} s to draw",
                hint="look for huge pictures, or an SVG or CSS that repeats itself endlessly",
            )
        return ProviderFailed(
            f"the browser was lost twice over this slide: {problem}",
            hint="look for huge pictures or heavy CSS",
        )

    def warm(self) -> None:
        """Start a browser in the background, so that the first slide need not wait for it."""
        self._pool.warm()

    def notices(self) -> tuple[Diagnostic, ...]:
        """Return what a person should know about how the browser was run."""
        if not self._rendered or not runs_as_root():
            return ()
        return (
            Diagnostic(
                severity=Severity.NOTE,
                message="the browser ran without its sandbox, because mdvid runs as root",
                hint="run mdvid as a plain user for decks from strangers",
            ),
        )

    def close(self) -> None:
        """End all browsers; safe to call twice. Another `render` starts a new one."""
        self._pool.close()


def _hyphenated(request: PictureRequest) -> PictureRequest:
    """Return what the page is to be told; reading a dictionary costs only those who render."""
    return replace(request, slide=hyphenated(request.slide, request.document))


def _size(png: bytes) -> Size:
    """Return the size that the header of a PNG gives (ISO/IEC 15948, 11.2.2)."""
    return Size(int.from_bytes(png[16:20]), int.from_bytes(png[20:24]))


def _cropped(png: bytes, size: Size) -> bytes:
    """Cut what a window of whole CSS pixels shows beyond the picture: at most one of them."""
    if _size(png) == size:
        return png
    from PIL import Image  # rarely needed, and slow to import

    cropped = io.BytesIO()
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        image.crop((0, 0, size.width, size.height)).save(cropped, "PNG", compress_level=1)
    return cropped.getvalue()
