"""What a page may load: mdvid's own files, and the assets of the slide; nothing else exists."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mdvid.errors import ProviderUnavailable

ORIGIN = "http://deck.invalid"
"""Where documents are: a host that cannot exist (RFC 2606)."""

_PACKAGE = Path(__file__).parents[2]

_SCRIPTS = {
    name: _PACKAGE / "theme" / name
    for name in (
        "prepare.js",
        "drawings.js",
        "fit.js",
        "glyphs.js",
        "ground.js",
        "hyphens.js",
        "motion.js",
    )
}
"""Our own scripts: they are not in the manifest, as nothing builds them."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}


class WebFiles:
    """The files of mdvid itself, under `web/`."""

    def __init__(self, folder: Path = _PACKAGE / "_web") -> None:
        self._folder = folder

    @cached_property
    def manifest(self) -> str:
        """The list of the files with their digests.

        Raises:
            ProviderUnavailable: mdvid was installed without them.
        """
        try:
            return (self._folder / "manifest.json").read_text("utf-8")
        except OSError as error:
            raise ProviderUnavailable(
                "the fonts and scripts for slides are missing from this installation of mdvid",
                hint="install it again: `pip install --force-reinstall mdvid`",
            ) from error

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(json.loads(self.manifest)["files"])

    @property
    def scripts(self) -> tuple[Path, ...]:
        """All of our own scripts, which the manifest does not list."""
        return *_SCRIPTS.values(), Path(__file__).with_name("sealed.js")

    def path(self, name: str) -> Path | None:
        """Return the file that a page knows as `web/{name}`."""
        if name in _SCRIPTS:
            return _SCRIPTS[name]
        return self._folder / name if name in self._names else None


class Resources:
    """Answers the requests of one document."""

    def __init__(self, web: WebFiles, base: str, document: str) -> None:
        self.base = base
        """The URL of the document; ends with a slash."""
        self.assets: Mapping[str, Path] = {}
        self.frames: Mapping[str, bytes] = {}
        """JPEGs of moving pictures, by name and query."""
        self.types: Mapping[str, str] = {}
        self.refused: list[str] = []
        self._web = web
        self._document = document

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the parameters of `Fetch.fulfillRequest`, or None to refuse it."""
        url = str(request["url"])
        if request["method"] == "GET":
            if url == self.base:
                return _response(self._document.encode(), "text/html; charset=utf-8", self._policy)
            if url.removeprefix(self.base) in self.frames:
                return _response(self.frames[url.removeprefix(self.base)], "image/jpeg", _INERT)
            if url.startswith(self.base):
                found = self._file(
                    unquote(urlsplit(url).path).removeprefix(urlsplit(self.base).path)
                )
                if found:
                    return found
        self.refused.append(self.shown(url))
        return None

    def shown(self, url: str) -> str:
        """Return `url` as the author wrote it."""
        return url.removeprefix(self.base).removeprefix(ORIGIN)

    def _file(self, name: str) -> dict[str, Any] | None:
        if name.startswith("web/"):
            path = self._web.path(name.removeprefix("web/"))
            return _own_file(path) if path else None
        if name in self.assets:
            media_type = self.types.get(name, "image/png")
            return _response(self.assets[name].read_bytes(), media_type, _INERT)
        return None

    @property
    def _policy(self) -> str:
        return (
            f"default-src 'none'; script-src {self.base}web/; style-src {ORIGIN} 'unsafe-inline'; "
            f"img-src {ORIGIN} data:; font-src {ORIGIN} data:; base-uri 'none'; form-action 'none'"
        )


_INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""For assets: what an SVG could do if it were opened as a document."""


@cache
def _own_file(path: Path) -> dict[str, Any]:
    """Return the response for a file of mdvid; read once, as every page asks for it."""
    return _response(path.read_bytes(), _TYPES[path.suffix], _INERT)


def _response(body: bytes, media_type: str, policy: str) -> dict[str, Any]:
    headers = {
        "Content-Type": media_type,
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return {
        "responseCode": 200,
        "responseHeaders": [{"name": name, "value": value} for name, value in headers.items()],
        "body": base64.b64encode(body).decode("ascii"),
    }
