from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mdvid.engine.cache import Cache
from mdvid.engine.digest import digest
from mdvid.engine.store import Artifact

KEY = digest("key")
OTHER = digest("other key")
ARTIFACT = Artifact(digest("content"), "artifact.png", 123)


def entry(cache: Cache) -> Path:
    (path,) = (cache.root / "actions").glob("*/*")
    return path


def test_an_entry_is_found_by_its_key(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    assert cache.actions.get(KEY) == ARTIFACT
    assert cache.actions.get(OTHER) is None


def test_an_entry_can_be_replaced_and_removed(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    cache.actions.put(KEY, Artifact(digest("new"), "artifact.mp4", 0))
    assert cache.actions.get(KEY) == Artifact(digest("new"), "artifact.mp4", 0)
    cache.actions.remove(KEY)
    cache.actions.remove(KEY)
    assert cache.actions.get(KEY) is None


def test_an_entry_of_any_other_length_is_as_good_as_none(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    path = entry(cache)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert cache.actions.get(KEY) is None, length
    for more in (b"\n", b"\0", b"0" * 64, whole):
        path.write_bytes(whole + more)
        assert cache.actions.get(KEY) is None, more


def test_an_entry_with_any_bit_flipped_is_as_good_as_none(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    path = entry(cache)
    whole = path.read_bytes()
    for position in range(len(whole) * 8):
        damaged = bytearray(whole)
        damaged[position // 8] ^= 1 << position % 8
        path.write_bytes(damaged)
        assert cache.actions.get(KEY) is None, position


@pytest.mark.parametrize("length", [0, 1, 300, 4096, 100_000])
@pytest.mark.parametrize("byte", [b"\0", b"\xff", b"\n"])
def test_an_entry_that_is_rubbish_is_as_good_as_none(
    cache: Cache, length: int, byte: bytes
) -> None:
    cache.actions.put(KEY, ARTIFACT)
    entry(cache).write_bytes(byte * length)
    assert cache.actions.get(KEY) is None


def test_an_entry_of_another_version_is_as_good_as_none(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("mdvid.engine.action_cache._MAGIC", "mdvid action 0")
        cache.actions.put(KEY, ARTIFACT)
        assert cache.actions.get(KEY) == ARTIFACT
    assert cache.actions.get(KEY) is None


def test_an_entry_under_the_name_of_another_key_is_as_good_as_none(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    cache.actions.put(OTHER, ARTIFACT)
    one, other = sorted((cache.root / "actions").glob("*/*"))
    one.replace(other)
    assert cache.actions.get(KEY) is None
    assert cache.actions.get(OTHER) is None


def test_a_folder_in_the_place_of_an_entry_is_as_good_as_none(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    path = entry(cache)
    path.unlink()
    path.mkdir()
    assert cache.actions.get(KEY) is None


def test_finding_an_entry_counts_as_use(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    os.utime(entry(cache), (0, 0))
    cache.actions.get(KEY)
    assert entry(cache).stat().st_mtime > time.time() - 3600


def test_writing_an_entry_leaves_nothing_else(cache: Cache) -> None:
    cache.actions.put(KEY, ARTIFACT)
    assert not list((cache.root / "staging").glob("*/*"))
