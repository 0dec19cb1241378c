from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mdvid.backends.models import files
from mdvid.backends.models.files import folder_digest
from mdvid.errors import ProviderUnavailable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of two files."""
    found = tmp_path / "model"
    (found / "unet").mkdir(parents=True)
    (found / "model_index.json").write_text("{}")
    (found / "unet" / "weights.safetensors").write_bytes(b"weights")
    return found


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was read, file by file."""
    seen: list[Path] = []
    read = files._read

    def reading(folder: Path) -> str:
        seen.append(folder)
        return read(folder)

    monkeypatch.setattr(files, "_read", reading)
    return seen


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day when everything was written long ago."""
    now = time.time_ns() + 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: now)


def test_the_same_files_have_the_same_digest_wherever_they_are(
    folder: Path, tmp_path: Path
) -> None:
    first = folder_digest(folder)
    moved = folder.rename(tmp_path / "elsewhere")
    assert folder_digest(moved) == first
    assert len(first) == 64


@pytest.mark.parametrize(
    "change",
    [
        lambda f: (f / "model_index.json").write_text("[]"),
        lambda f: (f / "more.json").write_text(""),
        lambda f: (f / "model_index.json").rename(f / "index.json"),
        lambda f: (f / "model_index.json").unlink(),
    ],
)
def test_any_change_of_the_files_changes_it(folder: Path, change: object) -> None:
    first = folder_digest(folder)
    change(folder)  # type: ignore[operator]
    assert folder_digest(folder) != first


def test_what_is_hidden_is_no_part_of_a_model(folder: Path) -> None:
    first = folder_digest(folder)
    (folder / ".cache").mkdir()
    (folder / ".cache" / "when").write_text("now")
    assert folder_digest(folder) == first


def test_a_file_has_a_digest_too(folder: Path) -> None:
    weights = folder / "unet" / "weights.safetensors"
    first = folder_digest(weights)
    weights.write_bytes(b"others")
    assert folder_digest(weights) != first


def test_links_are_followed_but_not_in_circles(folder: Path, tmp_path: Path) -> None:
    first = folder_digest(folder)
    (folder / "unet").rename(tmp_path / "blobs")
    (folder / "unet").symlink_to(tmp_path / "blobs")
    assert folder_digest(folder) == first
    (tmp_path / "blobs" / "back").symlink_to(folder)
    assert folder_digest(folder) == first


@pytest.mark.usefixtures("old")
def test_files_are_read_once(folder: Path, read: list[Path]) -> None:
    assert folder_digest(folder) == folder_digest(folder)
    assert len(read) == 1


@pytest.mark.usefixtures("old")
def test_files_that_changed_are_read_again(folder: Path, read: list[Path]) -> None:
    first = folder_digest(folder)
    times = (folder / "model_index.json").stat()
    (folder / "model_index.json").write_text("[]")
    os.utime(folder / "model_index.json", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert folder_digest(folder) != first
    assert len(read) == 2


def test_what_was_written_a_moment_ago_is_not_trusted_yet(folder: Path, read: list[Path]) -> None:
    folder_digest(folder)
    folder_digest(folder)
    assert len(read) == 2


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("content", ["", "{", "[]", '{"x": 1}', "\0"])
def test_a_damaged_memo_is_ignored(folder: Path, home: Path, content: str) -> None:
    first = folder_digest(folder)
    (home / "cache" / "mdvid" / "digests.json").write_text(content)
    assert folder_digest(folder) == first


@pytest.mark.usefixtures("old")
def test_no_memo_can_be_kept_and_the_digest_is_right_all_the_same(folder: Path, home: Path) -> None:
    first = folder_digest(folder)
    memo = home / "cache" / "mdvid" / "digests.json"
    memo.unlink()
    memo.mkdir()
    (memo / "taken").touch()
    assert folder_digest(folder) == first


@pytest.mark.usefixtures("old")
def test_the_memo_does_not_grow_for_ever(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_REMEMBERED", 1)
    folder_digest(folder)
    folder_digest(folder / "unet")
    memo = (home / "cache" / "mdvid" / "digests.json").read_text()
    assert str(folder / "unet") in memo
    assert f'"{folder}"' not in memo


def test_a_folder_full_of_files_is_no_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 1)
    with pytest.raises(ProviderUnavailable, match="holds more than 1 files: that is no model"):
        folder_digest(folder)


def test_what_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "gone").symlink_to("nowhere")
    with pytest.raises(ProviderUnavailable, match="cannot be read: No such file"):
        folder_digest(folder)


def test_a_device_among_the_files_is_not_opened(folder: Path) -> None:
    (folder / "endless").symlink_to("/dev/zero")
    with pytest.raises(ProviderUnavailable, match=r"`.*endless` is no file"):
        folder_digest(folder)
