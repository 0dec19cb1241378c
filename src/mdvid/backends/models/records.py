"""What `mdvid setup` fetched, and which licences its user accepted: `models.json`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mdvid.backends.models.json_file import locked, read_object, write_object
from mdvid.backends.models.places import data_folder
from mdvid.errors import OutputError, RecordsError

_MODELS, _LICENCES = "models", "licences"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecord:
    """One fetched model."""

    provider: str
    """`diffusers`, `coqui`, `align`."""
    name: str
    """In full, as people write it after `PROVIDER:`."""
    folder: Path
    revision: str
    """The commit on the hub, or the SHA-256 of the archive."""
    licence: str
    """As its publisher says it."""
    size: int
    """Bytes."""
    kind: str = ""
    """For what it was fetched: `voice`, `illustrator`, `upscaler`, `animator`, `align`."""
    files: Mapping[str, int] = field(default_factory=dict)
    """Sizes of what was fetched, by path below the folder."""

    @property
    def key(self) -> str:
        """`PROVIDER:NAME`."""
        return f"{self.provider}:{self.name}"


def records_file() -> Path:
    """Return where the records are."""
    return data_folder() / "models.json"


def load_records() -> Mapping[str, ModelRecord]:
    """Return the models that are here, by `PROVIDER:NAME`; one whose folder is gone is not.

    Raises:
        RecordsError: the file is damaged, or cannot be read.
    """
    written = _table(_read(), _MODELS)
    found = (_record(key, value) for key, value in sorted(written.items()))
    # In this way a folder that may not be looked at is not there; pathlib would raise.
    return {record.key: record for record in found if os.path.exists(record.folder)}  # noqa: PTH110


def keep_record(record: ModelRecord) -> None:
    """Remember that a model is here, in place of what was known of it before.

    Raises:
        RecordsError: the file is damaged, or cannot be read.
        OutputError: it cannot be written.
    """
    _change(
        _MODELS,
        record.key,
        {
            "folder": _kept_place(record.folder),
            "revision": record.revision,
            "licence": record.licence,
            "size": record.size,
            "kind": record.kind,
            "files": dict(record.files),
        },
    )


def accepted_licences() -> frozenset[str]:
    """Return the names of the licences that were accepted once and for all.

    Raises:
        RecordsError: the file is damaged, or cannot be read.
    """
    return frozenset(_table(_read(), _LICENCES))


def accept_licence(name: str) -> None:
    """Remember that the licence was accepted.

    Raises:
        RecordsError: the file is damaged, or cannot be read.
        OutputError: it cannot be written.
    """
    _change(_LICENCES, name, "accepted")


def _change(table: str, key: str, value: object) -> None:
    path = records_file()
    try:
        with locked(path):
            content = _read()
            write_object(path, content | {table: _table(content, table) | {key: value}})
    except OSError as error:
        raise OutputError(f"`{path}` cannot be written: {error.strerror or error}") from error


def _read() -> dict[str, object]:
    path = records_file()
    try:
        return read_object(path)
    except OSError as error:
        raise RecordsError(f"`{path}` cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise _damaged(str(error)) from error


def _table(content: Mapping[str, object], name: str) -> dict[str, object]:
    table = content.get(name, {})
    if not isinstance(table, dict):
        raise _damaged(f"`{name}` is no object")
    return table


def _record(key: str, value: object) -> ModelRecord:
    provider, colon, name = key.partition(":")
    match value:
        case {
            "folder": str(folder),
            "revision": str(revision),
            "licence": str(licence),
            "size": int(size),
            **rest,
        } if colon:
            kind, files = rest.get("kind"), rest.get("files")
            return ModelRecord(
                provider=provider,
                name=name,
                folder=data_folder() / folder,  # which leaves absolute paths as they are
                revision=revision,
                licence=licence,
                size=size,
                kind=kind if isinstance(kind, str) else "",
                files=_sizes(files) if isinstance(files, dict) else {},
            )
        case _:
            raise _damaged(f"the record of `{key}` is not whole")


def _kept_place(folder: Path) -> str:
    """Return a path that stays true when mdvid's own folder is moved with what is in it."""
    own = data_folder()
    return os.fspath(folder.relative_to(own) if folder.is_relative_to(own) else folder)


def _sizes(written: Mapping[object, object]) -> Mapping[str, int]:
    return {str(name): size for name, size in written.items() if isinstance(size, int)}


def _damaged(how: str) -> RecordsError:
    return RecordsError(
        f"the list of fetched models in `{records_file()}` is damaged: {how}",
        hint="delete the file and run `mdvid setup` again: files that are here are not fetched "
        "twice",
    )
