"""A preview with a talk in it, and a browser that looks at it."""

from __future__ import annotations

import hashlib
import math
import struct
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mdvid.backends.chromium.find import find_browser
from mdvid.media.model import SAMPLE_RATE, Size
from mdvid.media.wav import Wav, write_wav
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html
from mdvid.watch.content import Content
from mdvid.watch.server import Server
from mdvid.watch.state import Broker

FPS = 30
PATIENCE = 20
"""Seconds after which something will never come."""

FRONT = "#frames iframe.front"
PICTURE = "picture/sea"
THINGS = '<li>Height</li><li data-step="2">A lens</li><li data-step="3">A rhythm</li>'
BODIES: Mapping[str, tuple[str, int]] = {
    "intro": ("<h1>Lights at sea</h1>", 1),
    "three": (f"<h2>Three things</h2><ul>{THINGS}</ul>", 3),
    "sea": (f'<h2>At night</h2><p><img src="{PICTURE}" alt=""></p>', 1),
    "end": ("<h2>The end</h2>", 1),
}
"""What is on each slide, by its id, and its steps."""

SPOKEN: Mapping[str, tuple[int, Sequence[tuple[str, float, float]]]] = {
    "intro": (60, [("Welcome aboard", 0.2, 1.0)]),
    "three": (90, [("There are three things", 0.2, 1.2), ("and this is all", 1.5, 2.7)]),
    "sea": (30, []),
    "end": (60, [("Thank you", 0.3, 1.1)]),
}
"""How many frames each slide lasts, and what is said: text, start and end in seconds."""


def slide(number: int, name: str, body: str, steps: int = 1, **more: Any) -> dict[str, Any]:
    html = f'<section id="{name}" class="slide" data-shape="wide">{body}</section>'
    return {
        "key": hashlib.sha256(html.encode()).hexdigest()[:16],
        "id": name,
        "number": number,
        "line": 10 * number,
        "title": body.partition(">")[2].partition("<")[0],
        "html": html,
        "steps": steps,
        "state": "ready",
        "cached": True,
        "speech": [
            {"text": text, "voice": "espeak:en-us", "words": text.split()}
            for text, _, _ in SPOKEN.get(name, (0, ()))[1]
        ],
        **more,
    }


def slides() -> list[dict[str, Any]]:
    return [slide(n, name, *BODIES[name]) for n, name in enumerate(BODIES, start=1)]


def timeline(sounds: Mapping[str, str]) -> dict[str, Any]:
    """Return the timeline of `SPOKEN`; `sounds` are URLs by text."""
    timed: list[dict[str, Any]] = []
    at = 0
    for number, (name, (frames, said)) in enumerate(SPOKEN.items(), start=1):
        steps = BODIES[name][1]
        each = frames // steps
        timed.append(
            {
                "number": number,
                "id": name,
                "title": name,
                "line": 10 * number,
                "start_frame": at,
                "frames": frames,
                "steps": [{"start_frame": at + i * each, "frames": each} for i in range(steps)],
                "speech": [_speech(text, at / FPS, span, sounds[text]) for text, *span in said],
            }
        )
        at += frames
    captions = [
        {"start": u["start"], "end": u["end"], "lines": [u["text"]]}
        for s in timed
        for u in s["speech"]
    ]
    size = {"fps": f"{FPS}/1", "frames": at, "duration": at / FPS}
    return {**size, "slides": timed, "captions": captions}


def _speech(text: str, at: float, span: Sequence[float], sound: str) -> dict[str, Any]:
    start, end = (at + moment for moment in span)
    words = text.split()
    each = (end - start) / len(words)
    return {
        "text": text,
        "spoken": text,
        "voice": "espeak:en-us",
        "start": start,
        "end": end,
        "sound": sound,
        "words": [
            {"text": word, "start": start + i * each, "end": start + (i + 1) * each}
            for i, word in enumerate(words)
        ],
    }


def tone(seconds: float, pitch: float) -> bytes:
    count = round(seconds * SAMPLE_RATE)
    wave = (int(9000 * math.sin(math.tau * pitch * i / SAMPLE_RATE)) for i in range(count))
    return write_wav(Wav(rate=SAMPLE_RATE, pcm=struct.pack(f"<{count}h", *wave)))


@dataclass
class Preview:
    """A server, and the state that it shows."""

    folder: Path
    broker: Broker = field(default_factory=Broker)
    content: Content = field(default_factory=Content)
    url: str = ""
    document: str = ""
    sounds: dict[str, str] = field(default_factory=dict)

    @property
    def listeners(self) -> int:
        """How many streams of events there are."""
        return len(self.broker._listeners)

    def sound(self, text: str, seconds: float, pitch: float) -> str:
        path = self.folder / f"{pitch:g}.wav"
        path.write_bytes(tone(seconds, pitch))
        self.sounds[text] = self.content.put_file(path, "audio/wav", path.name)
        return self.sounds[text]

    def frame(self, style: str = "") -> str:
        """Return the URL of a document with this CSS of the deck."""
        theme = load_theme("plain", beside=self.folder)
        document = document_html(theme, size=Size(1280, 720), lang="en", style=style)
        assets = {PICTURE: (self.folder / "sea.png", "image/png")}
        return self.content.put_frame(document, assets)

    def publish(self, **parts: Any) -> int:
        """Publish changes to the state, and return the revision."""
        return self.broker.publish(parts)

    def reset(self) -> int:
        """Show the talk as it was at first."""
        video = {"url": "/video/0.mp4", "name": "talk.mp4", "bytes": 812345, "seconds": 8.0}
        size = {"size": [1920, 1080], "fps": f"{FPS}/1", "viewport": [1280, 720]}
        done = {"state": "done", "built": 3, "cached": 41, "seconds": 0.4, "stages": []}
        return self.publish(
            deck={"path": "talk.md", "title": "Lighthouses", "lang": "en", **size},
            document=self.document,
            smallest=0.6,
            slides=slides(),
            edited=None,
            diagnostics=[],
            failed=False,
            build=done,
            timeline=timeline(self.sounds),
            video=video,
        )

    def edit(self, number: int, body: str, **more: Any) -> dict[str, Any]:
        """Save another body of a slide; return the slide."""
        now = list(self.broker.state["slides"])
        old = now[number - 1]
        now[number - 1] = {**slide(number, old["id"], body, old["steps"]), **more}
        self.publish(slides=now, edited=number)
        return dict(now[number - 1])


@contextmanager
def previewed(folder: Path) -> Iterator[Preview]:
    Image.new("RGB", (40, 20), "navy").save(folder / "sea.png")
    preview = Preview(folder)
    for pitch, (text, start, end) in enumerate(u for _, said in SPOKEN.values() for u in said):
        preview.sound(text, end - start, 220 + 55 * pitch)
    preview.document = preview.frame()
    preview.reset()
    server = Server(preview.broker, preview.content)
    preview.url = server.start()
    try:
        yield preview
    finally:
        server.close()


@contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(None).program,
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        yield browser
        browser.close()


def until(page: Page, expression: str) -> None:
    """Wait until `expression` is true; the page's policy forbids `wait_for_function`."""
    given_up = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < given_up, f"never: {expression}"
        page.wait_for_timeout(10)


def settled(page: Page, revision: int) -> None:
    """Wait until the page shows this revision, or a later one."""
    until(page, f"Number(document.documentElement.dataset.revision) >= {revision}")


def shown(page: Page) -> tuple[str, str]:
    """Return the heading of the slide that is seen, and its step."""
    heading = page.frame_locator(FRONT).locator("h1, h2").inner_text()
    return heading, str(page.evaluate("document.documentElement.dataset.shownStep"))


def wait_shown(page: Page, heading: str, step: str | None = None) -> None:
    page.frame_locator(FRONT).locator("h1, h2", has_text=heading).wait_for()
    if step is not None:
        page.wait_for_selector(f'html[data-shown-step="{step}"]')
