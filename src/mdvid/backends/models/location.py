"""Where the model is that somebody named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mdvid.backends.models.files import folder_digest
from mdvid.backends.models.names import full_name, is_place, place
from mdvid.backends.models.records import ModelRecord, load_records
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ProviderUnavailable

_SHORTEST_COMMIT = 7
"""Characters of a commit that people take for enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A model that is on this machine."""

    name: str
    """In full."""
    folder: Path
    """Absolute; a file, if one was named."""
    revision: str
    """The commit, or the digest of its files: the same revision is the same model."""
    licence: str
    """As its publisher says it; empty if nobody knows."""


def locate(provider: str, name: str, root: Path, *, what: str) -> Located:
    """Find the model `name` of a provider.

    A name that begins with `./`, `../`, `/` or `~` is a folder or a file, any other one was
    fetched by `mdvid setup`. `what` is the option of that command: `voice`, `illustrator`,
    `upscaler`, `animator`, `align`.

    Raises:
        ProviderUnavailable: it is not on this machine; the hint is the command to get it.
        RecordsError: the list of fetched models is damaged.
    """
    if is_place(name):
        return _placed(name, root, what)
    records = load_records()
    wanted = full_name(provider, name)
    record = records.get(f"{provider}:{wanted}") or _of_commit(provider, wanted, records)
    if record is None:
        raise _missing(provider, name, what, records)
    return Located(
        name=record.name, folder=record.folder, revision=record.revision, licence=record.licence
    )


def setup_command(provider: str, name: str, what: str) -> str:
    """Return the command that gets a model."""
    named = name if what == provider else f"{provider}:{name}"
    return f"mdvid setup --{what} {named}"


def _placed(name: str, root: Path, what: str) -> Located:
    path = place(name, root).absolute()
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ProviderUnavailable(
            f"there is no model in `{name}`: `{path}` does not exist",
            hint=f"a name without `./` in front is that of one fetched by `mdvid setup --{what}`",
        ) from error
    except OSError as error:
        raise ProviderUnavailable(
            f"the model in `{name[:80]}` cannot be read: {error.strerror}"
        ) from error
    return Located(name=name, folder=path, revision=folder_digest(path), licence="")


def _of_commit(provider: str, name: str, records: Mapping[str, ModelRecord]) -> ModelRecord | None:
    """Return the model meant by `ID@COMMIT` if it was fetched as `ID` and is at that commit."""
    plain, at, commit = name.rpartition("@")
    record = records.get(f"{provider}:{plain}")
    is_it = at and record and len(commit) >= _SHORTEST_COMMIT
    return record if is_it and record and record.revision.startswith(commit) else None


def _missing(
    provider: str, name: str, what: str, records: Mapping[str, ModelRecord]
) -> ProviderUnavailable:
    here = [record.name for record in records.values() if record.provider == provider]
    command = f"`{setup_command(provider, name, what)}` gets it"
    near = did_you_mean(full_name(provider, name), here, nearness=0.8)
    return ProviderUnavailable(
        f"the model `{name}` is not on this machine", hint=f"{near} {command}" if near else command
    )
