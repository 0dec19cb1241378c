"""The voices that `mdvid setup` fetched, and which of them is meant when none is named."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from mdvid.backends.coqui.casting import PROVIDER
from mdvid.backends.coqui.folder import VOCODER, VoiceFolder, read_folder
from mdvid.backends.coqui.languages import fitting
from mdvid.backends.models.location import setup_command
from mdvid.backends.models.records import ModelRecord, load_records
from mdvid.errors import ProviderUnavailable
from mdvid.providers.protocols import VoiceInfo

MOST_SPEAKERS = 20
"""Of one model that are listed."""

MANY = "mul"
"""ISO 639-2 for several languages."""


def listed_voices() -> Sequence[VoiceInfo]:
    """Return all voices, with their speakers."""
    return tuple(itertools.chain.from_iterable(map(_infos, _records())))


def default_voice(lang: str) -> str:
    """Return the voice for a language: one made for it, with one speaker, before any other.

    Raises:
        ProviderUnavailable: there is none.
    """
    found = [
        (_rank(record, voice), record.name)
        for record in _records()
        if (voice := _read(record)) is not None and _speaks(record, voice, lang)
    ]
    if found:
        return min(found)[1]
    raise ProviderUnavailable(
        f"no voice of Coqui for the language `{lang}` is on this machine",
        hint=f"`mdvid voices` lists what can be had: {setup_command(PROVIDER, 'NAME', 'voice')}",
    )


def _records() -> list[ModelRecord]:
    return [
        record
        for record in load_records().values()
        if record.provider == PROVIDER and record.kind != VOCODER
    ]


def _infos(record: ModelRecord) -> Iterator[VoiceInfo]:
    voice = _read(record)
    if voice is None:
        return
    lang = MANY if voice.languages else _language(record)
    speakers = list(voice.speakers)
    for speaker in speakers[:MOST_SPEAKERS] or [""]:
        yield VoiceInfo(
            name=f"{record.name}#{speaker}" if speaker else record.name,
            lang=lang,
            licence=record.licence or voice.licence,
            description=_description(voice, len(speakers) - MOST_SPEAKERS),
            languages=tuple(voice.languages),
        )


def _description(voice: VoiceFolder, unlisted: int) -> str:
    said = [voice.kind.upper()]
    if voice.languages:
        said.append(f"{len(voice.languages)} languages")
    if unlisted > 0:
        said.append(f"{unlisted} more speakers")
    return ", ".join(said)


def _read(record: ModelRecord) -> VoiceFolder | None:
    """Return what is in its folder; None if it is damaged, which is said when it is asked for."""
    try:
        return read_folder(record.folder)
    except ProviderUnavailable:
        return None


def _language(record: ModelRecord) -> str:
    """Return the language of `tts_models/LANGUAGE/DATA/MODEL`."""
    parts = record.name.split("/")
    return parts[1] if len(parts) > 1 else ""


def _speaks(record: ModelRecord, voice: VoiceFolder, lang: str) -> bool:
    return fitting(lang, voice.languages or (_language(record),)) is not None


def _rank(record: ModelRecord, voice: VoiceFolder) -> tuple[bool, bool, bool, int]:
    """Return what is smallest for the best: the latest of equals cannot be known."""
    return bool(voice.languages), len(voice.speakers) > 1, voice.kind != "vits", len(record.name)
