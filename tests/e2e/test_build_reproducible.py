"""The same deck makes the same bytes, wherever and however it is built."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.e2e.line import EVERYTHING, SMALL, Desk, Published, bodies

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

FORMATS = ("-f", "mp4,vtt,srt,chapters,txt,json,png,jpg")


@pytest.mark.parametrize("jobs", [1, 4])
def test_another_place_time_language_and_user_make_the_same_bytes(
    desk: Desk, published: Published, jobs: int
) -> None:
    home = desk.path("home of somebody else")
    folder = desk.path("büro/2")
    folder.mkdir(parents=True)
    home.mkdir()
    shutil.copy(published.desk.folder / "dot.png", folder)
    deck = folder / "deck.md"
    deck.write_text(EVERYTHING, "utf-8")
    os.utime(deck, (0, 0))
    world = {
        "TZ": "Pacific/Chatham",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": str(jobs),
        "PYTHONUTF8": "0",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TMPDIR": str(home),
        "SOURCE_DATE_EPOCH": "1",
        "COLUMNS": "40",
        "OMP_NUM_THREADS": str(jobs),
    }
    before = os.umask(0o077)
    try:
        desk.folder = home
        desk.build(
            "../büro/2/deck.md", "-o", "../büro/", "-j", str(jobs), *FORMATS, *SMALL, **world
        )
    finally:
        os.umask(before)
    made, expected = bodies(folder.parent), bodies(published.folder)
    assert made.keys() == expected.keys()
    assert [name for name in made if made[name] != expected[name]] == []


def test_what_was_built_without_a_cache_is_the_same(desk: Desk, published: Published) -> None:
    Path(desk.folder / "dot.png").symlink_to(published.desk.folder / "dot.png")
    root = published.desk.folder.parent
    deck = desk.deck(EVERYTHING)
    desk.build(deck, "--no-cache", "--root", root, "-o", "out/", *FORMATS, *SMALL)
    assert bodies(desk.path("out")) == bodies(published.folder)
    assert not desk.cache.exists()
