"""Files come from under the root only, whatever path, link or encoding says."""

import os
from pathlib import Path

import pytest

from mdvid.sources.policy import Refusal, is_web, resolve


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a root with a deck's folder in it, and something secret beside it."""
    deck = tmp_path / "project" / "talks"
    (deck / "img").mkdir(parents=True)
    (tmp_path / "project" / "images").mkdir()
    for path in (
        "secret.png",
        "project/images/logo.png",
        "project/talks/a.png",
        "project/talks/img/b.png",
        "project/talks/with space.png",
        "project/talks/100%.png",
        "project/talks/a%20b.png",
        "project/talks/ä→😀.png",
        "project/talks/-leading.png",
        "project/talks/quo'te\".png",
        "project/talks/#what?.png",
        "project/talks/two\nlines.png",
        f"project/talks/{'x' * 251}.png",
    ):
        (tmp_path / path).write_bytes(b"x")
    return tmp_path / "project"


def found(project: Path, source: str) -> str:
    return str(resolve(source, folder=project / "talks", root=project).relative_to(project))


def refused(project: Path, source: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        resolve(source, folder=project / "talks", root=project)
    return caught.value


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("a.png", "talks/a.png"),
        ("./a.png", "talks/a.png"),
        ("img/b.png", "talks/img/b.png"),
        ("img\\b.png", "talks/img/b.png"),
        ("../images/logo.png", "images/logo.png"),
        ("/images/logo.png", "images/logo.png"),
        ("//images/logo.png"[1:], "images/logo.png"),
        ("%2e%2e/images/logo.png", "images/logo.png"),
        ("with space.png", "talks/with space.png"),
        ("with%20space.png", "talks/with space.png"),
        ("100%.png", "talks/100%.png"),
        ("100%25.png", "talks/100%.png"),
        ("a%20b.png", "talks/a%20b.png"),
        ("a.png?raw=true", "talks/a.png"),
        ("#what?.png", "talks/#what?.png"),
        ("two\nlines.png", "talks/two\nlines.png"),
        (f"{'x' * 251}.png", f"talks/{'x' * 251}.png"),
        ("a.png#middle", "talks/a.png"),
        ("%61.png?x#y", "talks/a.png"),
        ("ä→😀.png", "talks/ä→😀.png"),
        ("-leading.png", "talks/-leading.png"),
        ("quo'te\".png", "talks/quo'te\".png"),
    ],
)
def test_a_file_is_found_however_its_path_is_written(project: Path, source: str, file: str) -> None:
    assert found(project, source) == file


def test_an_absolute_path_under_the_root_is_allowed(project: Path) -> None:
    assert found(project, str(project / "talks" / "a.png")) == "talks/a.png"


def test_a_long_name_is_found_by_its_longer_encoding(project: Path) -> None:
    name = "灯" * 83 + ".png"  # 253 bytes, 751 when every byte is written as %XX
    (project / "talks" / name).write_bytes(b"x")
    assert found(project, "%E7%81%AF" * 83 + ".png") == f"talks/{name}"


@pytest.mark.parametrize(
    "source",
    [
        "../../secret.png",
        "..\\..\\secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "..%2F..%2Fsecret.png",
        "img/../../../secret.png",
        "/etc/passwd",
        "/dev/zero",
        "../../missing.png",
    ],
)
def test_what_is_outside_the_root_is_refused(project: Path, source: str) -> None:
    refusal = refused(project, source)
    assert "is outside the root folder `project`" in refusal.message
    assert not refusal.missing


@pytest.mark.parametrize("link", ["file", "folder", "chain"])
def test_a_link_that_leads_out_is_refused(project: Path, link: str) -> None:
    talks, outside = project / "talks", project.parent
    (talks / "file").symlink_to(outside / "secret.png")
    (talks / "folder").symlink_to(outside, target_is_directory=True)
    (talks / "chain").symlink_to("file")
    source = "folder/secret.png" if link == "folder" else link
    assert "is outside the root" in refused(project, source).message


def test_a_link_that_stays_inside_is_followed(project: Path) -> None:
    (project / "talks" / "link.png").symlink_to("../images/logo.png")
    assert found(project, "link.png") == "images/logo.png"


def test_a_root_that_is_a_link_is_the_folder_it_leads_to(project: Path) -> None:
    alias = project.parent / "alias"
    alias.symlink_to(project, target_is_directory=True)
    path = resolve("a.png", folder=alias / "talks", root=alias)
    assert path == (project / "talks" / "a.png").resolve()


@pytest.mark.parametrize(
    "source",
    [
        "file:///etc/passwd",
        "FILE:a.png",
        "ftp://example.org/a.png",
        "javascript:alert(1)",
        "chrome://version",
        "\\\\server\\share\\a.png",
    ],
)
def test_other_schemes_are_refused(project: Path, source: str) -> None:
    assert "is not a path in the project" in refused(project, source).message


@pytest.mark.parametrize("source", ["a\0.png", "a%00.png", "%00", "x" * 256, "y/" * 3000, "loop"])
def test_what_can_be_no_path_is_refused_with_a_message(project: Path, source: str) -> None:
    loop = project / "talks" / "loop"
    loop.symlink_to(loop)
    refusal = refused(project, source)
    assert "cannot be opened" in refusal.message
    assert len(refusal.message) < 300
    assert refusal.message.isprintable()


def test_a_picture_without_a_name_is_refused(project: Path) -> None:
    assert "without a file name" in refused(project, "").message


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("b.png", "did you mean `a.png`?"),
        ("A.png", "upper and lower case differ: it is called `a.png`"),
        ("Img/b.png", "upper and lower case differ: it is called `img`"),
        ("img/waterfall.jpeg", None),
        ("/images/lego.png", "did you mean `logo.png`?"),
        ("imgs/b.png", "there is no folder `imgs`; did you mean `img`?"),
        ("nowhere/deep/b.png", "there is no folder `nowhere`"),
        ("a.png/b.png", "`a.png` is a file, not a folder"),
    ],
)
def test_a_missing_file_comes_with_a_hint(project: Path, source: str, hint: str | None) -> None:
    refusal = refused(project, source)
    assert refusal.message == f"`{source}` does not exist"
    assert refusal.missing
    assert (refusal.hint or "").startswith(hint) if hint else refusal.hint is None


def test_names_outside_the_root_are_not_given_away(project: Path) -> None:
    assert "secret" not in str(refused(project, "../../secre.png").hint)


@pytest.mark.parametrize("source", ["http://a/b.png", "HTTPS://a/b.png", "//a/b.png"])
def test_web_addresses_are_known(source: str) -> None:
    assert is_web(source)


def test_a_folder_that_may_not_be_searched_is_refused_with_the_reason(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(self: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", denied)
        assert "cannot be opened: permission denied" in refused(project, "a.png").message
