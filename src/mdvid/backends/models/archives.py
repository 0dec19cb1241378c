"""Zip archives of models, unpacked without trust in them."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from mdvid.errors import ProviderFailed

MOST_FILES = 1_000
MOST_BYTES = 16 * 2**30
"""Unpacked."""

_CHUNK = 2**20


def unpack(archive: Path, folder: Path) -> Mapping[str, int]:
    """Unpack the files of an archive into `folder`, which exists; return their sizes by name.

    Folders in the archive are left out, as Coqui does: its zips hold one, with everything in it.
    So no name in it leads anywhere else.

    Raises:
        ProviderFailed: it is damaged, or no archive of a model.
    """
    sizes: dict[str, int] = {}
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [member for member in packed.infolist() if _is_file(member)]
            _refuse_monsters(members)
            for member in members:
                name = PurePosixPath(member.filename.replace("\\", "/")).name
                if name in sizes:
                    raise ProviderFailed(f"the archive holds two files `{name}`")
                with packed.open(member) as data, (folder / name).open("xb") as file:
                    shutil.copyfileobj(data, file, _CHUNK)
                    sizes[name] = file.tell()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ProviderFailed(f"the archive is damaged: {error}", hint="run this again") from error
    return sizes


def _is_file(member: zipfile.ZipInfo) -> bool:
    """Tell whether it is one that matters: no folder, no link, nothing hidden."""
    if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
        return False
    return not PurePosixPath(member.filename.replace("\\", "/")).name.startswith(".")


def _refuse_monsters(members: list[zipfile.ZipInfo]) -> None:
    # What a member says of its size is a promise that `zipfile` keeps: it reads no more.
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        raise ProviderFailed("the archive is too large to be that of a model")
