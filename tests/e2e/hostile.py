"""Requests that shall get nothing: right but for one trick each."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e import tricks
from tests.e2e.tricks import END
from tests.e2e.watched import Watched


def hostile(target: Watched) -> Iterator[tuple[str, bytes]]:
    """Yield requests, each with words that say which."""
    maker = Maker(target)
    for path in (*(a + b for a in tricks.FOLDERS for b in tricks.TRAVERSALS), *tricks.NAMES):
        yield maker.request(path)
    yield from _from_elsewhere(maker)
    for method in tricks.METHODS:
        yield maker.request("/", method=method)
        yield maker.request("{frame}", method=method)
    yield from _without_secret(maker)
    yield from _misshapen(maker)
    for data in tricks.GARBAGE:
        yield f"{data[:60]!r}", data


def _from_elsewhere(maker: Maker) -> Iterator[tuple[str, bytes]]:
    for host in tricks.HOSTS:
        yield maker.request("/", host=f"Host: {host}")
        yield maker.request("{frame}", host=f"Host: {host}", cookie=None)
    for hosts in ("Host: {host}\r\nHost: {host}", "Host: {host}\r\nHost: evil.example", "X: y"):
        yield maker.request("/", host=hosts)
    for origin in tricks.ORIGINS:
        for path in ("/events", "{sound}", "{frame}"):
            yield maker.request(path, f"Origin: {origin}")
    for site in ("cross-site", "same-site", "x"):
        for path in ("/", "/?token={token}", "/events", "{video}", "{frame}"):
            yield maker.request(path, f"Sec-Fetch-Site: {site}")


def _without_secret(maker: Maker) -> Iterator[tuple[str, bytes]]:
    for cookie in (None, *tricks.COOKIES):
        for path in ("/", "/events", "{sound}"):
            yield maker.request(path, cookie=cookie)
    for path in ("/page/main.js", "/page/fonts.css", "{video}", "/events?token={token}", "/x"):
        yield maker.request(path, cookie=None)
    for header in tricks.ELSEWHERE:
        yield maker.request("/events", header, cookie=None)
    for query in tricks.QUERIES:
        yield maker.request(f"/?{query}", cookie=None)
        yield maker.request(f"/?{query}")


def _misshapen(maker: Maker) -> Iterator[tuple[str, bytes]]:
    hidden = maker.request("/")[1]
    for header in tricks.BODIES:
        for method in ("GET", "POST"):
            words, start = maker.request("/", header, method=method)
            yield f"{words} (and one behind it)", start + b"0\r\n\r\n" + hidden
    words, nobody = maker.request("/", cookie=None, closing=False)
    yield f"{words} (and one behind it)", nobody + hidden
    for header in tricks.MALFORMED:
        yield maker.request("/", header)
    for wish in tricks.RANGES:
        yield maker.request("{sound}", f"Range: {wish}")
    for url in ("http://{host}/", "http://evil.example/", "https://{host}/events", "{host}", "*"):
        yield maker.request(url)
    upgrade = "Connection: Upgrade\r\nUpgrade: {}\r\nSec-WebSocket-Version: 13"
    for protocol in ("websocket", "h2c"):
        yield maker.request("/", upgrade.format(protocol), cookie=None)
        yield maker.request("/", f"{upgrade.format(protocol)}\r\nOrigin: http://evil.example")


class Maker:
    """Writes requests that are right but for what is given to `request`."""

    def __init__(self, target: Watched) -> None:
        name, _, secret = target.cookie.partition("=")
        self._cookie = f"{name}={secret}"
        self._names = {
            "port": str(target.port),
            "host": target.host,
            "token": target.token,
            "short": secret[:-1],
            "secret": secret,
            "sound": target.sound,
            "video": target.video,
            "frame": target.frame,
            "other_frame": target.other_frame,
            "other_sound": target.sound.replace("sound", "video"),
            "upper_sound": target.sound.upper(),
            "short_sound": target.sound[:-1],
            "short_frame": target.frame[:-2],
            "upper_frame": target.frame.swapcase(),
        }

    def request(
        self,
        path: str,
        header: str = "",
        *,
        method: str = "GET",
        host: str = "Host: {host}",
        cookie: str | None = "{cookie}",
        closing: bool = True,
    ) -> tuple[str, bytes]:
        lines = [f"{method} {path} HTTP/1.1", host]
        if cookie is not None:
            lines.append(f"Cookie: {cookie}")
        if closing:
            lines.append("Connection: close")
        text = END.join([*lines, *([header] if header else []), "", ""])
        for name, value in {"cookie": self._cookie, **self._names}.items():
            text = text.replace("{" + name + "}", value)
        return text[:160], text.encode("latin-1")
