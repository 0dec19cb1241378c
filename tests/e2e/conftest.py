from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.e2e.line import EVERYTHING, SMALL, Desk, Published

from mdvid.backends.chromium import ChromiumRenderer


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk on which nothing was ever built."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder, tmp_path / "cache")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A deck with a bit of everything, built once; nobody changes it."""
    folder = tmp_path_factory.mktemp("desk")
    desk = Desk(folder, tmp_path_factory.mktemp("cache"))
    Image.new("RGB", (40, 40), "red").save(folder / "dot.png")
    formats = "mp4,vtt,srt,chapters,txt,json,png,jpg"
    answer = desk.build(desk.deck(EVERYTHING), "-o", "out/", "-f", formats, *SMALL)
    return Published(folder / "out", desk, answer)


@pytest.fixture(scope="module")
def renderer() -> Iterator[ChromiumRenderer]:
    """A browser for all tests of a module."""
    renderer = ChromiumRenderer()
    yield renderer
    renderer.close()
