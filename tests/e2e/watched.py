"""A preview that is served, and requests to it that no browser would send."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mdvid.watch.content import Content
from mdvid.watch.server import Server
from mdvid.watch.state import Broker

DOCUMENT = "<!doctype html><html><head></head><body>slides</body></html>"
SECRET = "nobody shall read this"

PATIENCE = 20
"""Seconds that an answer may take: then something is wrong."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer to a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A server with a bit of everything."""

    server: Server
    broker: Broker
    content: Content
    port: int
    token: str
    cookie: str
    """What a `Cookie` header holds."""
    sound: str
    video: str
    frame: str
    other_frame: str
    folder: Path

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def get(self, target: str, method: str = "GET", **headers: str) -> Reply:
        """Ask as the page does."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asked(self.port, target, method, {"Cookie": self.cookie, **named})

    def raw(self, request: bytes) -> bytes:
        """Return all that is answered to these bytes until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            try:
                line.sendall(request)
                return b"".join(iter(lambda: line.recv(65536), b""))
            except ConnectionError:
                return b""

    @contextmanager
    def events(self) -> Iterator[Iterator[str]]:
        """Yield the lines of the stream of events."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request("GET", "/events", headers={"Cookie": self.cookie})
        answer = line.getresponse()
        assert (answer.status, answer.headers["content-type"]) == (
            200,
            "text/event-stream; charset=utf-8",
        )
        try:
            yield (text.decode().rstrip("\n") for text in answer)
        finally:
            answer.close()
            line.close()


def asked(port: int, target: str, method: str, headers: Mapping[str, str]) -> Reply:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request(method, target, headers=dict(headers))
        answer = line.getresponse()
        held = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(status=answer.status, headers=held, body=answer.read())
    finally:
        line.close()


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    """Serve a deck that is in `folder`."""
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    sound, video, picture = (folder / name for name in ("a.wav", "talk.mp4", "dot.png"))
    sound.write_bytes(bytes(range(256)) * 40)
    video.write_bytes(bytes(range(255, -1, -1)) * 4000)
    picture.write_bytes(b"\x89PNG")
    broker, content = Broker(), Content()
    server = Server(broker, content)
    url = server.start()
    try:
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{40,})", url)
        assert found
        port = int(found[1])
        door = asked(port, f"/?token={found[2]}", "GET", {})
        assert (door.status, door.headers["location"]) == (303, "/")
        yield Watched(
            server=server,
            broker=broker,
            content=content,
            port=port,
            token=found[2],
            cookie=door.headers["set-cookie"].partition(";")[0],
            sound=content.put_file(sound, "audio/wav", "a.wav"),
            video=content.put_file(video, "video/mp4", "talk.mp4"),
            frame=content.put_frame(DOCUMENT, {"picture/dot": (picture, "image/png")}),
            other_frame=content.put_frame(DOCUMENT + " ", {}),
            folder=folder,
        )
    finally:
        server.close()


def heard(lines: Iterator[str]) -> tuple[str, dict[str, Any]]:
    """Return the next event."""
    event = ""
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif name == "data":
            data: dict[str, Any] = json.loads(value)
            return event, data
    raise AssertionError("the stream has ended")


def until(condition: Callable[[], bool]) -> None:
    """Wait for what happens in another thread."""
    waiting = threading.Event()
    for _ in range(PATIENCE * 100):
        if condition():
            return
        waiting.wait(0.01)
    raise AssertionError("it does not happen")
