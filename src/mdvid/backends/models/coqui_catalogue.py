"""The catalogue of voices that comes with Coqui TTS, read without loading it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from mdvid.backends.models.names import full_name, short_name
from mdvid.backends.models.packages import require
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ProviderUnavailable

_UNSAFE = ("bark", "tortoise-v2")
"""Those of which Coqui loads pickles that may run code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One model of the catalogue."""

    name: str
    """In full: `tts_models/en/ljspeech/vits`."""
    licence: str
    archive: str
    """Address of a zip; empty if it is on the hub."""
    repo: str
    """Repository on the hub; empty if it is an archive."""
    allow: tuple[str, ...]
    ignore: tuple[str, ...]
    """Patterns of its files there: all of the first, if there are any, but not the second."""
    vocoder: str
    """Full name of the model that it needs to be heard; empty for most."""

    @property
    def is_vocoder(self) -> bool:
        """Whether it is no voice, but gives one its sound."""
        return self.name.startswith("vocoder_models/")

    @property
    def unsafe(self) -> bool:
        """Whether loading it can run code of its publisher."""
        return self.name.rpartition("/")[2] in _UNSAFE


def find_entry(name: str) -> Entry:
    """Return the entry of a voice, which may be named without `tts_models/`.

    Raises:
        ProviderUnavailable: Coqui TTS is not installed, or has no such voice.
    """
    models = _read()
    wanted = full_name("coqui", name)
    found = models.get(wanted)
    if found is None:
        voices = [short_name("coqui", model) for model in models if model.startswith("tts_models/")]
        if "/fairseq/" in wanted:
            hint = "voices of fairseq (MMS) are not offered: their licence allows no commercial use"
        else:
            hint = did_you_mean(short_name("coqui", wanted), voices) or (
                "`mdvid voices` lists a choice of those that can be had"
            )
        raise ProviderUnavailable(
            f"Coqui TTS has no voice `{short_name('coqui', wanted)}`", hint=hint
        )
    return found


def _read() -> Mapping[str, Entry]:
    require("coqui", "TTS")
    spec = find_spec("TTS")  # for a package it looks for the folder, and imports nothing
    assert spec
    assert spec.origin
    file = Path(spec.origin).with_name(".models.json")
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        return {entry.name: entry for entry in _entries(written)}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ProviderUnavailable(
            f"the catalogue of Coqui TTS cannot be read: `{file}`: {error}",
            hint="pip install --force-reinstall 'coqui-tts>=0.28,<0.29'",
        ) from error


def _entries(
    written: Mapping[str, Mapping[str, Mapping[str, Mapping[str, dict[str, object]]]]],
) -> Iterator[Entry]:
    for kind, languages in written.items():
        for lang, datasets in languages.items():
            for dataset, models in datasets.items():
                for model, entry in models.items():
                    address = entry.get("github_rls_url")
                    yield Entry(
                        name=f"{kind}/{lang}/{dataset}/{model}",
                        licence=str(entry.get("license") or ""),
                        archive=address if isinstance(address, str) else "",
                        repo=str(entry.get("repo_id") or ""),
                        allow=_patterns(entry.get("allow")),
                        ignore=_patterns(entry.get("ignore")),
                        vocoder=str(entry.get("default_vocoder") or ""),
                    )


def _patterns(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
