"""Files of a deck in the content store: one state of them for a whole build."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdvid.backends.images import NotAPicture
from mdvid.builder.keeper import KnownFiles, StoreKeeper
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


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{}</svg>'
LONG_AGO = 1_000_000_000


def drawn(file: Path, text: str, when: int | None = None) -> None:
    file.write_text(SVG.format(text))
    if when is not None:
        os.utime(file, (when, when))


def kept(cache: Cache, known: KnownFiles, file: Path) -> bytes:
    known.begin()
    keeper = StoreKeeper(cache, known)
    keeper.inspect(file)
    return keeper.path(keeper.keep(file, "image/svg+xml", "a").digest).read_bytes()


def test_what_was_found_in_a_file_holds_until_it_changes(cache: Cache, tmp_path: Path) -> None:
    file, known = tmp_path / "a.svg", KnownFiles()
    for text in ("<g/>", "<a/>", "<g/>"):
        drawn(file, text)  # the same size, and within one tick of many a clock
        assert kept(cache, known, file) == SVG.format(text).encode()


def test_a_file_that_another_takes_the_place_of_is_read_again(cache: Cache, tmp_path: Path) -> None:
    file, other, known = tmp_path / "a.svg", tmp_path / "b.svg", KnownFiles()
    drawn(file, "<g/>", LONG_AGO)
    kept(cache, known, file)
    drawn(other, "<a/>", LONG_AGO)
    other.replace(file)
    assert kept(cache, known, file) == SVG.format("<a/>").encode()


def test_a_file_that_is_no_picture_any_more_is_refused(cache: Cache, tmp_path: Path) -> None:
    file, known = tmp_path / "a.svg", KnownFiles()
    drawn(file, "<g/>")
    kept(cache, known, file)
    file.write_text("# no picture")
    with pytest.raises(NotAPicture):
        kept(cache, known, file)


def test_what_vanished_from_the_store_is_put_there_again(cache: Cache, tmp_path: Path) -> None:
    file, known = tmp_path / "a.svg", KnownFiles()
    drawn(file, "<g/>")
    keeper = StoreKeeper(cache, known)
    asset = keeper.keep(file, "image/svg+xml", "a")
    keeper.path(asset.digest).unlink()
    assert kept(cache, known, file) == SVG.format("<g/>").encode()
