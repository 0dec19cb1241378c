"""The server of a preview: what its own page gets, and how it ends."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.e2e.watched import DOCUMENT, PATIENCE, Watched, heard, until, watched

from mdvid.errors import ConfigError
from mdvid.watch import connections
from mdvid.watch.content import Content
from mdvid.watch.server import Server
from mdvid.watch.state import Broker

SOUND = bytes(range(256)) * 40


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as server:
        yield server


def test_a_page_gets_itself_and_all_that_it_shows(served: Watched) -> None:
    page = served.get("/")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"/page/main.js" in page.body
    assert "default-src 'none'; script-src 'self';" in page.headers["content-security-policy"]
    script = served.get(
        "/page/main.js", Origin=f"http://{served.host}", Sec_Fetch_Site="same-origin"
    )
    assert (script.status, script.headers["content-type"]) == (
        200,
        "text/javascript; charset=utf-8",
    )
    font = served.get("/page/fonts/inter-latin-wght-normal.woff2")
    assert (font.status, font.headers["content-type"]) == (200, "font/woff2")
    assert font.body.startswith(b"wOF2")
    for answer in (page, script, font):
        assert "server" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


def test_slides_get_their_document_without_the_cookie(served: Watched) -> None:
    document = served.get(served.frame, Cookie="", Sec_Fetch_Site="same-origin")
    assert (
        document.body
        == DOCUMENT.replace("</head>", '<script src="web/preview.js"></script>\n</head>').encode()
    )
    own = f"http://{served.host}{served.frame}"
    assert f"script-src {own}web/;" in document.headers["content-security-policy"]
    loaded = {"Cookie": "", "Origin": "null", "Sec_Fetch_Site": "cross-site"}
    for name in ("web/prepare.js", "web/preview.js", "web/fonts.css", "picture/dot"):
        file = served.get(served.frame + name, **loaded)
        assert (file.status, file.headers["access-control-allow-origin"]) == (200, "null")


def test_the_other_name_of_this_machine_has_documents_of_its_own(served: Watched) -> None:
    document = served.get(served.frame, Host=f"localhost:{served.port}")
    assert f"http://localhost:{served.port}/frame/" in document.headers["content-security-policy"]
    assert "127.0.0.1" not in document.headers["content-security-policy"]


def test_sound_and_video_come_in_parts(served: Watched) -> None:
    whole = served.get(served.sound)
    assert (whole.status, whole.headers["accept-ranges"], whole.body) == (200, "bytes", SOUND)
    for wish, start, end in (("0-", 0, 10240), ("5-9", 5, 10), ("-3", 10237, 10240)):
        part = served.get(served.sound, Range=f"bytes={wish}")
        assert (part.status, part.body) == (206, SOUND[start:end])
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/10240"
    beyond = served.get(served.sound, Range="bytes=10240-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, "bytes */10240")
    video = served.get(served.video, Range="bytes=1000000-")
    assert (video.status, len(video.body)) == (206, 24000)
    assert video.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("what", ["/", "/events", "sound", "video", "frame"])
def test_head_says_the_same_without_the_body(served: Watched, what: str) -> None:
    answer = served.get(getattr(served, what, what), "HEAD")
    assert (answer.status, answer.body) == (200, b"")


def test_a_file_that_vanishes_is_not_found(served: Watched) -> None:
    for path in served.folder.iterdir():
        path.unlink()
    for url in (served.sound, served.video, f"{served.frame}picture/dot"):
        answer = served.get(url)
        assert (answer.status, answer.body) == (404, b"there is nothing here\n")


def test_one_connection_serves_many_requests(served: Watched) -> None:
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    answers = []
    for _ in range(20):
        line.request("GET", served.sound, headers={"Cookie": served.cookie})
        answers.append(line.getresponse().read())
        assert line.sock is not None
    line.close()
    assert answers == [SOUND] * 20


def test_there_is_an_end_to_connections(served: Watched) -> None:
    with ExitStack() as many:
        for _ in range(connections.MOST + 20):
            address = ("127.0.0.1", served.port)
            many.enter_context(socket.create_connection(address, timeout=PATIENCE))
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            served.get("/")
    until(lambda: _answers(served))


def _answers(served: Watched) -> bool:
    try:
        return served.get("/events", "HEAD").status == 200
    except (ConnectionError, http.client.HTTPException):
        return False


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: 127"])
def test_who_says_nothing_is_sent_away(
    tmp_path: Path, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    with watched(tmp_path) as served:
        assert served.raw(said) == b""
        # One that was answered has no longer for its second request.
        line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        line.request("GET", "/", headers={"Cookie": served.cookie})
        assert line.getresponse().read()
        assert line.sock is not None
        line.sock.sendall(b"GET")
        assert line.sock.recv(100) == b""
        line.close()
        with served.events() as lines:
            heard(lines)
            threading.Event().wait(0.2)
            served.broker.publish({"edited": 1})
            assert heard(lines)[0] == "change"


def test_it_ends_with_pages_open(tmp_path: Path) -> None:
    with watched(tmp_path) as served, ExitStack() as pages:
        big = tmp_path / "big.mp4"
        with big.open("wb") as file:
            file.truncate(50_000_000)
        url = served.content.put_file(big, "video/mp4", "big.mp4")
        streams = [pages.enter_context(served.events()) for _ in range(5)]
        for lines in streams:
            heard(lines)
        address = ("127.0.0.1", served.port)
        stalled = pages.enter_context(socket.create_connection(address, timeout=PATIENCE))
        wish = f"GET {url} HTTP/1.1\r\nHost: {served.host}\r\nCookie: {served.cookie}\r\n\r\n"
        stalled.sendall(wish.encode())
        assert stalled.recv(10) == b"HTTP/1.1 2"
        pages.enter_context(socket.create_connection(address, timeout=PATIENCE))
        served.server.close()
        assert "mdvid watch server" not in {thread.name for thread in threading.enumerate()}
        with pytest.raises(ConnectionRefusedError):
            served.get("/")
        assert [line for lines in streams for line in lines if line] == []
        served.server.close()


def test_it_can_be_closed_at_once_or_never_started() -> None:
    server = Server(Broker(), Content())
    server.close()
    server = Server(Broker(), Content())
    server.start()
    server.close()
    assert "mdvid watch server" not in {thread.name for thread in threading.enumerate()}


def test_a_port_can_be_chosen_and_taken_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as finder:
        port = finder.getsockname()[1]
    for _ in range(2):
        server = Server(Broker(), Content(), port=port)
        url = server.start()
        try:
            assert url.startswith(f"http://127.0.0.1:{port}/?token=")
            with pytest.raises(ConfigError, match=f"port {port} is taken") as caught:
                Server(Broker(), Content(), port=port).start()
            assert "--port" in (caught.value.hint or "")
        finally:
            server.close()


@pytest.mark.parametrize(
    ("host", "port", "message", "option"),
    [
        ("192.0.2.1", 0, "no address 192.0.2.1", "--host"),
        ("no..host", 0, "no address no..host", "--host"),
        ("127.0.0.1", 70000, "no port 70000", "--port"),
        ("127.0.0.1", -1, "no port -1", "--port"),
    ],
)
def test_what_cannot_be_had_is_said(host: str, port: int, message: str, option: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        Server(Broker(), Content(), host=host, port=port).start()
    assert option in (caught.value.hint or "")


def test_two_watches_do_not_fight(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with watched(tmp_path / "one") as one, watched(tmp_path / "two") as two:
        both = f"{one.cookie}; {two.cookie}"
        assert one.get("/", Cookie=both).status == two.get("/", Cookie=both).status == 200
        assert one.get("/", Cookie=two.cookie).status == 401


def test_every_address_of_the_machine_can_be_served() -> None:
    server = Server(Broker(), Content(), host="0.0.0.0")
    url = server.start()
    try:
        assert url.startswith("http://127.0.0.1:")
        port = int(url.split(":")[2].split("/")[0])
        for host, status in ((f"192.0.2.9:{port}", 303), (f"evil.example:{port}", 421)):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            line.request("GET", "/?" + url.partition("?")[2], headers={"Host": host})
            assert line.getresponse().status == status
            line.close()
    finally:
        server.close()
