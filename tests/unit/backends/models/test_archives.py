from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mdvid.backends.models import archives
from mdvid.backends.models.archives import unpack
from mdvid.errors import ProviderFailed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "out"
    found.mkdir()
    return found


def packed(path: Path, *members: tuple[str | zipfile.ZipInfo, str]) -> Path:
    archive = path / "archive.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return archive


def test_files_come_without_their_folders(tmp_path: Path, folder: Path) -> None:
    archive = packed(
        tmp_path, ("voice/", ""), ("voice/model.pth", "weights"), ("voice/config.json", "{}")
    )
    assert unpack(archive, folder) == {"model.pth": 7, "config.json": 2}
    assert (folder / "model.pth").read_text() == "weights"


def test_nothing_leads_out_of_the_folder(tmp_path: Path, folder: Path) -> None:
    link = zipfile.ZipInfo("voice/link")
    link.external_attr = 0o120777 << 16
    archive = packed(
        tmp_path,
        ("../../evil.json", "{}"),
        ("/etc/absolute.json", "{}"),
        ("..\\..\\windows.json", "{}"),
        (link, "/etc/passwd"),
        ("__MACOSX/._model.pth", "junk"),
        ("..", "junk"),
    )
    assert set(unpack(archive, folder)) == {"evil.json", "absolute.json", "windows.json"}
    assert {path.name for path in tmp_path.rglob("*.json")} == {
        path.name for path in folder.iterdir()
    }


def test_two_files_of_one_name_are_none_too_few(tmp_path: Path, folder: Path) -> None:
    archive = packed(tmp_path, ("a/config.json", "{}"), ("b/config.json", "[]"))
    with pytest.raises(ProviderFailed, match="holds two files `config"):
        unpack(archive, folder)


@pytest.mark.parametrize("limit", ["MOST_FILES", "MOST_BYTES"])
def test_monsters_are_refused(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(archives, limit, 1)
    archive = packed(tmp_path, ("a", "12"), ("b", ""))
    with pytest.raises(ProviderFailed, match="too large"):
        unpack(archive, folder)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("damage", [lambda b: b[:-30], lambda b: b"", lambda b: b"\0" * len(b)])
def test_damage_is_noticed(tmp_path: Path, folder: Path, damage: object) -> None:
    archive = packed(tmp_path, ("model.pth", "weights" * 1000))
    archive.write_bytes(damage(archive.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ProviderFailed, match="the archive is damaged"):
        unpack(archive, folder)


def test_damage_inside_a_file_is_noticed(tmp_path: Path, folder: Path) -> None:
    archive = packed(tmp_path, ("model.pth", "weights" * 1000))
    content = bytearray(archive.read_bytes())
    content[45] ^= 0xFF
    archive.write_bytes(content)
    with pytest.raises(ProviderFailed, match="the archive is damaged"):
        unpack(archive, folder)
