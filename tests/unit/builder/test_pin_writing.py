"""What was pinned stays whole, whatever happens while pins are written."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from mdvid.builder.pin_writing import file_of, write_pins
from mdvid.engine.digest import Digest
from mdvid.errors import LimitError, OutputError
from mdvid.pipeline.pins import Pin, Pins
from mdvid.sources.pins import PinFolder


@pytest.fixture
def folder(tmp_path: Path) -> PinFolder:
    (tmp_path / "deck").mkdir()
    return PinFolder(tmp_path / "deck" / "talk.md", tmp_path / "deck")


def pins(folder: PinFolder, *texts: str) -> tuple[Pins, dict[str, Path]]:
    """Return a pin for each text, and the files that have to be written for it."""
    found, files = [], {}
    for text in texts:
        made = folder.path.parent.parent / text
        made.mkdir(exist_ok=True)
        path = made / "artifact.png"
        path.write_text(text)
        key = Digest(file_of(path).sha256)
        pin = Pin(key=key, kind="illustration", files=(file_of(path),), text=text)
        found.append(pin)
        files[f"{pin.stem}.png"] = path
    return Pins(pins=tuple(found)), files


def content(folder: PinFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.iterdir()}


def test_what_is_written_is_read_back_whole(folder: PinFolder) -> None:
    wanted, files = pins(folder, "one", "two")
    write_pins(folder, wanted, files)
    assert set(folder.read().pins) == set(wanted.pins)
    assert not list(folder.damaged(wanted.pins))


def test_what_is_not_pinned_any_more_is_deleted_last(folder: PinFolder) -> None:
    write_pins(folder, *pins(folder, "one", "two"))
    kept, _ = pins(folder, "two")
    write_pins(folder, kept, {})
    assert len(content(folder)) == 2
    write_pins(folder, Pins(), {})
    assert not folder.path.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("after", range(7))
def test_an_error_at_any_moment_leaves_pins_that_belong_together(
    folder: PinFolder, monkeypatch: pytest.MonkeyPatch, number: int, after: int
) -> None:
    write_pins(folder, *pins(folder, "one", "two"))
    before = folder.read()
    left = after
    copyfile, rename = shutil.copyfile, Path.replace

    def spend() -> None:
        nonlocal left
        if not left:
            raise OSError(number, os.strerror(number))
        left -= 1

    def copied(source: Path, to: Path) -> object:
        spend()
        return copyfile(source, to)

    def renamed(self: Path, target: Path) -> Path:
        spend()
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", copied)
        patch.setattr(Path, "replace", renamed)
        with pytest.raises((LimitError, OutputError)) as failed:
            write_pins(folder, *pins(folder, "two", "three", "four"))
    assert isinstance(failed.value, LimitError) is (number == errno.ENOSPC)
    assert folder.read() == before
    assert not list(folder.damaged(before.pins))
    write_pins(folder, *pins(folder, "two", "three", "four"))
    assert not list(folder.damaged(folder.read().pins))
    assert len(content(folder)) == 4


def test_a_copy_that_came_out_otherwise_is_noticed(
    folder: PinFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "copyfile", lambda _, to: Path(to).write_text("other"))
    with pytest.raises(OutputError, match="is not what was to be written"):
        write_pins(folder, *pins(folder, "one"))
    assert not folder.index.exists()


def test_a_list_that_did_not_change_is_not_written(folder: PinFolder) -> None:
    wanted, files = pins(folder, "one")
    write_pins(folder, wanted, files)
    before = folder.index.stat().st_ino
    write_pins(folder, wanted, {})
    assert folder.index.stat().st_ino == before


def test_the_suffix_of_a_side_file_is_all_after_the_first_dot(tmp_path: Path) -> None:
    (tmp_path / "artifact.en.json").write_text("[]")
    assert file_of(tmp_path / "artifact.en.json").suffix == ".en.json"
