from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.engine.workshop import DAMAGES, Workshop, step, truncate

from mdvid.engine.cache import Cache
from mdvid.engine.faults import cache_fault
from mdvid.engine.upkeep import CacheInfo
from mdvid.errors import ConfigError, LimitError, MdvidError

DAY = 86_400


def age(cache_root: Path, name: str, days: float) -> None:
    """Make the entry and the artifact of the step that wrote `name` look unused for so long."""
    then = time.time() - days * DAY
    for file in (cache_root / "cas").glob("*/*/artifact.txt"):
        if file.read_text() == name:
            os.utime(file.parent, (then, then))
            for entry in (cache_root / "actions").glob("*/*"):
                if file.parent.name in entry.read_text():
                    os.utime(entry, (then, then))


def texts(root: Path) -> list[str]:
    return sorted(file.read_text() for file in (root / "cas").glob("*/*/artifact.txt"))


def test_a_cache_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "a" / "b c" / "ü %"
    with Cache.open(root) as cache:
        assert cache.info().artifacts == 0
    assert (
        (root / "CACHEDIR.TAG")
        .read_text()
        .startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )


def test_opening_a_cache_again_keeps_what_is_in_it(workshop: Workshop) -> None:
    workshop.build(step("a"))
    with Cache.open(workshop.root) as cache:
        info = cache.info()
    assert (info.path, info.entries, info.artifacts) == (workshop.root, 1, 1)
    assert info.bytes == len("a") + len('"a"')


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.close()
    cache.close()


@pytest.mark.parametrize("place", ["file", "file/below", "lock-is-a-folder", "x" * 300])
def test_a_folder_that_cannot_be_used_is_an_error_of_configuration(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "lock-is-a-folder" / "lock").mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot be written") as caught:
        Cache.open(tmp_path / place)
    assert "--cache-dir" in (caught.value.hint or "")
    assert "--no-cache" in (caught.value.hint or "")


def test_a_step_in_a_cache_that_cannot_be_written_any_more_fails(workshop: Workshop) -> None:
    def break_cache(_: tuple[Path, ...], out: Path) -> None:
        out.write_text("a")
        (workshop.root / "cas").write_text("in the way")

    workshop.hooks["a"] = break_cache
    assert isinstance(workshop.build(step("a")).results["a"].error, ConfigError)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, LimitError),
        (errno.EDQUOT, LimitError),
        (errno.EMFILE, LimitError),
        (errno.EACCES, ConfigError),
        (errno.EROFS, ConfigError),
        (errno.EPERM, ConfigError),
        (errno.EIO, MdvidError),
    ],
)
def test_what_the_system_reports_becomes_an_error_to_act_on(
    number: int, kind: type[MdvidError]
) -> None:
    error = cache_fault(OSError(number, os.strerror(number)), Path("the-cache"))
    assert type(error) is kind
    assert "`the-cache`" in str(error)
    assert os.strerror(number) in str(error)


def test_staging_folders_of_dead_processes_are_swept(tmp_path: Path) -> None:
    stale = tmp_path / "staging" / "dead" / "0"
    stale.mkdir(parents=True)
    (stale / "artifact.png").write_text("half")
    with Cache.open(tmp_path):
        assert not stale.parent.exists()


def test_staging_folders_of_living_processes_are_left_alone(tmp_path: Path) -> None:
    with Cache.open(tmp_path) as one, one.staging() as folder:
        (folder / "artifact.png").write_text("half")
        with Cache.open(tmp_path) as other, other.staging():
            pass
        assert (folder / "artifact.png").exists()


def test_a_staging_folder_is_deleted_after_use(cache: Cache) -> None:
    with cache.staging() as folder:
        (folder / "frames").mkdir()
        (folder / "frames" / "1.png").touch()
    assert not folder.exists()


def test_a_sound_cache_has_nothing_to_verify(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b", needs=("a",)))
    with Cache.open(workshop.root) as cache:
        assert cache.verify() == ()


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_finds_damage_and_repair_removes_it(
    workshop: Workshop, damage: Callable[[Path], None]
) -> None:
    report = workshop.build(step("a"), step("b", needs=("a",)))
    damage(workshop.file(report, "a"))
    with Cache.open(workshop.root) as cache:
        found = cache.verify()
        assert found
        assert cache.verify() == found
        cache.verify(repair=True)
        assert cache.verify() == ()
        assert cache.info().artifacts == 1
    assert workshop.build(step("a"), step("b", needs=("a",))).built == 1


def test_verify_finds_damaged_entries_and_what_does_not_belong_there(workshop: Workshop) -> None:
    workshop.build(step("a"))
    (entry,) = (workshop.root / "actions").glob("*/*")
    entry.write_bytes(entry.read_bytes()[:-1])
    strangers = [
        workshop.root / "actions" / "ab" / "notes",
        workshop.root / "cas" / "stray",
        workshop.root / "cas" / "ab" / "notes" / "artifact.txt",
    ]
    for stranger in strangers:
        stranger.parent.mkdir(parents=True, exist_ok=True)
        stranger.touch()
    with Cache.open(workshop.root) as cache:
        assert {damage.path.name for damage in cache.verify(repair=True)} == {
            entry.name,
            "notes",
            "stray",
        }
        assert cache.verify() == ()


def test_gc_without_limits_deletes_nothing(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"))
    with Cache.open(workshop.root) as cache:
        assert cache.gc().artifacts == 0
        assert cache.info().artifacts == 2


def test_gc_deletes_what_was_not_used_for_longest(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"), step("c"))
    age(workshop.root, "a", 1)
    age(workshop.root, "b", 3)
    age(workshop.root, "c", 2)
    with Cache.open(workshop.root) as cache:
        freed = cache.gc(max_bytes=4)
        assert (freed.entries, freed.artifacts, freed.bytes) == (2, 2, 8)
        assert cache.verify() == ()
    assert texts(workshop.root) == ["a"]


def test_gc_deletes_what_is_too_old(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"), step("c"))
    age(workshop.root, "b", 31)
    with Cache.open(workshop.root) as cache:
        assert cache.gc(max_age_days=30).artifacts == 1
    assert texts(workshop.root) == ["a", "c"]


def test_gc_keeps_what_a_build_used_since(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"))
    age(workshop.root, "a", 100)
    age(workshop.root, "b", 100)
    workshop.build(step("a"))
    with Cache.open(workshop.root) as cache:
        cache.gc(max_age_days=30)
    assert texts(workshop.root) == ["a"]


def test_a_foreign_file_in_use_is_not_deleted(workshop: Workshop, tmp_path: Path) -> None:
    source = tmp_path / "logo.txt"
    source.write_text("logo")
    with Cache.open(workshop.root) as cache:
        cache.store.add(source, ".txt")
        age(workshop.root, "logo", 100)
        cache.store.add(source, ".txt")
        assert cache.gc(max_age_days=30).artifacts == 0
        age(workshop.root, "logo", 100)
        assert cache.gc(max_age_days=30).artifacts == 1


def test_clear_deletes_everything(workshop: Workshop) -> None:
    workshop.build(step("a"), step("b"))
    (workshop.root / "web").mkdir()
    (workshop.root / "notes.txt").touch()
    with Cache.open(workshop.root) as cache:
        assert cache.clear().artifacts == 2
        assert not (workshop.root / "web").exists()
        assert (workshop.root / "notes.txt").exists(), "it is not ours"
        assert (cache.info().artifacts, cache.info().entries) == (0, 0)
    assert workshop.build(step("a"), step("b")).built == 2


def test_gc_and_clear_wait_for_nobody_and_take_from_nobody(workshop: Workshop) -> None:
    workshop.build(step("a"))
    with Cache.open(workshop.root) as mine, Cache.open(workshop.root):
        tidies: tuple[Callable[[], CacheInfo], ...] = (lambda: mine.gc(max_bytes=0), mine.clear)
        for tidy in tidies:
            with pytest.raises(MdvidError, match="in use by another build") as caught:
                tidy()
            assert caught.value.hint == "try again when it is done"
        assert mine.info().artifacts == 1
    with Cache.open(workshop.root) as mine:
        assert mine.gc(max_bytes=0).artifacts == 1


def test_a_refused_gc_keeps_its_own_hold_on_the_cache(workshop: Workshop) -> None:
    with Cache.open(workshop.root) as mine:
        with Cache.open(workshop.root) as other, pytest.raises(MdvidError):
            other.gc()
        with (workshop.root / "lock").open("rb") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert mine.gc().artifacts == 0


def test_a_damaged_artifact_and_its_entry_are_one_damage(workshop: Workshop) -> None:
    report = workshop.build(step("a"))
    truncate(workshop.file(report, "a"))
    with Cache.open(workshop.root) as cache:
        assert len(cache.verify()) == 1
        assert len(cache.verify(repair=True)) == 1
        assert cache.info().entries == 0


@pytest.mark.parametrize("use", [Cache.info, Cache.verify, Cache.gc], ids=["info", "verify", "gc"])
def test_a_file_where_the_store_belongs_is_no_bug(
    tmp_path: Path, use: Callable[[Cache], object]
) -> None:
    with Cache.open(tmp_path) as cache:
        (tmp_path / "cas").touch()
        with pytest.raises(ConfigError, match="a file is where a folder belongs"):
            use(cache)
