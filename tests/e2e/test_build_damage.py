"""Caches that are damaged, looked after, and shared."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.e2e.line import SMALL, TALK, Desk, bodies

pytestmark = [pytest.mark.espeak, pytest.mark.browser]


def flip(path: Path, lots: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[lots.randrange(len(content))] ^= 1 << lots.randrange(8)
    path.chmod(0o600)
    path.write_bytes(content)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_damaged_cache_is_noticed_and_gives_the_same_output(desk: Desk) -> None:
    deck, lots = desk.deck(), random.Random(5)
    desk.build(deck, *SMALL)
    before = bodies(desk.folder)
    for share in (0.3, 1.0):
        kept = (
            files(desk.cache / "cas") + files(desk.cache / "actions") + files(desk.cache / "plans")
        )
        for path in lots.sample(kept, round(share * len(kept))):
            flip(path, lots)
        damaged = desk.run("cache", "verify")
        assert damaged.code == 1
        desk.path("deck.mp4").unlink()
        assert desk.build(deck, *SMALL)["steps"]["built"] > 0
        assert bodies(desk.folder) == before
        desk.run("cache", "verify", "--repair")
        assert desk.run("cache", "verify").code == 0


def test_a_cache_can_be_looked_after(desk: Desk) -> None:
    deck = desk.deck()
    desk.build(deck, *SMALL)
    info = desk.run("cache", "info", "--json").json
    assert info["path"] == str(desk.cache)
    assert info["entries"] == 18
    assert info["bytes"] == sum(path.stat().st_size for path in files(desk.cache / "cas"))
    assert desk.run("cache", "gc", "--max-age", "1", "--json").json["artifacts"] == 0
    freed = desk.run("cache", "gc", "--max-size", "0", "--json").json
    assert freed["artifacts"] == info["artifacts"]
    assert desk.run("cache", "info", "--json").json["bytes"] == 0
    assert desk.run("cache", "clear").code == 0
    assert not files(desk.cache / "cas")
    assert bodies(desk.folder).keys() == {"deck.md", "deck.mp4", "deck.vtt"}


def test_builds_at_the_same_time_share_a_cache_and_a_folder(desk: Desk) -> None:
    deck, other = desk.deck(), desk.deck(TALK.replace("Welcome", "Come"), "other.md")
    decks = (deck, deck, other)
    started = [desk.start("build", each, "-o", "out/", *SMALL) for each in decks]
    ended = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], ended
    made = bodies(desk.path("out"))
    alone = Desk(desk.folder, desk.cache.with_name("another"))
    alone.build(deck, other, "-o", "alone/", *SMALL)
    assert made == bodies(desk.path("alone"))
    assert desk.build(deck, other, "-o", "out/", *SMALL)["steps"]["built"] == 0
    assert desk.run("cache", "verify").code == 0
