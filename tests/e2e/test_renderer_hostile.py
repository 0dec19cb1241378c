"""Slides that would like to do harm."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.media.model import Size
from mdvid.providers.requests import PictureRequest

pytestmark = pytest.mark.browser

SIZE = Size(320, 180)
PREPARE = '<script src="web/prepare.js"></script>'


def _request(body: str, head: str = "") -> PictureRequest:
    document = (
        f"<!doctype html><html><head><style>body{{margin:0}}</style>{head}{PREPARE}</head>"
        "<body></body></html>"
    )
    return PictureRequest(document=document, slide=f"<section>{body}</section>", step=1, size=SIZE)


def _notice(out: Path) -> dict[str, list[str]]:
    notice: dict[str, list[str]] = json.loads(out.with_suffix(".json").read_text("utf-8"))
    return notice


@pytest.fixture
def renderer() -> Iterator[ChromiumRenderer]:
    renderer = ChromiumRenderer()
    yield renderer
    renderer.close()


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """A server on this machine, and who connected to it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                connection.close()
                calls.append(address)

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


BODIES = [
    '<img src="http://HOST/a.png">',
    '<img src="//HOST/a.png">',
    '<img srcset="http://HOST/a.png 1x, http://HOST/b.png 2x" src="http://HOST/c.png">',
    '<img src="file:///etc/passwd">',
    '<img src="http://169.254.169.254/latest/meta-data/">',
    '<div style="background:url(http://HOST/b.png)">x</div>',
    '<style>@import "http://HOST/a.css";</style>',
    "<style>@font-face{font-family:evil;src:url(http://HOST/f.woff2)}*{font-family:evil}</style>x",
    '<link rel="stylesheet" href="http://HOST/a.css">',
    '<link rel="preconnect" href="http://HOST"><link rel="dns-prefetch" href="http://HOST">',
    '<link rel="prefetch" href="http://HOST/p"><link rel="preload" as="image" href="http://HOST/q">',
    '<iframe src="http://HOST/"></iframe>',
    '<iframe srcdoc="<img src=http://HOST/a.png>"></iframe>',
    '<object data="http://HOST/o"></object><embed src="http://HOST/e">',
    '<meta http-equiv="refresh" content="0;url=http://HOST/">',
    '<video src="http://HOST/v.mp4" autoplay></video>',
    '<audio src="http://HOST/a.mp3" autoplay></audio>',
    '<video poster="http://HOST/p.png"></video>',
    '<svg><image href="http://HOST/a.png"/><use href="http://HOST/a.svg#x"/></svg>',
    '<svg><foreignObject><img src="http://HOST/a.png"></foreignObject></svg>',
    "<img src=x onerror=\"fetch('http://HOST/x')\">",
    "<svg onload=\"new WebSocket('ws://HOST/')\"></svg>",
    "<script>new EventSource('http://HOST/')</script>",
    '<a href="http://HOST/" ping="http://HOST/ping" autofocus>x</a>',
    '<form action="http://HOST/"><input autofocus><button>x</button></form>',
    '<base href="http://HOST/"><img src="relative.png">',
    '<table background="http://HOST/t.png"><tr><td>x</td></tr></table>',
    '<img src="http://mdvid-leak.invalid/a.png">',
]


def test_nothing_in_a_slide_reaches_the_network(
    renderer: ChromiumRenderer, listener: tuple[str, list[object]], tmp_path: Path
) -> None:
    host, calls = listener
    for number, body in enumerate(BODIES):
        renderer.render(_request(body.replace("HOST", host)), {}, tmp_path / f"{number}.png")
    time.sleep(0.2)  # prefetches come late
    assert calls == []


def test_nothing_in_a_document_reaches_the_network(
    renderer: ChromiumRenderer, listener: tuple[str, list[object]], tmp_path: Path
) -> None:
    host, calls = listener
    for number, body in enumerate(BODIES):
        out = tmp_path / f"{number}.png"
        renderer.render(_request("<p>x</p>", body.replace("HOST", host)), {}, out)
        assert out.stat().st_size > 100
    time.sleep(0.2)
    assert calls == []


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ('<img src="http://a.invalid/x.png">', "http://a.invalid/x.png"),
        ('<img src="file:///etc/passwd">', "file:///etc/passwd"),
        ('<style>@import "http://a.invalid/x.css";</style>', "http://a.invalid/x.css"),
        ('<p style="background:url(http://a.invalid/x.png)">x</p>', "http://a.invalid/x.png"),
        ('<img src="picture/unknown">', "picture/unknown"),
        ('<img src="web/../../../pyproject.toml">', "/pyproject.toml"),
        ('<img src="web/%2e%2e/theme/prepare.js">', "theme/prepare.js"),
    ],
)
def test_what_is_refused_is_told(
    body: str, refused: str, renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    renderer.render(_request(body), {}, tmp_path / "x.png")
    assert [url for url in _notice(tmp_path / "x.png")["refused"] if refused in url]


def test_no_script_but_ours_runs(renderer: ChromiumRenderer, tmp_path: Path) -> None:
    paint = "document.body.style.background='red'"
    (tmp_path / "evil.js").write_text(paint)
    assets = {"picture/evil.js": tmp_path / "evil.js"}
    evil = (
        f"<script>{paint}</script><script src='picture/evil.js'></script>"
        f"<script src='data:text/javascript,{paint}'></script>"
    )
    renderer.render(_request("<p>x</p>"), assets, tmp_path / "clean.png")
    for body, head in ((evil, ""), (f'<img src=x onerror="{paint}"><p>x</p>', ""), ("", evil)):
        renderer.render(_request(f"<p>x</p>{body}", head), assets, tmp_path / "x.png")
        renderer.render(_request("<p>x</p>", head), assets, tmp_path / "x.png")
        assert (tmp_path / "x.png").read_bytes() == (tmp_path / "clean.png").read_bytes()


def test_an_element_of_absurd_size_is_drawn_in_bounds(
    renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    body = '<div style="width:10000px;height:100000px;background:blue;filter:blur(3px)">x</div>'
    renderer.render(_request(body), {}, tmp_path / "x.png")
    assert any(_notice(tmp_path / "x.png")["overflow"])
