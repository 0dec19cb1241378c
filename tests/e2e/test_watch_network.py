"""What a real browser lets a preview, its slides, and other sites do."""

import socket
import struct
import threading
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mdvid.backends.chromium import find_browser
from mdvid.media.model import Size
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html
from mdvid.watch.content import Content
from mdvid.watch.server import Server
from mdvid.watch.state import Broker

pytestmark = pytest.mark.browser

HARMLESS = """<section id="intro" class="slide" style="background-image:url(picture/ground)">
<h1>Shown with <span class="math">x^2</span></h1><img src="picture/dot" width="20"></section>"""

HARMFUL = """<section id="harm" class="slide"><h1>Still shown</h1>
<style>@import url("http://{other}/a.css"); h1 {{ background: url("http://{other}/b.png") }}
@font-face {{ font-family: far; src: url("http://{other}/c.woff2") }}
h1 {{ font-family: far }}</style>
<script>fetch("http://{other}/d")</script>
<img src="http://{other}/e.png"><img src="/sound/x" onerror="fetch('http://{other}/f')">
<img src="http://{own}/events"><picture><source srcset="http://{other}/g.png"><img></picture>
<video src="http://{other}/h.mp4" poster="http://{other}/i.png" autoplay></video>
<link rel="stylesheet" href="http://{other}/j.css"><link rel="preconnect" href="http://{other}">
<meta http-equiv="refresh" content="0;url=http://{other}/k"><base href="http://{other}/">
<iframe src="http://{other}/l"></iframe><object data="http://{other}/m"></object>
<svg><image href="http://{other}/n.png"/><use href="http://{other}/o.svg#p"/></svg>
<form action="http://{other}/q"><input autofocus onfocus="this.form.submit()"></form>
<a href="http://{other}/r" ping="http://{other}/s" target="_top">away</a></section>"""

SLIDES_TRY = """async ([own, other]) => {
  const tried = {};
  const attempt = async (name, what) => {
    try { await what(); tried[name] = "done"; } catch (error) { tried[name] = error.name; }
  };
  await attempt("cookie", () => document.cookie);
  await attempt("storage", () => localStorage.length);
  await attempt("parent", () => parent.document.title);
  await attempt("events", () => fetch(own + "/events"));
  await attempt("page", () => fetch(own + "/"));
  await attempt("other", () => fetch(other + "/x", {mode: "no-cors"}));
  await attempt("script", () => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = own + "/page/main.js";
    script.onload = resolve;
    script.onerror = () => reject(new TypeError());
    document.head.append(script);
  }));
  await attempt("eval", () => (0, eval)("1"));
  await attempt("top", () => { top.location.href = other; });
  return tried;
}"""

SITE_TRIES = """async ([own, frame, sound]) => {
  const tried = {};
  const settles = (name, element, url) => new Promise(resolve => {
    element.onload = element.onloadeddata = () => resolve(tried[name] = "done");
    element.onerror = () => resolve(tried[name] = "failed");
    element.src = url;
    document.body.append(element);
  });
  for (const path of ["/", "/events", sound, frame, frame + "picture/dot"]) {
    for (const mode of ["cors", "no-cors"]) {
      try {
        const answer = await fetch(own + path, {mode, credentials: "include"});
        tried[`${mode} ${path}`] = `${answer.status} ${(await answer.text()).length}`;
      } catch (error) { tried[`${mode} ${path}`] = error.name; }
    }
  }
  await settles("sound", document.createElement("audio"), own + sound);
  await settles("script", document.createElement("script"), own + "/page/main.js");
  const source = new EventSource(own + "/events", {withCredentials: true});
  await new Promise(resolve => { source.onopen = source.onerror = resolve; });
  tried.stream = source.readyState === EventSource.OPEN ? "done" : "failed";
  source.close();
  return tried;
}"""


@dataclass(kw_only=True)
class Site:
    """Another server on this machine, and what it was asked for."""

    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"


@pytest.fixture
def site() -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Site(port=server.getsockname()[1])

        def answer() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    found.asked.append(line.recv(65536).decode("latin-1").partition("\r\n")[0])
                    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
                    line.sendall(f"{head}<!doctype html><p>another site".encode())

        thread = threading.Thread(target=answer)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A preview with a deck in it."""

    broker: Broker
    url: str
    origin: str
    frame: str
    sound: str

    @property
    def host(self) -> str:
        return self.origin.removeprefix("http://")

    def show(self, html: str, key: str) -> None:
        slide = {"key": key, "id": key, "number": 1, "line": 1, "title": key, "html": html}
        rest = {"steps": 1, "state": "ready", "cached": False, "speech": []}
        size = {"size": [640, 360], "fps": "30/1", "viewport": [1280, 720]}
        deck = {"path": "talk.md", "title": "Talk", "lang": "en", **size}
        self.broker.publish({"deck": deck, "document": self.frame, "slides": [{**slide, **rest}]})


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    for name, size in (("dot", 4), ("ground", 64)):
        Image.new("RGB", (size, size), "red").save(tmp_path / f"{name}.png")
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setparams((1, 2, 48000, 0, "NONE", ""))
        sound.writeframes(struct.pack("<4800h", *range(4800)))
    broker, content = Broker(), Content()
    theme = load_theme("plain", beside=tmp_path)
    server = Server(broker, content)
    url = server.start()
    files = {
        f"picture/{name}": (tmp_path / f"{name}.png", "image/png") for name in ("dot", "ground")
    }
    files |= {file.name: (file.path, file.media_type) for file in theme.files}
    document = document_html(theme, size=Size(640, 360), lang="en", style="")
    yield Shown(
        broker=broker,
        url=url,
        origin=url.partition("/?")[0],
        frame=content.put_frame(document, files),
        sound=content.put_file(tmp_path / "a.wav", "audio/wav", "a.wav"),
    )
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = find_browser(None).program
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def frame_of(page: Page, heading: str) -> Any:
    """Return the frame in which the slide with this heading is seen."""
    page.frame_locator("iframe.front").get_by_role("heading", name=heading).wait_for()
    handle = page.locator("iframe.front").element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def test_a_preview_loads_nothing_but_its_own(page: Page, shown: Shown) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    shown.show(HARMLESS, "harmless")
    page.goto(shown.url)
    frame = frame_of(page, "Shown with")
    assert frame.locator(".katex").count() == 1
    assert frame.locator("img").evaluate("image => image.naturalWidth") == 4
    assert frame.evaluate("document.fonts.status") == "loaded"
    assert page.url == f"{shown.origin}/"
    assert page.evaluate("document.cookie") == ""
    assert [
        url for url in asked if not url.startswith((f"{shown.origin}/", "data:", "blob:"))
    ] == []
    assert any(url.endswith(".woff2") for url in asked)
    assert f"{shown.origin}{shown.frame}picture/ground" in asked
    assert said == []


def test_slides_reach_nothing(page: Page, shown: Shown, site: Site) -> None:
    shown.show(HARMFUL.format(other=site.host, own=shown.host), "harmful")
    page.goto(shown.url)
    frame = frame_of(page, "Still shown")
    tried = frame.evaluate(SLIDES_TRY, [shown.origin, f"http://{site.host}"])
    assert tried == {
        "cookie": "SecurityError",
        "storage": "SecurityError",
        "parent": "SecurityError",
        "events": "TypeError",
        "page": "TypeError",
        "other": "TypeError",
        "script": "TypeError",
        "eval": "EvalError",
        "top": "SecurityError",
    }
    # A slide that is sent later has been shown when all that the first one could do was done.
    shown.show(HARMLESS, "harmless")
    frame_of(page, "Shown with")
    assert site.asked == []
    assert page.url == f"{shown.origin}/"


def test_another_site_gets_nothing_from_the_same_browser(
    page: Page, shown: Shown, site: Site
) -> None:
    shown.show(HARMLESS, "harmless")
    page.goto(shown.url)
    frame_of(page, "Shown with")
    # Another port of the same address: to cookies it is the same site.
    page.goto(f"http://{site.host}/")
    tried = page.evaluate(SITE_TRIES, [shown.origin, shown.frame, shown.sound])
    # Who knows the key of the frame may show a picture of it, and still learns nothing of it.
    assert tried.pop(f"no-cors {shown.frame}picture/dot") == "0 0"
    assert set(tried.values()) == {"TypeError", "failed"}
    page.set_content(
        f'<iframe src="{shown.origin}/"></iframe><iframe src="{shown.origin}{shown.frame}">'
    )
    page.wait_for_load_state()
    inside = [frame.content() for frame in page.frames[1:]]
    assert len(inside) == 2
    assert not any("slide" in text or "main.js" in text for text in inside)


def test_a_sound_can_be_opened_by_itself(page: Page, shown: Shown) -> None:
    page.goto(shown.url)
    answer = page.goto(shown.origin + shown.sound)
    assert answer is not None
    page.wait_for_function("document.querySelector('video').readyState > 0")
    assert page.evaluate("document.querySelector('video').duration") == pytest.approx(0.1)


def test_a_stranger_with_the_address_but_no_token_sees_one_line(page: Page, shown: Shown) -> None:
    answer = page.goto(f"{shown.origin}/")
    assert answer is not None
    assert answer.status == 401
    assert page.inner_text("body").strip() == "open the address that `mdvid watch` printed"
