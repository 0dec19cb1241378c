"""Pictures from the web, by a real server on this machine."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.web import WebPictures
from mdvid.errors import LimitError, MdvidError, PolicyError, ProviderFailed


def _png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(data, "PNG")
    return data.getvalue()


_MOVED = {
    "/moved.png": "/ok.png",
    "/circle.png": "/circle.png",
    "/metadata.png": "http://169.254.169.254/latest/",
    "/file.png": "file:///etc/passwd",
}

_BODIES = {
    "/ok.png": _png(),
    "/drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "/page.html": b"<!doctype html><title>not a picture</title>",
    "/huge.png": _png() + bytes(200_000),
}


class _Pages(BaseHTTPRequestHandler):
    """What a picture's server may answer, by path."""

    server: "_Server"  # type: ignore[mutable-override]  # the base class has no better way

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path in _MOVED:
            self._send(302, b"", Location=_MOVED[self.path])
        elif self.path in _BODIES:
            self._send(200, _BODIES[self.path])
        elif self.path == "/cut.png":
            self._send(200, _png()[:20], **{"Content-Length": "5000"})
        elif self.path == "/slow.png":
            self._drip()
        else:
            self._send(404, b"")

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.stopped.wait(0.02):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.asked: list[str] = []
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.stopped.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def web(tmp_path: Path) -> WebPictures:
    return WebPictures(tmp_path / "web", allow_private=True)


@pytest.mark.parametrize("name", ["ok.png", "drawing.svg", "moved.png"])
def test_a_picture_is_fetched_once_and_kept(name: str, server: _Server, web: WebPictures) -> None:
    first = web.fetch(f"{server.url}/{name}")
    asked = len(server.asked)
    assert first.read_bytes()
    assert web.fetch(f"{server.url}/{name}") == first
    assert len(server.asked) == asked


def test_what_was_kept_is_there_without_a_network(server: _Server, web: WebPictures) -> None:
    url = f"{server.url}/ok.png"
    assert web.kept(url) is None
    assert server.asked == []
    fetched = web.fetch(url)
    assert web.kept(url) == fetched


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("page.html", ProviderFailed, "not a picture"),
        ("gone.png", ProviderFailed, "404"),
        ("circle.png", ProviderFailed, "circle"),
        ("file.png", PolicyError, "not on the web"),
        ("huge.png", LimitError, "larger than"),
        ("cut.png", ProviderFailed, "broke off"),
    ],
)
def test_what_cannot_be_used_is_not_kept(
    name: str, kind: type[MdvidError], says: str, server: _Server, tmp_path: Path
) -> None:
    web = WebPictures(tmp_path / "web", largest=100_000, allow_private=True)
    with pytest.raises(kind, match=says):
        web.fetch(f"{server.url}/{name}")
    assert list((tmp_path / "web").iterdir()) == []


def test_a_server_that_never_comes_to_an_end_is_cut_off(server: _Server, tmp_path: Path) -> None:
    web = WebPictures(tmp_path, timeout=0.3, allow_private=True)
    with pytest.raises(LimitError, match=r"within 0\.3 s"):
        web.fetch(f"{server.url}/slow.png")


def test_a_server_on_this_machine_is_never_asked(server: _Server, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="of this machine"):
        WebPictures(tmp_path).fetch(f"{server.url}/ok.png")
    assert server.asked == []


def test_a_redirect_is_judged_like_the_first_address(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the server of this test were public: only the address that it leads to is not.
    monkeypatch.setattr("mdvid.backends.addresses.is_public", lambda address: address.is_loopback)
    with pytest.raises(PolicyError, match=r"169\.254\.169\.254"):
        WebPictures(tmp_path).fetch(f"{server.url}/metadata.png")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "HTTP://127.0.0.1/x.png",
        "http://localhost/x.png",
        "http://2130706433/x.png",
        "http://0177.0.0.1/x.png",
        "http://0x7f.1/x.png",
        "http://0.0.0.0/x.png",
        "http://10.1.2.3/x.png",
        "http://169.254.169.254/latest/",
        "http://192.168.0.1/x.png",
        "http://100.64.0.1/x.png",
        "http://[::1]/x.png",
        "http://[::]/x.png",
        "http://[::ffff:127.0.0.1]/x.png",
        "http://[::127.0.0.1]/x.png",
        "http://[fe80::1]/x.png",
        "http://[fd00::1]/x.png",
        "http://[2002:7f00:1::]/x.png",
        "http://[64:ff9b::7f00:1]/x.png",
        "http://[64:ff9b::a00:1]/x.png",
        "http://user:secret@127.0.0.1/x.png",
        "https://127.0.0.1/x.png",
        "file:///etc/passwd",
        "ftp://example.org/x.png",
        "http:///x.png",
    ],
)
def test_no_spelling_of_a_private_address_is_let_through(url: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        WebPictures(tmp_path).fetch(url)


@pytest.mark.parametrize("url", ["http://[::1/x.png", "http://a.invalid:99999/x.png"])
def test_an_address_that_makes_no_sense_is_an_error_like_any_other(
    url: str, tmp_path: Path
) -> None:
    with pytest.raises(ProviderFailed):
        WebPictures(tmp_path).fetch(url)
