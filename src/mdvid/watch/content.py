"""What a preview shows of a deck, and nothing else: each thing has a URL that cannot be guessed."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from starlette.responses import FileResponse, HTMLResponse, Response

from mdvid.watch.assets import OwnFiles, media_type

FRAMES = 4
"""Documents that are kept: a page may still be loading the one before."""

FILES = 4096
"""Sounds and videos that are kept while a deck is built."""

SPARE = 64
"""Files that are kept beyond those that are shown now: a page may be a moment behind."""

_SCRIPT = '<script src="web/preview.js"></script>\n'

_FOREVER = "private, max-age=31536000, immutable"

_INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""For files: what an SVG could do if it were opened as a document."""

_FRAME_FILE = {
    # The document has no origin, so that to a browser every file of it is a stranger's. Who has
    # its URL may read it: the key in there is known to the page only.
    "Access-Control-Allow-Origin": "null",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": _INERT,
    "Cache-Control": _FOREVER,
}

_FOLDERS = {"audio": "sound", "video": "video"}

_MEDIA = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
"""For sounds and videos: browsers make a document around one that is opened by itself."""


class _State(NamedTuple):
    """By what a file is known to be the one that was put here."""

    device: int
    inode: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: Path
    media_type: str
    name: str
    state: _State | None


@dataclass(slots=True, kw_only=True)
class _Frame:
    document: str
    files: OrderedDict[str, _File] = field(default_factory=OrderedDict)


class Content:
    """Documents, sounds and videos by URL. May be called from threads."""

    def __init__(self, own: OwnFiles | None = None) -> None:
        self._own = own or OwnFiles()
        self._frames: OrderedDict[str, _Frame] = OrderedDict()
        self._files: OrderedDict[str, _File] = OrderedDict()
        self._digests: OrderedDict[tuple[Path, _State], str] = OrderedDict()
        self._lock = threading.Lock()

    def put_frame(self, document: str, assets: Mapping[str, tuple[Path, str]]) -> str:
        """Return the URL of a slides' document; `assets` are path and media type by name.

        The URL stays while the document does, and no file of it becomes another one.
        """
        document = _with_script(document)
        files = {
            name: _File(path=path, media_type=kind, name=name, state=_state(path))
            for name, (path, kind) in assets.items()
        }
        with self._lock:
            key = self._frame_of(document, files) or secrets.token_urlsafe(16)
            frame = self._frames.setdefault(key, _Frame(document=document))
            self._frames.move_to_end(key)
            for name, file in files.items():
                frame.files[name] = file
                frame.files.move_to_end(name)
            _forget(frame.files, len(files) + SPARE)
            _forget(self._frames, FRAMES)
        return f"/frame/{key}/"

    def put_file(self, path: Path, media_type: str, name: str) -> str:
        """Return the URL of a sound or video, made of the digest of what is in it.

        Once the file holds something else, nothing is served under this URL. `name` is what it is
        called when it is saved.

        Raises:
            OSError: it cannot be read.
            KeyError: it is neither sound nor video by its media type.
        """
        state = _state_of(path.stat())
        digest = self._digest(path, state)
        folder = _FOLDERS[media_type.partition("/")[0]]
        url = f"/{folder}/{digest}{Path(name).suffix}"
        with self._lock:
            self._files[url] = _File(path=path, media_type=media_type, name=name, state=state)
            self._files.move_to_end(url)
            _forget(self._files, FILES)
        return url

    def settle(self, shown: Collection[str]) -> None:
        """Forget sounds and videos but those with these URLs, and a few more: the newest."""
        with self._lock:
            for url in self._files.keys() & shown:
                self._files.move_to_end(url)
            _forget(self._files, len(shown) + SPARE)
            kept = {(file.path, file.state) for file in self._files.values()}
            for known in self._digests.keys() - kept:
                del self._digests[known]

    def answer(self, path: str, origin: str) -> Response | None:
        """Return what is at this path of `origin`; None if there is nothing, or not any more."""
        if path.startswith("/frame/"):
            key, slash, name = path.removeprefix("/frame/").partition("/")
            return self._framed(key, name, origin) if slash else None
        with self._lock:
            file = self._files.get(path)
        headers = {"Content-Security-Policy": _MEDIA, "Cache-Control": _FOREVER}
        return _sent(file, headers, shown_as=file.name) if file else None

    def _framed(self, key: str, name: str, origin: str) -> Response | None:
        with self._lock:
            frame = self._frames.get(key)
            file = frame.files.get(name) if frame else None
        if frame is None:
            return None
        if not name:
            policy = _document_policy(origin, f"{origin}/frame/{key}/")
            return HTMLResponse(frame.document, headers={"Content-Security-Policy": policy})
        own = self._own.of_slides(name)
        if own:
            file = _File(path=own, media_type=media_type(name), name=name, state=_state(own))
        return _sent(file, _FRAME_FILE) if file else None

    def _frame_of(self, document: str, files: Mapping[str, _File]) -> str | None:
        """Return the newest frame with this document, if it has no other files by these names."""
        for key, frame in reversed(self._frames.items()):
            if frame.document == document:
                known = frame.files
                same = all(known.get(name, file) == file for name, file in files.items())
                return key if same else None
        return None

    def _digest(self, path: Path, state: _State) -> str:
        with self._lock:
            known = self._digests.get((path, state))
        if known:
            return known
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with self._lock:
            self._digests[path, state] = digest
            _forget(self._digests, FILES)
        return digest


def _forget(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _with_script(document: str) -> str:
    head, end, body = document.rpartition("</head>")
    return f"{head}{_SCRIPT}{end}{body}"


def _state(path: Path) -> _State | None:
    try:
        return _state_of(path.stat())
    except OSError:
        return None


def _state_of(found: os.stat_result) -> _State:
    return _State(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _sent(file: _File, headers: Mapping[str, str], shown_as: str | None = None) -> Response | None:
    try:
        found = file.path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or _state_of(found) != file.state:
        return None
    return FileResponse(
        file.path,
        headers=headers,
        media_type=file.media_type,
        filename=shown_as,
        content_disposition_type="inline",
        stat_result=found,
    )


def _document_policy(origin: str, base: str) -> str:
    return (
        f"default-src 'none'; script-src {base}web/; style-src {base} 'unsafe-inline'; "
        f"img-src {base} data:; font-src {base} data:; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {origin}; sandbox allow-scripts"
    )
