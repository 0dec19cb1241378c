"""The files of mdvid itself: those of the preview's page, and those of a slide's document."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from mdvid.backends.chromium.resources import WebFiles

_PACKAGE = Path(__file__).parents[1]

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}

INDEX = "index.html"
"""The name of the page."""


class OwnFiles:
    """Finds them by name, among those that there are when a watch begins."""

    def __init__(self, page: Path = _PACKAGE / "watch" / "page") -> None:
        self._web = WebFiles()
        files = (path for path in page.rglob("*") if path.suffix in _TYPES and path.is_file())
        self._page = {path.relative_to(page).as_posix(): path for path in files}

    def of_page(self, name: str) -> Path | None:
        """Return the file that the page knows as `/page/{name}`; fonts are `fonts/…`."""
        if name == "fonts.css" or name.startswith("fonts/"):
            return self._web.path(name)
        return self._page.get(name)

    def of_slides(self, name: str) -> Path | None:
        """Return the file that a slide's document knows as `{name}`."""
        if name == "web/preview.js":
            return _PACKAGE / "theme" / "preview.js"
        return self._web.path(name.removeprefix("web/")) if name.startswith("web/") else None


def media_type(name: str) -> str:
    """Return the media type of a file of ours."""
    return _TYPES[PurePosixPath(name).suffix]
