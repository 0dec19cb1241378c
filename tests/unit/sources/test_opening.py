"""The file that was judged is the one that is read."""

import os
from pathlib import Path

import pytest

from mdvid.sources.opening import LARGEST_FILE, opened
from mdvid.sources.policy import Refusal


def refused(path: Path, root: Path) -> Refusal:
    with pytest.raises(Refusal) as caught, opened(path, path.name, root):
        pass
    return caught.value


def test_the_file_is_lent_while_another_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"first")
    with opened(path, "a.png", tmp_path) as file:
        (tmp_path / "b.png").write_bytes(b"second")
        (tmp_path / "b.png").replace(path)
        assert file.read_bytes() == b"first"


@pytest.mark.parametrize("swapped", ["file", "folder"])
def test_a_link_that_took_the_place_of_a_judged_path_is_refused(
    tmp_path: Path, swapped: str
) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_bytes(b"secret")
    root.mkdir()
    if swapped == "file":
        (root / "img").mkdir()
        (root / "img" / "a.png").symlink_to(outside / "a.png")
    else:
        (root / "img").symlink_to(outside, target_is_directory=True)
    assert "was replaced while it was read" in refused(root / "img" / "a.png", root).message


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert refused(tmp_path / "pipe.png", tmp_path).message == "`pipe.png` is not a file"


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "img.png").mkdir()
    assert refused(tmp_path / "img.png", tmp_path).message == "`img.png` is not a file"


def test_a_device_is_no_picture() -> None:
    assert refused(Path("/dev/zero"), Path("/")).message == "`zero` is not a file"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(LARGEST_FILE + 1024 * 1024)
    refusal = refused(tmp_path / "huge.png", tmp_path)
    assert refusal.message == "`huge.png` has 101 MB; the limit is 100 MB"
    assert refusal.limit


def test_a_file_that_is_gone_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert "cannot be read: no such file" in refused(tmp_path / "gone.png", tmp_path).message


def test_nothing_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    before = list(Path("/proc/self/fd").iterdir())
    with opened(tmp_path / "a.png", "a.png", tmp_path):
        pass
    refused(Path("/dev/zero"), Path("/"))
    assert list(Path("/proc/self/fd").iterdir()) == before
