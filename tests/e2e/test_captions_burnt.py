"""Captions that are drawn on the pictures: read back from the pixels of the video."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.e2e.line import Desk, judged

from mdvid.backends.libav import verify

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]

WIDTH, HEIGHT = 320, 180
SMALL = ("--size", f"{WIDTH}x{HEIGHT}")

DECK = """\
---
title: Told
captions: burn
style: |
  section, li::marker { background: #ffffff; color: #ffffff; }
  :root { --caption-background: #000000; --caption-color: #ff0000; }
---

<!-- The first sentence is short. The second sentence of this slide is a good deal longer, so
that it needs two lines. -->

---

* a

<!-- Nothing is here, and [click] now there is something. -->

---

<!-- hold: 1 -->
"""

Video = NDArray[np.uint8]


def frames(video: Path, width: int = WIDTH, height: int = HEIGHT) -> Video:
    raw = judged(
        *("ffmpeg", "-v", "error", "-i", video, "-fps_mode", "passthrough"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)


def box(frame: Video) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what is black or red."""
    dark = frame[..., 1] < 100
    if not dark.any():
        return None
    rows, columns = np.nonzero(dark.any(axis=1))[0], np.nonzero(dark.any(axis=0))[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def timeline(desk: Desk) -> Any:
    return json.loads(desk.path("deck.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("cache"))
    desk.build(desk.deck(DECK), "-f", "mp4,vtt,json,ass", *SMALL)
    return desk


def test_a_caption_is_seen_in_its_frames_and_in_no_other(told: Desk) -> None:
    slides = timeline(told)["slides"]
    captions = [caption for slide in slides for caption in slide["captions"]]
    assert len(captions) == 4
    wanted = np.zeros(timeline(told)["frames"], bool)
    for caption in captions:
        wanted[caption["start_frame"] : caption["start_frame"] + caption["frames"]] = True
    seen = np.array([box(frame) is not None for frame in frames(told.path("deck.mp4"))])
    assert seen.tolist() == wanted.tolist()


def test_they_are_those_of_the_file_to_the_frame(told: Desk) -> None:
    cues = [
        [sum(float(p) * 60**i for i, p in enumerate(reversed(t.split(":")))) for t in times]
        for line in told.path("deck.vtt").read_text("utf-8").splitlines()
        if len(times := line.split(" --> ")) == 2
    ]
    captions = [c for slide in timeline(told)["slides"] for c in slide["captions"]]
    for (start, end), caption in zip(cues, captions, strict=True):
        first, last = caption["start_frame"], caption["start_frame"] + caption["frames"]
        assert -0.05 < first - start * 30 < 1.05
        assert -0.05 < last - end * 30 < 1.05


def test_their_text_stands_within_the_safe_area(told: Desk) -> None:
    video = frames(told.path("deck.mp4"))
    for slide in timeline(told)["slides"]:
        for caption in slide["captions"]:
            found = box(video[caption["start_frame"] + 1])
            assert found is not None
            left, top, right, bottom = found
            assert left >= WIDTH * 0.05
            assert right < WIDTH * 0.95
            assert top > HEIGHT * 0.7
            assert bottom < HEIGHT * 0.95
            assert abs((left + right) - WIDTH) <= 4
            assert (bottom - top > 0.12 * HEIGHT) == (len(caption["lines"]) == 2)


def test_the_video_has_no_captions_twice_and_is_whole(told: Desk) -> None:
    streams = json.loads(
        judged("ffprobe", "-v", "error", "-show_streams", "-of", "json", told.path("deck.mp4"))
    )["streams"]
    assert [stream["codec_type"] for stream in streams] == ["video", "audio"]
    report = verify(told.path("deck.mp4"))
    assert report.ok, report
    (pictures,) = (check for check in report.checks if check.name == "pictures")
    assert pictures.detail.endswith("none but where a step or caption changes")


def test_ass_looks_as_the_deck_says(told: Desk) -> None:
    assert "&H000000FF,&H000000FF,&H00000000" in told.path("deck.ass").read_text("utf-8")


def test_an_edited_note_draws_only_the_captions_of_its_slide(told: Desk) -> None:
    desk = Desk(told.folder, told.cache)
    edited = desk.deck(DECK.replace("is short", "is brief"))
    log = desk.run("build", edited, "-f", "mp4", *SMALL, "-v").err
    built = [line for line in log.splitlines() if " built " in f" {line} "]
    assert [line for line in built if "captions/0001" in line], log
    assert not [line for line in built if "captions/0002" in line or "picture/" in line]


@pytest.mark.parametrize("size", [(180, 320), (180, 180)])
def test_a_picture_of_another_shape_has_them_inside_too(desk: Desk, size: tuple[int, int]) -> None:
    width, height = size
    text = DECK.replace("lines. -->", f"lines. {'W' * 60} -->")
    desk.build(desk.deck(text), "-f", "mp4,json", "--size", f"{width}x{height}", "--slides", "1")
    video = frames(desk.path("deck.mp4"), width, height)
    for caption in timeline(desk)["slides"][0]["captions"]:
        found = box(video[caption["start_frame"] + 1])
        assert found is not None
        left, _, right, bottom = found
        assert width * 0.04 < left < right < width * 0.96
        assert bottom < height * 0.95


def test_every_frame_can_be_encoded(desk: Desk) -> None:
    desk.build(desk.deck(DECK), "-f", "mp4,json", *SMALL, "--set", "holds=encoded")
    assert verify(desk.path("deck.mp4")).ok


def test_characters_without_a_font_are_told(desk: Desk) -> None:
    done = desk.run("build", desk.deck(DECK.replace("short", "\U00012000")), "-f", "mp4", *SMALL)
    assert done.code == 0, done.err
    assert "its captions show empty boxes" in done.err
