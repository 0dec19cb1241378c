"""Slides that would like to do harm, and browsers that break."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.errors import ProviderFailed, ProviderUnavailable
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


def _processes() -> Iterator[tuple[int, int, int, list[str]]]:
    """Yield the number, parent, group and command line of each living process."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode().split("\0")
            parent, group = (folder / "stat").read_text().rpartition(")")[2].split()[1:3]
        except (OSError, ValueError):
            continue
        yield int(folder.name), int(parent), int(group), command


def _browsers() -> dict[int, list[str]]:
    """Return the command lines of the browsers that this process started, by process group."""
    own = os.getpid()
    return {
        number: command
        for number, parent, _, command in _processes()
        if parent == own and "--remote-debugging-pipe" in command
    }


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


def test_a_slide_that_takes_too_long_fails_and_its_browser_is_ended(tmp_path: Path) -> None:
    heavy = "<div>" * 300 + "x" + "</div>" * 300
    style = "<style>section:has(div div div div p) *:has(~ p){color:red}</style>"
    blurred = '<i style="position:fixed;inset:0;backdrop-filter:blur(90px)"></i>' * 3000
    renderer = ChromiumRenderer(deadline=0.5)
    try:
        with pytest.raises(ProviderFailed, match="lost twice"):
            renderer.render(_request(style + heavy * 20 + blurred), {}, tmp_path / "x.png")
        assert _browsers() == {}
        assert not (tmp_path / "x.png").exists()
    finally:
        renderer.close()


def test_a_browser_that_is_killed_is_replaced(renderer: ChromiumRenderer, tmp_path: Path) -> None:
    request = _request("<h1>Still here</h1>")
    renderer.render(request, {}, tmp_path / "before.png")
    for pid in _browsers():
        os.killpg(pid, signal.SIGKILL)
    renderer.render(request, {}, tmp_path / "after.png")
    assert (tmp_path / "after.png").read_bytes() == (tmp_path / "before.png").read_bytes()
    assert len(_browsers()) == 1


def test_a_page_that_crashes_is_replaced(renderer: ChromiumRenderer, tmp_path: Path) -> None:
    request = _request("<h1>Still here</h1>")
    renderer.render(request, {}, tmp_path / "before.png")
    (browser,) = _browsers()
    for number, _, group, command in _processes():
        if group == browser and "--type=renderer" in command:
            os.kill(number, signal.SIGKILL)
    renderer.render(request, {}, tmp_path / "after.png")
    assert (tmp_path / "after.png").read_bytes() == (tmp_path / "before.png").read_bytes()


def test_closing_ends_every_process_and_removes_the_profile(tmp_path: Path) -> None:
    renderer = ChromiumRenderer()
    renderer.render(_request("<p>x</p>"), {}, tmp_path / "x.png")
    (command,) = _browsers().values()
    profile = Path(next(word for word in command if "user-data-dir" in word).partition("=")[2])
    assert profile.parent.exists()
    renderer.close()
    renderer.close()
    assert _browsers() == {}
    assert not profile.parent.exists()


def test_a_browser_ends_when_mdvid_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from mdvid.backends.chromium import ChromiumRenderer\n"
        "from mdvid.media.model import Size\n"
        "from mdvid.providers.requests import PictureRequest\n"
        "r = ChromiumRenderer()\n"
        f"d = '<!doctype html><html><head>{PREPARE}</head></html>'\n"
        "q = PictureRequest(document=d, slide='<section>x</section>', step=1, size=Size(64, 64))\n"
        "r.render(q, {}, Path(sys.argv[1]))\n"
        "print(*[b.pid for b in [p.browser for p in r._pool._idle]], flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "x.png")], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        browser = int(child.stdout.readline())
        child.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{browser}/exe").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{browser}/cmdline").exists() or not (
        Path(f"/proc/{browser}/cmdline").read_bytes()
    )


def test_browsers_that_start_together_leave_each_other_alone(tmp_path: Path) -> None:
    renderer = ChromiumRenderer()
    outs = [tmp_path / f"{number}.png" for number in range(4)]
    try:
        for _ in range(3):
            with ThreadPoolExecutor(4) as pool:
                jobs = [pool.submit(renderer.render, _request("<p>x</p>"), {}, o) for o in outs]
            assert [job.exception() for job in jobs] == [None] * 4
            renderer.close()
    finally:
        renderer.close()


def test_what_a_killed_mdvid_left_behind_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "mdvid-browser-left"
    left.mkdir()
    (left / "lock").touch()
    renderer = ChromiumRenderer()
    renderer.render(_request("<p>x</p>"), {}, tmp_path / "x.png")
    renderer.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.json", "x.png"]


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("", "does not start"),
        ("Chromium 1.2.3.4", "does not let .* sandbox"),
        ("Chromium 1.2.3.4", "libnss3.so is missing"),
    ],
)
def test_a_browser_that_does_not_start_is_missing(version: str, words: str, tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    answer = f"[ $1 = --version ] && echo {version} && exit" if version else ""
    program.write_text(f"#!/bin/sh\n{answer}\necho '{words}' >&2\nexit 127\n")
    program.chmod(0o755)
    renderer = ChromiumRenderer(program)
    with pytest.raises(ProviderUnavailable, match=words) as caught:
        renderer.render(_request("x"), {}, tmp_path / "x.png")
    assert caught.value.hint


def test_the_first_slide_gets_the_browser_that_was_warmed_up(
    renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    renderer.warm()
    renderer.warm()
    renderer.render(_request("<p>x</p>"), {}, tmp_path / "x.png")
    assert (tmp_path / "x.png").exists()
    assert len(_browsers()) == 1


def test_closing_in_the_middle_ends_the_work_and_leaves_no_browser(tmp_path: Path) -> None:
    renderer = ChromiumRenderer()
    request = _request("<p>x</p>" * 500)
    outs = [tmp_path / f"{number}.png" for number in range(40)]
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(renderer.render, request, {}, out) for out in outs]
        jobs[3].result()
        renderer.close()
        pool.shutdown(cancel_futures=True)
    lost = [job.exception() for job in jobs if not job.cancelled() and job.exception()]
    assert all(isinstance(error, ProviderFailed) for error in lost)
    renderer.close()
    assert _browsers() == {}
