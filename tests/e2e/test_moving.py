"""Slides that move, from the deck to the video, judged by what decoders show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image
from tests.e2e.film import Filmmaker, Painter, middle
from tests.e2e.line import judged

from mdvid.backends.libav import verify
from mdvid.builder.report import DeckReport
from mdvid.builder.session import Session
from mdvid.builder.tools import Tools
from mdvid.engine.report import Outcome
from mdvid.media.model import Size
from mdvid.project import load_project

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

DECK = """\
---
title: At sea
illustrator: painter
illustration: {motion: true, animator: film, upscale: 2x}
---

# At sea

- Text that stands still

![bg right:40% blur:1px waves](gen:)

<!-- _hold: 5.3 -->

---

# Once only

![w:120 a boat](gen:){motion=hold ratio=1:1}

<!-- _hold: 2.5 -->

---

# A still one

![bg left:50% a stone](gen:){motion=false}

<!-- _hold: 1 -->

---

# Cut short

![bg waves](gen:)

<!-- _hold: 0.5 -->
"""
CYCLE = 60
"""Frames to and fro: 0 1 ... 29 30 29 ... 1, at 30 frames a second for a clip of a second."""


@dataclass
class Cinema:
    """Builds the deck in one folder."""

    folder: Path
    painter: Painter
    filmmaker: Filmmaker

    def build(self, text: str = DECK, name: str = "deck", **options: Any) -> DeckReport:
        project = self.project(text, name, **options)
        with Session(self.folder / "cache") as session:
            return session.build(project)

    def would_run(self, text: str, **options: Any) -> set[str]:
        with Session(self.folder / "cache") as session:
            forecast = session.explain(self.project(text, **options))
        return {item.step.id for item in forecast if item.outcome is not Outcome.CACHED}

    def project(self, text: str, name: str = "deck", **options: Any) -> Any:
        deck = self.folder / f"{name}.md"
        deck.write_text(text, "utf-8")
        given = {"size": "320x180", "voice": "none", "format": "mp4,json,png", **options}
        return load_project(deck, given)


@dataclass
class Film:
    """A video, decoded."""

    path: Path
    decoder: tuple[str, ...] = ("ffmpeg",)

    @cached_property
    def frames(self) -> np.ndarray:
        raw = judged(
            *self.decoder,
            "-v",
            "error",
            "-i",
            self.path,
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-",
        )
        return np.frombuffer(raw, np.uint8).reshape(-1, 180, 320, 3)

    @cached_property
    def slides(self) -> list[np.ndarray]:
        slides = json.loads(self.path.with_suffix(".json").read_text())["slides"]
        ends = [(slide["start_frame"], slide["frames"]) for slide in slides]
        assert sum(ends[-1]) == len(self.frames)
        return [self.frames[start : start + length] for start, length in ends]

    def packets(self) -> list[str]:
        said = judged(
            "ffprobe", "-v", "error", "-select_streams", "v", "-show_entries",
            "frame=key_frame,pict_type", "-of", "csv=p=0", self.path,
        )  # fmt: skip
        return said.decode().split()


@pytest.fixture(scope="module")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cinema]:
    made = Cinema(tmp_path_factory.mktemp("cinema"), Painter(), Filmmaker())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tools, "illustrator", lambda *_: made.painter)
        patch.setattr(Tools, "animator", lambda *_: made.filmmaker)
        made.build()
        yield made


@pytest.fixture(scope="module")
def film(cinema: Cinema) -> Film:
    return Film(cinema.folder / "deck.mp4")


def test_the_square_goes_to_and_fro_without_a_jump(film: Film) -> None:
    places = np.array([middle(frame) for frame in film.slides[0]])
    assert len(places) == 159
    steps = np.diff(places)
    assert np.abs(steps).max() < 3 * (places.max() - places.min()) / 30
    assert np.ptp(places) > 55
    assert places[:30] == pytest.approx(places[CYCLE : CYCLE + 30], abs=0.7)
    assert places[31:60] == pytest.approx(places[29:0:-1], abs=0.7)


def test_what_plays_once_rests_on_its_last_frame(film: Film) -> None:
    moving, resting = film.slides[1][:31], film.slides[1][31:]
    assert len(resting) == 44
    assert middle(moving[0]) < middle(moving[15]) < middle(moving[30])
    assert (resting == moving[30]).all()


def test_a_clip_is_cut_where_its_slide_ends(film: Film) -> None:
    places = [middle(frame) for frame in film.slides[3]]
    assert len(places) == 15
    assert places == sorted(places)


def test_a_picture_that_is_not_to_move_does_not(film: Film) -> None:
    assert (film.slides[2] == film.slides[2][0]).all()


def test_text_beside_a_moving_picture_stands_still(film: Film) -> None:
    beside = film.slides[0][:, :, :180].astype(int)
    assert np.ptp(beside[0]) > 150  # there is text
    assert np.abs(beside - beside[0]).max() <= 8


def test_a_moving_slide_begins_as_its_picture_shows_it(cinema: Cinema, film: Film) -> None:
    for number, frames in enumerate(film.slides, 1):
        with Image.open(cinema.folder / f"deck.{number:03}.png") as image:
            meant = np.asarray(image.convert("RGB"), float)
        assert np.mean((frames[0] - meant) ** 2) < 60


def test_every_slide_begins_with_a_keyframe_and_nothing_refers_ahead(film: Film) -> None:
    packets = film.packets()
    assert {packet.strip(",") for packet in packets} == {"1,I", "0,P"}
    at = 0
    for frames in film.slides:
        assert packets[at].startswith("1,I")
        at += len(frames)


def test_other_decoders_show_the_same(film: Film) -> None:
    other = Film(film.path, (imageio_ffmpeg.get_ffmpeg_exe(), "-c:v", "libopenh264"))
    assert (other.frames == film.frames).all()


def test_the_video_is_what_its_timeline_says(film: Film) -> None:
    report = verify(film.path)
    assert [check for check in report.checks if not check.ok] == []
    steps = [
        slide["steps"][0]
        for slide in json.loads(film.path.with_suffix(".json").read_text())["slides"]
    ]
    assert [step.get("moving", False) for step in steps] == [True, True, False, True]


def test_movement_that_the_timeline_does_not_know_of_is_noticed(film: Film, tmp_path: Path) -> None:
    video = tmp_path / "deck.mp4"
    video.write_bytes(film.path.read_bytes())
    timeline = film.path.with_suffix(".json").read_text().replace('"moving": true', '"x": 1')
    video.with_suffix(".json").write_text(timeline)
    assert {check.name for check in verify(video).checks if not check.ok} == {"pictures"}


def test_pictures_are_drawn_at_half_their_size(cinema: Cinema) -> None:
    assert set(cinema.painter.sizes) == {
        Size(64, 96), Size(64, 64), Size(80, 96), Size(160, 96),
    }  # fmt: skip


def test_nothing_is_made_twice(cinema: Cinema) -> None:
    clips = cinema.filmmaker.clips
    assert clips == 3
    assert cinema.build().built == 0
    longer = DECK.replace("5.3", "7.1").replace("hold: 2.5", "hold: 1.5")
    assert cinema.would_run(longer) == {"sound/0001", "sound/0002", "timeline", "json", "mp4"}
    edited = DECK.replace("Text that stands still", "Other text")
    assert cinema.would_run(edited) == {"picture/0001-1", "motion/0001-1", "mp4"}
    faster = cinema.would_run(DECK, fps="25")
    assert not [step for step in faster if step.startswith(("clip", "illustration", "picture"))]
    assert "smooth/0001-1" in faster


def test_holds_that_are_encoded_show_the_same(cinema: Cinema, film: Film) -> None:
    cinema.build(name="encoded", holds="encoded")
    encoded = Film(cinema.folder / "encoded.mp4")
    assert verify(encoded.path).ok
    assert len(encoded.frames) == len(film.frames)
    assert np.abs(encoded.frames.astype(int) - film.frames).mean() < 1
    assert np.ptp(encoded.slides[1][31:].astype(int), axis=0).max() <= 4
