"""A hub on this machine: what of the Hugging Face hub's interface its client needs for downloads.

`/api/models/REPO[/revision/REVISION]`, `/api/models/REPO/tree/COMMIT`,
`/api/models/REPO/auth-check` and `/REPO/resolve/COMMIT/PATH`, as huggingface_hub 2.4 asks for them.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".bin", ".pth", ".ckpt")
"""Files that the hub keeps outside git, with a SHA-256."""


@dataclass
class Repo:
    """A repository at one commit, `main`."""

    files: dict[str, bytes]
    card: dict[str, Any] = field(default_factory=lambda: {"license": "apache-2.0"})
    token: str = ""
    """Without it nothing can be downloaded: the repository is gated."""
    commit: str = ""

    def __post_init__(self) -> None:
        names = json.dumps(sorted(self.files)).encode()
        self.commit = self.commit or hashlib.sha1(names, usedforsecurity=False).hexdigest()


@dataclass
class Hub:
    """What is there, what was asked, and what goes wrong."""

    repos: dict[str, Repo] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths of files whose content was sent."""
    damaged: set[str] = field(default_factory=set)
    """Paths of files that arrive with other content of the same length."""
    cut: set[str] = field(default_factory=set)
    """Paths of files of which half is sent, once."""
    stuck: set[str] = field(default_factory=set)
    """Paths of files of which half is sent, and then nothing until `go_on` is set."""
    go_on: threading.Event = field(default_factory=threading.Event)
    address: str = ""


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Serve the hub on this machine for as long as the block runs."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield hub
        finally:
            hub.go_on.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._respond()

    def do_GET(self) -> None:
        self._respond()

    def log_message(self, *_: object) -> None:
        pass

    def _respond(self) -> None:
        parts = unquote(urlsplit(self.path).path).strip("/").split("/")
        api = parts[:2] == ["api", "models"]
        parts = parts[2:] if api else parts
        repo = self.hub.repos.get("/".join(parts[:2]))
        if repo is None:
            self._refuse(401, "RepoNotFound")
        elif api:
            self._api(repo, "/".join(parts[:2]), parts[2:])
        else:
            self._file(repo, parts[3], "/".join(parts[4:]))

    def _api(self, repo: Repo, name: str, asked: list[str]) -> None:
        match asked:
            case [] | ["revision", _]:
                if asked and asked[1] not in {"main", repo.commit}:
                    self._refuse(404, "RevisionNotFound")
                else:
                    self._json(_info(repo, name))
            case ["tree", _]:
                self._json(_tree(repo))
            case ["auth-check"] if self._allowed(repo):
                self._json({})
            case _:
                self._refuse(403, "GatedRepo")

    def _file(self, repo: Repo, revision: str, path: str) -> None:
        content = repo.files.get(path)
        if not self._allowed(repo):
            self._refuse(403, "GatedRepo")
            return
        if revision != repo.commit or content is None:
            self._refuse(404, "EntryNotFound")
            return
        digest = _digest(path, content)
        sent = content
        if path in self.hub.damaged:
            sent = bytes(byte ^ 1 for byte in content)
        headers = {
            "ETag": f'"{digest}"',
            "X-Repo-Commit": repo.commit,
            "X-Linked-Size": str(len(content)),
            "X-Linked-Etag": f'"{digest}"',
        }
        start = self._start()
        self.send_response(206 if start else 200)
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(sent) - 1}/{len(sent)}"
        self._headers(headers, len(sent) - start)
        if self.command == "GET":
            self.hub.asked.append(path)
            if path in self.hub.cut | self.hub.stuck:
                self.wfile.write(sent[start : len(sent) // 2])
                self.wfile.flush()
                if path in self.hub.stuck:
                    self.hub.go_on.wait(60)
                self.hub.cut.discard(path)
                self.close_connection = True
            else:
                self.wfile.write(sent[start:])

    def _start(self) -> int:
        return int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0])

    def _allowed(self, repo: Repo) -> bool:
        return not repo.token or self.headers.get("Authorization") == f"Bearer {repo.token}"

    def _json(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self._headers({"Content-Type": "application/json"}, len(body))
        if self.command == "GET":
            self.wfile.write(body)

    def _refuse(self, code: int, why: str) -> None:
        self.send_response(code)
        self._headers({"X-Error-Code": why, "X-Error-Message": why}, 0)

    def _headers(self, headers: dict[str, str], length: int) -> None:
        for name, value in (headers | {"Content-Length": str(length)}).items():
            self.send_header(name, value)
        self.end_headers()


def _digest(path: str, content: bytes) -> str:
    if path.endswith(LARGE):
        return hashlib.sha256(content).hexdigest()
    blob = b"blob %d\0" % len(content) + content
    return hashlib.sha1(blob, usedforsecurity=False).hexdigest()


def _info(repo: Repo, name: str) -> dict[str, Any]:
    siblings = []
    for path, content in repo.files.items():
        entry: dict[str, Any] = {"rfilename": path, "size": len(content)}
        if path.endswith(LARGE):
            digest = _digest(path, content)
            entry["lfs"] = {"size": len(content), "sha256": digest, "pointerSize": 130}
        siblings.append(entry)
    return {
        "id": name,
        "sha": repo.commit,
        "private": False,
        "gated": "auto" if repo.token else False,
        "cardData": repo.card,
        "siblings": siblings,
    }


def _tree(repo: Repo) -> list[dict[str, Any]]:
    entries = []
    for path, content in repo.files.items():
        digest = _digest(path, content)
        entry: dict[str, Any] = {"type": "file", "path": path, "size": len(content), "oid": digest}
        if path.endswith(LARGE):
            entry["lfs"] = {"size": len(content), "oid": digest, "pointerSize": 130}
        entries.append(entry)
    return entries
