from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mdvid.backends.models.download import download, remote_size
from mdvid.errors import ProviderFailed

CONTENT = b"weights" * 100_000


class Handler(BaseHTTPRequestHandler):
    """Answers by path: `/whole`, `/cut`, `/away` (another place), `/file` (off the web), `/500`."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        match self.path:
            case "/whole" | "/cut":
                self._send(200, {"Content-Length": str(len(CONTENT))})
                if self.command == "GET":
                    self.wfile.write(CONTENT[: 1000 if self.path == "/cut" else None])
            case "/away":
                self._send(302, {"Location": "/whole"})
            case "/file":
                self._send(302, {"Location": "ftp://127.0.0.1/x"})
            case _:
                self._send(int(self.path[1:]), {})

    def _send(self, code: int, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{found.server_address[1]}"
        found.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def unheard(done: int, total: int) -> None:
    pass


@pytest.mark.parametrize("path", ["/whole", "/away"])
def test_a_file_arrives_with_its_digest(server: str, tmp_path: Path, path: str) -> None:
    told: list[tuple[int, int]] = []
    out = tmp_path / "out"
    digest = download(server + path, out, most=10**6, progress=lambda *d: told.append(d))
    assert out.read_bytes() == CONTENT
    assert digest == hashlib.sha256(CONTENT).hexdigest()
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert remote_size(server + path) == len(CONTENT)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/cut", "broke off after 1,000 of 700,000 bytes"),
        ("/file", "`ftp://127.0.0.1/x` is not on the web"),
        ("/404", "there is nothing at"),
        ("/410", "there is nothing at"),
        ("/503", "answers 503"),
    ],
)
def test_what_goes_wrong_is_said(server: str, tmp_path: Path, path: str, said: str) -> None:
    with pytest.raises(ProviderFailed, match=said):
        download(server + path, tmp_path / "out", most=10**6, progress=unheard)


def test_a_file_that_never_ends_is_not_kept_reading(server: str, tmp_path: Path) -> None:
    with pytest.raises(ProviderFailed, match="holds more than 1,000 bytes"):
        download(f"{server}/whole", tmp_path / "out", most=1000, progress=unheard)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "/etc/passwd"])
def test_only_the_web_is_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(ProviderFailed, match="is not on the web"):
        download(url, tmp_path / "out", most=1000, progress=unheard)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProviderFailed, match="Connection refused"):
        download("http://127.0.0.1:9/x", tmp_path / "out", most=1000, progress=unheard)
