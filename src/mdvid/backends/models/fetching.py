"""Getting models: what they cost, and then the models."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatch
from types import TracebackType
from typing import Self

from mdvid.backends.models.coqui_archives import archive_offer, fetch_archive
from mdvid.backends.models.coqui_catalogue import Entry, find_entry
from mdvid.backends.models.hub import Hub
from mdvid.backends.models.offers import Heard, Offer, is_whole
from mdvid.backends.models.packages import EXTRAS, require
from mdvid.backends.models.records import ModelRecord, keep_record, load_records
from mdvid.backends.models.wanted import Wanted
from mdvid.errors import LimitError, OutputError, ProviderUnavailable


def find_here(wanted: Wanted) -> ModelRecord | None:
    """Return the record of a model that is here and whole.

    Raises:
        RecordsError: the list of fetched models is damaged.
    """
    record = load_records().get(wanted.key)
    return record if record and is_whole(record) else None


class Fetcher:
    """Says what models cost, and fetches them; leaving it ends its process."""

    def __init__(self) -> None:
        self._hub: Hub | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._hub is not None:
            self._hub.close()

    def offers(self, wanted: Wanted, *, newest: bool = False) -> tuple[Offer, ...]:
        """Return what must be fetched for a model: itself, and a voice's vocoder.

        What was fetched before and is damaged is offered at the same commit again; with `newest`,
        whatever the hub has a newer commit of.

        Raises:
            ProviderUnavailable: there is no such model, or it is not for everybody, or nothing
                that mdvid can use; or the package that fetches it is not installed.
            ProviderFailed: nobody answers.
            ConfigError: that is no name of a model.
        """
        if wanted.provider != "coqui":
            return _unknown([self._from_hub(wanted, newest=newest)])
        entry = find_entry(wanted.name)
        entries = [(entry, "vocoder" if entry.is_vocoder else "voice")]
        if entry.vocoder:
            entries.append((find_entry(entry.vocoder), "vocoder"))
        wants = [Wanted(kind=kind, provider="coqui", name=e.name) for e, kind in entries]
        asked = [
            pair
            for pair, want in zip(entries, wants, strict=True)
            if not find_here(want)
            or (newest and not pair[0].archive)  # archives stay what they are
        ]
        return _unknown([self._of_coqui(entry, kind) for entry, kind in asked])

    def fetch(self, offer: Offer, heard: Heard) -> ModelRecord:
        """Fetch and check a model, and record it.

        Raises:
            ProviderUnavailable, ProviderFailed: as for `offers`; or what came is damaged.
            LimitError: the disk is full.
            OutputError: its place cannot be written to.
        """
        _require_space(offer)
        try:
            archived = not offer.revision
            record = fetch_archive(offer, heard) if archived else self._client().fetch(offer, heard)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise _too_large(offer) from error
            where = error.filename or offer.place
            raise OutputError(f"`{where}` cannot be written: {error.strerror or error}") from error
        keep_record(record)
        return record

    def _client(self) -> Hub:
        if self._hub is None:
            self._hub = Hub()
        return self._hub

    def _from_hub(self, wanted: Wanted, *, newest: bool) -> Offer:
        require(EXTRAS[wanted.provider], "huggingface_hub")
        before = load_records().get(wanted.key)
        revision = before.revision if before and not newest else wanted.revision
        told = self._client().describe(wanted.repo, revision)
        return told.offer(
            kind=wanted.kind,
            provider=wanted.provider,
            name=wanted.name,
            files=told.chosen(wanted.kind),
        )

    def _of_coqui(self, entry: Entry, kind: str) -> Offer:
        if entry.archive:
            return archive_offer(entry, kind)
        if not entry.repo:
            raise ProviderUnavailable(f"Coqui TTS does not say where `{entry.name}` is")
        require("coqui", "huggingface_hub")
        told = self._client().describe(entry.repo)
        files = [
            file
            for file in told.files
            if (not entry.allow or any(fnmatch(file.path, pattern) for pattern in entry.allow))
            and not any(fnmatch(file.path, pattern) for pattern in entry.ignore)
        ]
        offer = told.offer(kind=kind, provider="coqui", name=entry.name, files=files)
        return replace(offer, licence=entry.licence, unsafe=entry.unsafe)


def _unknown(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Return the offers without what is here and whole, at the same commit."""
    here = ((offer, load_records().get(f"{offer.provider}:{offer.name}")) for offer in offers)
    return tuple(
        offer
        for offer, record in here
        if not (record and is_whole(record) and record.revision == offer.revision)
    )


def _require_space(offer: Offer) -> None:
    place = next(folder for folder in (offer.place, *offer.place.parents) if folder.exists())
    if shutil.disk_usage(place).free < offer.size:
        raise _too_large(offer)


def _too_large(offer: Offer) -> LimitError:
    return LimitError(
        f"`{offer.written}` does not fit on the disk of `{offer.place}`",
        hint="free some space and run this again",
    )
