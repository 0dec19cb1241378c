"""Results under their final names: whole or not at all."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mdvid.builder.publish import Result, check_targets, publish, target
from mdvid.errors import LimitError, OutputError

NAMES = ["talk.mp4", "with space.mp4", "%41.mp4", "-dash.mp4", "new\nline.mp4", "'\".mp4", "😀.mp4"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def deck(folder: Path) -> Path:
    path = folder / "talk.md"
    path.write_text("# Talk")
    return path


def result(folder: Path, name: str, content: bytes = b"new") -> Result:
    artifact = folder.parent / f"artifact-{len(content)}"
    artifact.write_bytes(content)
    return Result(format="mp4", artifact=artifact, target=folder / name)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the system refuse larger files, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("stem", "format_", "slide", "expected"),
    [
        ("talk", "mp4", None, "talk.mp4"),
        ("talk.v2", "vtt", None, "talk.v2.vtt"),
        ("talk", "chapters", None, "talk.chapters.txt"),
        ("talk", "png", 3, "talk.003.png"),
        ("talk", "jpg", 1234, "talk.1234.jpg"),
        (".hidden", "mp4", None, ".hidden.mp4"),
    ],
)
def test_results_are_called_after_the_deck(
    stem: str, format_: str, slide: int | None, expected: str
) -> None:
    assert target(Path("out") / stem, format_, slide) == Path("out") / expected


@pytest.mark.parametrize("name", [*NAMES, "n" * 251 + ".mp4"])
def test_a_result_gets_its_name_whatever_that_is(folder: Path, deck: Path, name: str) -> None:
    check_targets(deck, [folder / name])
    (output,) = publish([result(folder, name)])
    assert (output.path, output.bytes) == (folder / name, 3)
    assert (folder / name).read_bytes() == b"new"
    assert names(folder) == {name, "talk.md"}


def test_an_older_result_is_replaced_and_keeps_its_permissions(folder: Path) -> None:
    old = folder / "talk.mp4"
    old.write_bytes(b"old content")
    old.chmod(0o640)
    with old.open("rb") as reader:
        publish([result(folder, "talk.mp4")])
        assert reader.read() == b"old content", "whoever reads the old one still has it whole"
    assert old.read_bytes() == b"new"
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_new_result_has_the_permissions_of_any_new_file(folder: Path) -> None:
    publish([result(folder, "talk.mp4")])
    (folder / "other").touch()
    assert (folder / "talk.mp4").stat().st_mode == (folder / "other").stat().st_mode


def test_what_is_there_already_is_left_alone(folder: Path) -> None:
    publish([result(folder, "talk.mp4")])
    before = (folder / "talk.mp4").stat()
    (output,) = publish([result(folder, "talk.mp4")])
    after = (folder / "talk.mp4").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert output.path == folder / "talk.mp4", "it is reported all the same"


def test_a_link_is_replaced_and_what_it_leads_to_is_not_touched(folder: Path) -> None:
    precious = folder.parent / "precious"
    precious.write_bytes(b"precious")
    (folder / "talk.mp4").symlink_to(precious)
    publish([result(folder, "talk.mp4")])
    assert precious.read_bytes() == b"precious"
    assert not (folder / "talk.mp4").is_symlink()


def test_a_full_disk_leaves_every_older_result_as_it_was(folder: Path) -> None:
    for name in ("talk.vtt", "talk.mp4"):
        (folder / name).write_bytes(b"old")
    small, large = result(folder, "talk.vtt"), result(folder, "talk.mp4", bytes(50_000))
    with files_of_at_most(20_000), pytest.raises(LimitError) as caught:
        publish([small, large])
    assert str(caught.value) == f"no space is left for `{folder / 'talk.mp4'}`"
    assert {(folder / name).read_bytes() for name in ("talk.vtt", "talk.mp4")} == {b"old"}
    assert names(folder) == {"talk.vtt", "talk.mp4"}


def test_a_folder_that_vanished_meanwhile_is_reported(folder: Path) -> None:
    gone = result(folder, "talk.mp4")
    folder.rmdir()
    with pytest.raises(OutputError, match="cannot be written: no such file"):
        publish([gone])


def test_a_name_that_a_folder_took_meanwhile_is_reported(folder: Path) -> None:
    (folder / "talk.mp4").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        publish([result(folder, "talk.mp4")])
    assert names(folder) == {"talk.mp4"}


def refusal(deck: Path, path: Path) -> str:
    with pytest.raises(OutputError) as caught:
        check_targets(deck, [path])
    assert caught.value.hint
    return str(caught.value)


def test_a_missing_folder_is_refused_first(folder: Path, deck: Path) -> None:
    assert refusal(deck, folder / "a" / "talk.mp4") == f"the folder `{folder / 'a'}` does not exist"


def test_a_folder_under_the_name_is_refused_first(folder: Path, deck: Path) -> None:
    (folder / "talk.mp4").mkdir()
    assert "is a folder" in refusal(deck, folder / "talk.mp4")


def test_a_pipe_or_a_device_is_refused_first(folder: Path, deck: Path) -> None:
    os.mkfifo(folder / "talk.mp4")
    assert "is no regular file" in refusal(deck, folder / "talk.mp4")
    assert "is no regular file" in refusal(deck, Path("/dev/null"))


@pytest.mark.parametrize("length", [256, 5000])
def test_a_name_that_is_too_long_is_refused_first(folder: Path, deck: Path, length: int) -> None:
    assert "refuses so long a name" in refusal(deck, folder / ("n" * length))
    assert "refuses so long a name" in refusal(deck, folder / ("n" * length) / "talk.mp4")


@pytest.mark.parametrize("kind", ["itself", "by a link", "by another name"])
def test_the_deck_is_never_overwritten(folder: Path, deck: Path, kind: str) -> None:
    if kind == "by a link":
        (folder / "talk.txt").symlink_to(deck)
    elif kind == "by another name":
        (folder / "talk.txt").hardlink_to(deck)
    path = deck if kind == "itself" else folder / "talk.txt"
    assert "is the deck itself" in refusal(deck, path)


def test_a_folder_that_cannot_be_written_is_an_error_of_the_output() -> None:
    made = Result(format="mp4", artifact=Path(__file__), target=Path("/proc/talk.mp4"))

    def build() -> None:
        # Root may write anywhere, by the permissions; the file system still says no.
        check_targets(Path(__file__), [made.target])
        publish([made])

    with pytest.raises(OutputError, match=r"`/proc/talk\.mp4` cannot be written"):
        build()
