"""Browsers that start, break, are killed and end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.errors import LimitError, ProviderFailed, ProviderUnavailable
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


def test_a_slide_that_takes_too_long_fails_and_its_browser_is_ended(tmp_path: Path) -> None:
    heavy = "<div>" * 300 + "x" + "</div>" * 300
    style = "<style>section:has(div div div div p) *:has(~ p){color:red}</style>"
    blurred = '<i style="position:fixed;inset:0;backdrop-filter:blur(90px)"></i>' * 3000
    renderer = ChromiumRenderer(deadline=0.5)
    try:
        with pytest.raises(LimitError, match=r"longer than 0\.5 s"):
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
