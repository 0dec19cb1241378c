"""One page that stays warm: a document is loaded once, its slides are put in one by one."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from mdvid.backends.chromium.browser import Browser
from mdvid.backends.chromium.connection import CallFailed, ConnectionLost
from mdvid.backends.chromium.resources import ORIGIN, Resources, WebFiles
from mdvid.errors import ProviderFailed
from mdvid.media.model import Size
from mdvid.providers.requests import PictureRequest
from mdvid.theme.geometry import viewport

_TIDY = 16
"""Pictures after which those that are no longer shown are thrown away: left to itself, the
browser would keep gigabytes of them."""

_loads, _frames = count(1), count(1)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, and what was noticed while it was made."""

    png: bytes
    notice: dict[str, Any]


class Page:
    """The page of one browser. For one thread at a time."""

    def __init__(self, browser: Browser, web: WebFiles) -> None:
        """Open a page.

        Raises:
            CallFailed: it cannot be used.
            ConnectionLost: the browser ended.
        """
        self.browser = browser
        self._web = web
        self._connection = browser.connection
        self._resources = Resources(web, ORIGIN + "/", "")
        self._loaded: tuple[str, Size] | None = None
        self._prepared: tuple[str, float] | None = None
        self._notice: dict[str, Any] = {}
        self._served: dict[str, Path] = {}
        self._standing: list[str] = []
        self._rendered = 0
        self._ready = False
        self._session = self._open()

    def _open(self) -> str:
        target = self._connection.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._connection.call(
            "Target.attachToTarget", {"targetId": target, "flatten": True}
        )
        session: str = attached["sessionId"]
        self._connection.on("Fetch.requestPaused", session, self._answer)
        self._connection.on("Page.loadEventFired", session, self._is_ready)
        self._connection.on("Page.javascriptDialogOpening", session, self._dismiss)
        self._connection.on("Inspector.targetCrashed", session, self._crashed)
        reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        for method, params in (
            ("Inspector.enable", {}),
            ("Page.enable", {}),
            ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
            ("Network.enable", {}),
            ("Network.setBypassServiceWorker", {"bypass": True}),
            ("Emulation.setEmulatedMedia", {"media": "screen", "features": reduced}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": _script()}),
        ):
            self._connection.post(method, params, session)
        return session

    def has_loaded(self, request: PictureRequest) -> bool:
        """Whether the document that is loaded is the one of `request`."""
        return self._loaded == (request.document, request.size)

    def has_prepared(self, request: PictureRequest) -> bool:
        """Whether the slide that it shows is the one of `request`, at whichever step."""
        return self.has_loaded(request) and self._prepared == (request.slide, request.smallest)

    def render(
        self, request: PictureRequest, assets: Mapping[str, Path], *, deadline: float
    ) -> Shot:
        """Return the picture of `request`, at most `deadline` seconds from now.

        Raises:
            ConnectionLost: the browser ended, crashed, or did not answer in time.
            ProviderFailed: the page cannot be used.
        """
        with self._within(deadline):
            notice = self._show(request, assets)
            return Shot(self._capture(), notice)

    def prepare(
        self, request: PictureRequest, assets: Mapping[str, Path], *, deadline: float
    ) -> None:
        """Show the picture of `request`, for `frame`; raises what `render` raises."""
        with self._within(deadline):
            self._show(request, assets)

    def frame(self, pictures: Mapping[str, bytes], *, deadline: float) -> bytes:
        """Return the slide that was prepared, with other pictures (JPEG) under these URLs.

        Only the pictures change: nothing is laid out anew. Raises what `render` raises.
        """
        with self._within(deadline):
            number = next(_frames)
            self._prepared = None
            # Another address each time: nothing that the browser remembers is shown.
            urls = {name: f"{name}?{number}" for name in pictures}
            self._resources.frames = {urls[name]: data for name, data in pictures.items()}
            shown = json.dumps(urls)
            self._run(f'mdvid.load("web/motion.js").then(() => mdvid.parts.show({shown}))')
            self._tidy()
            return self._capture()

    @contextmanager
    def _within(self, deadline: float) -> Iterator[None]:
        self._connection.deadline = time.monotonic() + deadline
        try:
            yield
        except CallFailed as error:
            raise ProviderFailed(f"the browser failed: {error}") from error

    def _show(self, request: PictureRequest, assets: Mapping[str, Path]) -> dict[str, Any]:
        clash = any(self._served.get(name, path) != path for name, path in assets.items())
        if clash or not self.has_loaded(request):
            self._load(request)
        if self.has_prepared(request):
            self._run(f"mdvid.show({request.step}, {request.caption})")
        else:
            self._serve(request, assets)
            self._notice = self._put(request)
            self._prepared = (request.slide, request.smallest)
        self._tidy()
        return self._notice

    def _call(self, method: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._connection.call(method, params, self._session)

    def _load(self, request: PictureRequest) -> None:
        window = viewport(request.size)
        metrics = {
            "width": window.width,
            "height": window.height,
            "deviceScaleFactor": window.scale,
            "mobile": False,
        }
        self._call("Emulation.setDeviceMetricsOverride", metrics)
        # A new address each time: nothing that the browser remembers of an old one is used.
        self._resources = Resources(self._web, f"{ORIGIN}/{next(_loads)}/", request.document)
        self._loaded, self._prepared, self._rendered, self._ready = None, None, 0, False
        self._served.clear()
        self._call("Page.navigate", {"url": self._resources.base})
        self._connection.wait(lambda: self._ready)
        self._standing = [*self._resources.refused, *self._run("mdvidSeal.takeRefused()")]
        self._loaded = (request.document, request.size)

    def _serve(self, request: PictureRequest, assets: Mapping[str, Path]) -> None:
        self._served.update(assets)
        self._resources.assets = assets
        self._resources.types = {asset.name: asset.media_type for asset in request.assets}
        self._resources.refused = []

    def _put(self, request: PictureRequest) -> dict[str, Any]:
        self._prepared = None
        arguments = json.dumps({"html": request.slide, "smallest": request.smallest})
        notice: dict[str, Any] = self._run(
            f"mdvidSeal.reset(),mdvid.prepare({arguments})"
            f".then((notice) => (mdvid.show({request.step}, {request.caption}), notice))"
        )
        return self._with_refused(notice)

    def _tidy(self) -> None:
        self._rendered += 1
        if self._rendered % _TIDY == 0:
            self._connection.post("HeapProfiler.collectGarbage", {}, self._session)

    def _run(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        wish = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        result = self._call("Runtime.evaluate", wish)
        if "exceptionDetails" in result:
            self._loaded = None
            details = result["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details["text"]
            raise ProviderFailed(f"the script of the page failed: {text}")
        return result["result"].get("value")

    def _with_refused(self, notice: dict[str, Any]) -> dict[str, Any]:
        """Add what was refused: by the page's policy, by us, and when the document was loaded."""
        shown = self._resources.shown
        refused = [*notice["refused"], *self._resources.refused, *self._standing]
        notice["refused"] = sorted({shown(url) for url in refused if url})
        notice["broken"] = sorted({shown(url) for url in notice["broken"]} - {*notice["refused"]})
        return notice

    def _capture(self) -> bytes:
        # Not `HeadlessExperimental.beginFrame`, although it is a quarter faster: now and then its
        # picture has parts of the slide before.
        form = {"format": "png", "optimizeForSpeed": True}
        return base64.b64decode(self._call("Page.captureScreenshot", form)["data"])

    def _answer(self, event: Mapping[str, Any]) -> None:
        request = {"requestId": event["requestId"]}
        response = self._resources.answer(event["request"])
        if response is None:
            # A navigation that is aborted leaves the document as it is.
            away = event.get("resourceType") == "Document"
            refusal = {**request, "errorReason": "Aborted" if away else "BlockedByClient"}
            self._connection.post("Fetch.failRequest", refusal, self._session)
        else:
            self._connection.post("Fetch.fulfillRequest", {**request, **response}, self._session)

    def _is_ready(self, _: Mapping[str, Any]) -> None:
        self._ready = True

    def _dismiss(self, _: Mapping[str, Any]) -> None:
        refusal = {"accept": False}
        self._connection.post("Page.handleJavaScriptDialog", refusal, self._session)

    def _crashed(self, _: Mapping[str, Any]) -> None:
        raise ConnectionLost("its page crashed")


@cache
def _script() -> str:
    return Path(__file__).with_name("sealed.js").read_text("utf-8")
