"""Voices of Coqui that are zip archives: into mdvid's own folder, all or nothing."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from mdvid.backends.models.archives import unpack
from mdvid.backends.models.coqui_catalogue import Entry
from mdvid.backends.models.download import download, remote_size
from mdvid.backends.models.offers import Heard, Offer
from mdvid.backends.models.places import data_folder
from mdvid.backends.models.records import ModelRecord
from mdvid.errors import ProviderFailed

LARGEST = 4 * 2**30
"""Bytes of an archive; the largest has less than one."""

_CHECKPOINTS = ("model_file.pth", "model_file.pth.tar", "model.pth", "checkpoint.pth")
"""Where Coqui looks for weights first (`ModelManager._find_files`)."""


def archive_offer(entry: Entry, kind: str) -> Offer:
    """Return what a voice in an archive costs; its server is asked for the size.

    Raises:
        ProviderFailed: it is not there, or the server does not answer.
    """
    return Offer(
        kind=kind,
        provider="coqui",
        name=entry.name,
        source=entry.archive,
        page=entry.archive,
        revision="",
        licence=entry.licence,
        size=remote_size(entry.archive),
        place=_folder(entry.name),
        unsafe=entry.unsafe,
    )


def fetch_archive(offer: Offer, heard: Heard) -> ModelRecord:
    """Fetch, unpack and check; what was there before is replaced when all is there.

    Raises:
        ProviderFailed: it is not there, damaged, or no voice.
        OSError: the disk is full.
    """
    with _staging(offer.place) as staging:
        archive = staging / "archive.zip"
        files = staging / "files"
        files.mkdir()
        digest = download(
            offer.source, archive, most=LARGEST, progress=lambda *bytes_: heard("fetching", *bytes_)
        )
        sizes = unpack(archive, files)
        _require_voice(offer.name, sizes)
        if offer.place.exists():
            shutil.rmtree(offer.place)
        files.rename(offer.place)
    return ModelRecord(
        provider=offer.provider,
        name=offer.name,
        folder=offer.place,
        revision=digest,
        licence=offer.licence,
        size=sum(sizes.values()),
        kind=offer.kind,
        files=sizes,
    )


def _require_voice(name: str, files: Collection[str]) -> None:
    listed = sorted(files)
    weights = [file for file in listed if file.endswith((".pth", ".pth.tar", ".pt"))]
    if "config.json" not in listed or not (set(_CHECKPOINTS) & set(listed) or len(weights) == 1):
        raise ProviderFailed(
            f"the archive of `{name}` holds no `config.json` and one file of weights: "
            f"{', '.join(listed) or 'nothing'}"
        )


def _folder(name: str) -> Path:
    return data_folder() / "models" / "coqui" / name.replace("/", "--")


@contextmanager
def _staging(place: Path) -> Iterator[Path]:
    """Yield an empty folder beside `place`; it is gone afterwards, whatever happened.

    One that a crash left is emptied by whoever comes next; two never work on one at once.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = place.with_name(f".{place.name}.partial")
    with place.with_name(f".{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
