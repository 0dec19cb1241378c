from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from mdvid.backends.models.records import (
    ModelRecord,
    accept_licence,
    accepted_licences,
    keep_record,
    load_records,
    records_file,
)
from mdvid.errors import OutputError, RecordsError


def record(folder: Path, name: str = "somebody/model", **changes: object) -> ModelRecord:
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"revision": "c0ffee", "licence": "mit", "size": 12, "kind": "illustrator"} | changes
    return ModelRecord(provider="diffusers", name=name, folder=folder, **facts)  # type: ignore[arg-type]


def test_nothing_is_here_at_first() -> None:
    assert load_records() == {}
    assert accepted_licences() == frozenset()


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    kept = record(tmp_path / "model")
    keep_record(kept)
    assert load_records() == {"diffusers:somebody/model": kept}


def test_mdvids_own_folder_can_be_moved_with_its_models(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_record(record(home / "data" / "mdvid" / "models" / "one"))
    (home / "data").rename(home / "elsewhere")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))
    (found,) = load_records().values()
    assert found.folder == home / "elsewhere" / "mdvid" / "models" / "one"


def test_a_newer_record_replaces_an_older_one(tmp_path: Path) -> None:
    keep_record(record(tmp_path / "old"))
    keep_record(record(tmp_path / "new", revision="decaf"))
    assert load_records()["diffusers:somebody/model"].revision == "decaf"


def test_a_model_whose_folder_was_deleted_is_not_here(tmp_path: Path) -> None:
    keep_record(record(tmp_path / "model"))
    (tmp_path / "model").rmdir()
    assert load_records() == {}


def test_a_model_whose_folder_nobody_can_look_at_is_not_here(tmp_path: Path) -> None:
    keep_record(replace(record(tmp_path), folder=tmp_path / ("x" * 300)))
    assert load_records() == {}


def test_licences_are_accepted_once(tmp_path: Path) -> None:
    keep_record(record(tmp_path / "model"))
    accept_licence("cpml")
    accept_licence("cc-by-nc-4.0")
    assert accepted_licences() == {"cpml", "cc-by-nc-4.0"}
    assert len(load_records()) == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"models": []}',
        '{"models": {"diffusers:x": {}}}',
        '{"models": {"x": {"folder": "/", "revision": "", "licence": "", "size": 1}}}',
        '{"models": {"a:b": {"folder": 1, "revision": "", "licence": "", "size": 1}}}',
    ],
)
def test_a_damaged_list_is_named(content: str) -> None:
    records_file().parent.mkdir(parents=True)
    records_file().write_text(content)
    with pytest.raises(RecordsError, match=r"the list of fetched models in `.*`") as caught:
        load_records()
    assert "mdvid setup" in str(caught.value.hint)


def test_a_damaged_list_is_not_overwritten(tmp_path: Path) -> None:
    records_file().parent.mkdir(parents=True)
    records_file().write_text("{")
    with pytest.raises(RecordsError):
        keep_record(record(tmp_path / "model"))
    assert records_file().read_text() == "{"


def test_a_list_that_cannot_be_read_is_named() -> None:
    records_file().mkdir(parents=True)
    with pytest.raises(RecordsError, match="cannot be read: Is a directory"):
        load_records()


def test_a_list_that_cannot_be_written_is_named(home: Path, tmp_path: Path) -> None:
    (home / "data").write_text("a file where a folder belongs")
    with pytest.raises((OutputError, RecordsError), match=r"Not a directory|File exists"):
        keep_record(record(tmp_path / "model"))


def _keep(folder: Path, first: int) -> None:
    for number in range(first, first + 10):
        keep_record(record(folder, f"somebody/{number}"))


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    workers = [spawn.Process(target=_keep, args=(tmp_path / "model", n * 10)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(load_records()) == 40
