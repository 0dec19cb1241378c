"""Files of a deck in the content store: one state of them for a whole build."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdvid.builder.keeper import StoreKeeper
from mdvid.engine.cache import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache.open(tmp_path / "cache") as opened:
        yield opened


@pytest.mark.parametrize("name", ["a.png", "no_suffix", ".hidden", "a.p n'g", "a." + "x" * 250])
def test_a_file_is_kept_whatever_its_name(cache: Cache, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"content")
    keeper = StoreKeeper(cache)
    asset = keeper.keep(tmp_path / name, "image/svg+xml", "picture/1-1")
    (tmp_path / name).write_bytes(b"edited meanwhile")
    assert keeper.path(asset.digest).read_bytes() == b"content"
    assert (asset.name, asset.media_type) == ("picture/1-1", "image/svg+xml")


def test_the_same_content_is_the_same_file_whatever_its_name(cache: Cache, tmp_path: Path) -> None:
    keeper = StoreKeeper(cache)
    digests = set()
    for name in ("a.png", "b.jpg"):
        (tmp_path / name).write_bytes(b"content")
        digests.add(keeper.keep(tmp_path / name, "image/png", name).digest)
    assert len(digests) == 1


def test_content_without_a_file_is_kept_as_well(cache: Cache) -> None:
    keeper = StoreKeeper(cache)
    asset = keeper.keep(keeper.write(b"inline"), "image/png", "picture/1-1")
    assert keeper.path(asset.digest).read_bytes() == b"inline"
