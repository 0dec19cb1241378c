"""A deck with a picture that a model draws, a model enlarges and a model sets in motion."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from mdvid.backends.libav import verify
from mdvid.builder.session import Session
from mdvid.project import Project, load_project

pytestmark = [pytest.mark.models, pytest.mark.browser]

DECK = """\
---
illustration: {upscale: 4x, motion: loop}
---

# At sea

![bg right:40% waves](gen:)

<!-- _hold: 3 -->
"""


@pytest.fixture
def project(tiny: Callable[[str], Path], tmp_path: Path) -> Project:
    deck = tmp_path / "deck.md"
    deck.write_text(DECK)
    settings = {
        "illustrator": f"diffusers:{tiny('sd')}",
        "illustration.upscaler": tiny("sdx4"),
        "illustration.animator": tiny("svd"),
        "illustrators.diffusers.clip_frames": 4,
    }
    told = [f"{key}={value}" for key, value in settings.items()]
    options = {"size": "320x180", "voice": "none", "format": "mp4,json", "set": told}
    return load_project(deck, options)


def test_a_slide_moves_from_its_words_to_the_video(project: Project, tmp_path: Path) -> None:
    with Session(tmp_path / "cache") as session:
        report = session.build(project)
        assert not report.failures
        assert session.build(project).built == 0
    video = tmp_path / "deck.mp4"
    assert [check for check in verify(video).checks if not check.ok] == []
    (slide,) = json.loads(video.with_suffix(".json").read_text())["slides"]
    assert slide["steps"] == [{"start_frame": 0, "frames": 90, "moving": True}]
    with av.open(str(video)) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert len(frames) == 90
    cycle = 24  # four frames at 7 a second are 13 at 30, to and fro
    assert (frames[cycle] == frames[0]).all()
    assert (frames[cycle + 6] == frames[6]).all()
    assert len({frame.tobytes() for frame in frames}) > cycle // 3
