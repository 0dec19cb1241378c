from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.engine.workshop import DAMAGES

from mdvid.engine.cache import Cache
from mdvid.engine.store import Artifact


def put(cache: Cache, **files: str) -> Artifact:
    """Commit an artifact; `png="x"` is the file `artifact.png`, and the first is the main one."""
    with cache.staging() as folder:
        for suffix, text in files.items():
            (folder / f"artifact.{suffix}").write_text(text)
        return cache.store.commit(folder / f"artifact.{next(iter(files))}")


def test_an_artifact_is_a_main_file_and_what_lies_beside_it(cache: Cache) -> None:
    artifact = put(cache, png="pixels", json="notes")
    path = cache.store.path(artifact)
    assert (artifact.name, artifact.size) == ("artifact.png", 6)
    assert path.read_text() == "pixels"
    assert path.with_suffix(".json").read_text() == "notes"
    assert path.parent == cache.root / "cas" / artifact.digest[:2] / artifact.digest


def test_the_same_content_is_the_same_artifact(cache: Cache) -> None:
    assert put(cache, png="pixels", json="notes") == put(cache, png="pixels", json="notes")
    assert cache.info().artifacts == 1


@pytest.mark.parametrize(
    "other",
    [
        {"png": "other", "json": "notes"},
        {"png": "pixels", "json": "other"},
        {"png": "pixels"},
        {"png": "pixels", "json": "notes", "wav": ""},
        {"jpg": "pixels", "json": "notes"},
        {"json": "notes", "png": "pixels"},
        {"png": "notes", "json": "pixels"},
    ],
)
def test_names_bytes_and_which_file_is_the_main_one_tell_artifacts_apart(
    cache: Cache, other: dict[str, str]
) -> None:
    assert put(cache, **other).digest != put(cache, png="pixels", json="notes").digest


def test_committing_empties_the_staging_folder(cache: Cache) -> None:
    put(cache, png="pixels")
    put(cache, png="pixels")
    assert not list((cache.root / "staging").glob("*/*"))


def test_what_is_not_there_cannot_be_committed(cache: Cache) -> None:
    with cache.staging() as folder, pytest.raises(FileNotFoundError):
        cache.store.commit(folder / "artifact.png")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed(cache: Cache, damage: Callable[[Path], None]) -> None:
    artifact = put(cache, png="pixels", json="notes")
    assert cache.store.intact(artifact)
    damage(cache.store.path(artifact))
    assert not cache.store.intact(artifact)


def test_every_bit_and_every_length_counts(cache: Cache) -> None:
    artifact = put(cache, png="pixels of a picture", json="notes")
    file = cache.store.path(artifact)
    whole = file.read_bytes()
    for position in range(len(whole) * 8):
        damaged = bytearray(whole)
        damaged[position // 8] ^= 1 << position % 8
        file.write_bytes(damaged)
        assert not cache.store.intact(artifact)
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert not cache.store.intact(artifact)
        assert not cache.store.holds(artifact)
    file.write_bytes(whole)
    assert cache.store.intact(artifact)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_artifact_is_replaced_by_a_whole_one(
    cache: Cache, damage: Callable[[Path], None]
) -> None:
    artifact = put(cache, png="pixels", json="notes")
    damage(cache.store.path(artifact))
    assert put(cache, png="pixels", json="notes") == artifact
    assert cache.store.intact(artifact)


def test_a_foreign_file_is_copied_in(cache: Cache, tmp_path: Path) -> None:
    source = tmp_path / "logo.svg"
    source.write_text("<svg/>")
    artifact = cache.store.add(source, ".svg")
    source.write_text("<svg>edited</svg>")
    assert cache.store.path(artifact).read_text() == "<svg/>"
    assert cache.store.add(source, ".svg") != artifact


def test_a_foreign_file_that_is_there_already_is_the_same_artifact(
    cache: Cache, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"pixels")
    one, other = cache.store.add(tmp_path / "a", ".png"), cache.store.add(tmp_path / "b", ".png")
    assert one == other == put(cache, png="pixels")
    assert cache.store.add(tmp_path / "a", ".jpg") != one


def test_a_damaged_copy_of_a_foreign_file_is_replaced(cache: Cache, tmp_path: Path) -> None:
    source = tmp_path / "logo.png"
    source.write_bytes(b"pixels")
    path = cache.store.path(cache.store.add(source, ".png"))
    path.write_bytes(b"pixelz")
    cache.store.add(source, ".png")
    assert path.read_bytes() == b"pixels"


def test_a_foreign_file_that_cannot_be_read_is_the_callers_error(
    cache: Cache, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        cache.store.add(tmp_path / "missing.png", ".png")
    with pytest.raises(IsADirectoryError):
        cache.store.add(tmp_path, ".png")


def test_adding_a_file_again_counts_as_use(cache: Cache, tmp_path: Path) -> None:
    source = tmp_path / "logo.png"
    source.write_bytes(b"pixels")
    folder = cache.store.path(cache.store.add(source, ".png")).parent
    os.utime(folder, (0, 0))
    cache.store.add(source, ".png")
    assert folder.stat().st_mtime > time.time() - 3600


def test_what_is_discarded_is_gone(cache: Cache) -> None:
    artifact = put(cache, png="pixels", json="notes")
    cache.store.discard(artifact)
    cache.store.discard(artifact)
    assert not cache.store.holds(artifact)
    assert not cache.store.path(artifact).parent.exists()


def test_a_result_of_many_and_large_files_is_kept(cache: Cache) -> None:
    artifact = put(cache, mp4="x" * 5_000_000, **{f"s{i}": str(i) for i in range(40)})
    assert artifact.size == 5_000_000
    assert cache.store.intact(artifact)
