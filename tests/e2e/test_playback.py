"""Pictures that are held without being encoded play like pictures that are, wherever."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from tests.e2e.line import SMALL, Desk, judged

from mdvid.backends.chromium.find import candidates

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]

HOLD = 1260
"""Frames for which the longest picture is held: more than a thousand, and several keyframes."""

DECK = f"""\
---
title: Holds
theme: dark
---

# Held for long

<!-- _hold: {HOLD // 30} -->

---

<!-- _backgroundColor: "#c03020" -->

## Held while something is said

- One
- Two

<!-- Something is said. -->

---

## Held for a moment

![bg right:50% waves](gen:)

<!-- _hold: 0.5 -->
"""


@dataclass(frozen=True)
class Films:
    """The same deck, with holds that are skipped and with holds that are encoded."""

    skip: Path
    encoded: Path

    @property
    def slides(self) -> list[Any]:
        timeline = json.loads(self.skip.with_suffix(".json").read_text("utf-8"))
        slides: list[Any] = timeline["slides"]
        return slides

    def picture(self, number: int) -> np.ndarray:
        with Image.open(self.skip.with_name(f"skip.{number:03}.png")) as image:
            return np.asarray(image.convert("RGB"), float)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    folder = tmp_path_factory.mktemp("films")
    desk = Desk(folder, tmp_path_factory.mktemp("cache"))
    deck = desk.deck(DECK)
    desk.build(deck, "-o", "skip.mp4", "-f", "mp4,json,png", *SMALL)
    answer = desk.build(deck, "-o", "encoded.mp4", *SMALL, "-f", "mp4", "--set", "holds=encoded")
    assert answer["steps"]["built"] == 4  # every picture as a segment, and the video
    return Films(folder / "skip.mp4", folder / "encoded.mp4")


def moments(films: Films) -> list[int]:
    """Return frames to look at: around every boundary, keyframe places, and far into the hold."""
    wanted = {0, 1, 149, 150, 151, 299, 300, 1000, 1001, 1199, 1200}
    for slide in films.slides:
        first, last = slide["start_frame"], slide["start_frame"] + slide["frames"] - 1
        wanted |= {first - 1, first, first + 1, (first + last) // 2, last - 1, last}
    end = films.slides[-1]["start_frame"] + films.slides[-1]["frames"]
    return sorted(frame for frame in wanted if 0 <= frame < end)


def slide_at(films: Films, frame: int) -> int:
    return sum(slide["start_frame"] <= frame for slide in films.slides)


def test_the_long_hold_is_long(films: Films) -> None:
    assert films.slides[0]["frames"] == HOLD
    assert films.skip.stat().st_size < films.encoded.stat().st_size


@pytest.mark.parametrize(
    "decoder",
    [("ffmpeg",), (imageio_ffmpeg.get_ffmpeg_exe(), "-c:v", "libopenh264")],
    ids=["ffmpeg", "openh264"],
)
def test_both_decode_to_the_pictures_that_were_meant(
    films: Films, decoder: tuple[str, ...]
) -> None:
    shown: dict[Path, list[bytes]] = {}
    for film in (films.skip, films.encoded):
        shown[film] = []
        raw = judged(
            *decoder, "-v", "error", "-i", film, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"
        )
        for number, pixels in enumerate(np.frombuffer(raw, np.uint8).reshape(-1, 180, 320, 3)):
            digest = hashlib.sha256(pixels.tobytes()).digest()
            if digest not in shown[film][-1:]:
                assert alike(pixels, films.picture(slide_at(films, number))), f"frame {number}"
            shown[film].append(digest)
    skip, encoded = shown.values()
    assert len(skip) == len(encoded) == sum(slide["frames"] for slide in films.slides)
    assert skip == encoded
    assert len(set(skip)) == len(films.slides)


def alike(shown: np.ndarray, meant: np.ndarray) -> bool:
    """Return whether pictures are the same but for what YUV 4:2:0 does to colours."""
    return float(np.mean((shown.astype(float) - meant) ** 2)) < 40


PLAYER = """
async data => {
  const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
  const video = document.createElement('video');
  video.muted = true;
  const ready = new Promise((resolve, reject) => {
    video.onloadeddata = resolve;
    video.onerror = () => reject(new Error(video.error.message));
  });
  video.src = URL.createObjectURL(new Blob([bytes], {type: 'video/mp4'}));
  await ready;
  document.body.append(video);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext('2d', {willReadFrequently: true});
  window.shown = async seconds => {
    const shows = new Promise(resolve => video.requestVideoFrameCallback(
      (now, frame) => resolve(frame.mediaTime)));
    video.currentTime = seconds;
    const time = await shows;
    context.drawImage(video, 0, 0);
    const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
    return [time, btoa(Array.from(data, b => String.fromCharCode(b)).join(''))];
  };
  return [video.videoWidth, video.videoHeight, video.duration];
}
"""


PLAYS_H264 = "document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.64001f\"')"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a browser that knows H.264; some builds of Chromium leave it out."""
    with sync_playwright() as playwright:
        for program in candidates():
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page()
            if page.evaluate(PLAYS_H264):
                yield page
                browser.close()
                return
            browser.close()
    pytest.fail("no browser of this machine plays H.264; Debian's and Google's do")


def test_a_browser_shows_the_right_picture_wherever_it_is_sent(films: Films, page: Page) -> None:
    frames = moments(films)
    # There and back again, so that each is reached from before and from behind.
    lots = np.random.default_rng(3)
    order = [*frames, *(int(frame) for frame in lots.permutation(frames))]
    seen: dict[Path, list[np.ndarray]] = {}
    for film in (films.skip, films.encoded):
        page.goto("about:blank")
        data = base64.b64encode(film.read_bytes()).decode()
        width, height, duration = page.evaluate(PLAYER, data)
        assert (width, height) == (320, 180)
        assert duration == pytest.approx(sum(s["frames"] for s in films.slides) / 30, abs=0.03)
        seen[film] = []
        for frame in order:
            time, pixels = page.evaluate("s => shown(s)", (frame + 0.5) / 30)
            assert time == pytest.approx(frame / 30, abs=0.001)
            shown = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(180, 320, 4)[:, :, :3]
            slide = slide_at(films, frame)
            assert alike(shown, films.picture(slide)), f"{film.name}: frame {frame}"
            seen[film].append(shown)
    for one, other in zip(*seen.values(), strict=True):
        assert np.array_equal(one, other)
