"""The voices of espeak-ng, read from its data; nothing is loaded, no process is started."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mdvid.errors import ProviderUnavailable

_DEFAULTS = {"en": "en-us", "pt": "pt-br", "zh": "cmn", "no": "nb", "iw": "he", "in": "id"}
"""What a bare language means where the data has no voice of that name, or a better one."""

_VOICES = "lang/"
_VARIANTS = "voices/!v/"
"""Where they lie in the data."""

_PLAIN_RANK = 5
"""Of a `language` line without a number."""

_LINE = re.compile(r"^\s*(name|language|dictionary)\s+(\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EspeakVoice:
    """One voice file."""

    name: str
    """Language tag in lower case: `en-us`, `en-gb-x-rp`."""
    file: str
    """As the library wants it, relative to the data's `lang` folder."""
    title: str
    dictionary: str
    languages: tuple[tuple[str, int], ...]
    """All tags it is for, each with a rank; among voices for one tag the smallest rank is best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All voices, by every tag they answer to, and the variants (`+f3`)."""

    voices: Mapping[str, EspeakVoice]
    """By name."""
    tags: Mapping[str, EspeakVoice]
    """By name and by lesser tags."""
    variants: Mapping[str, str]
    """Lower case to as written."""

    def find(self, name: str) -> tuple[EspeakVoice, str]:
        """Return the voice and the variant that `en-us+f3` means.

        Raises:
            ProviderUnavailable: there is no such voice or variant.
        """
        tag, plus, variant = name.partition("+")
        voice = self.voices.get(_tag(tag)) or self.tags.get(_DEFAULTS.get(_tag(tag), _tag(tag)))
        if voice is None:
            raise ProviderUnavailable(
                f"espeak has no voice `{tag}`", hint=_hint(_tag(tag), self.tags)
            )
        if plus and variant.lower() not in self.variants:
            raise ProviderUnavailable(
                f"espeak has no variant `+{variant}`", hint=_hint(variant.lower(), self.variants)
            )
        return voice, self.variants.get(variant.lower(), "")

    def for_language(self, lang: str) -> EspeakVoice:
        """Return the voice for a BCP 47 tag: the same, else one for a shorter tag.

        Raises:
            ProviderUnavailable: no voice speaks that language.
        """
        tag = _tag(lang)
        while tag:
            voice = self.tags.get(_DEFAULTS.get(tag, tag)) or self.tags.get(tag)
            if voice is not None:
                return voice
            tag = tag.rpartition("-")[0]
        raise ProviderUnavailable(
            f"espeak has no voice for the language `{lang}`", hint=_hint(_tag(lang), self.tags)
        )


def data_files(data: Path) -> Mapping[str, int]:
    """Return the size of every file below the folder `espeak-ng-data`, by relative path, sorted."""
    return dict(sorted(_walk(os.fspath(data), "")))


def read_catalogue(data: Path, files: Iterable[str]) -> Catalogue:
    """Read the voice files among `files`, which lie below `data`."""
    names = dict.fromkeys(sorted(files))
    voices: dict[str, EspeakVoice] = {}
    for name in (name for name in names if name.startswith(_VOICES)):
        voice = _read(f"{data}/{name}", name.removeprefix(_VOICES))
        # Some voices come without their dictionary: they load, and say nothing.
        if f"{voice.dictionary}_dict" in names:
            voices.setdefault(voice.name, voice)
    ranked = [(rank, tag, voice) for voice in voices.values() for tag, rank in voice.languages]
    tags = dict(voices)
    for _, tag, voice in sorted(ranked, key=lambda entry: entry[0]):
        tags.setdefault(tag, voice)
    variants = [name.removeprefix(_VARIANTS) for name in names if name.startswith(_VARIANTS)]
    return Catalogue(
        voices=voices, tags=tags, variants={variant.lower(): variant for variant in variants}
    )


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, int]]:
    # With every build, also one that has nothing to do: three times as fast as pathlib.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat().st_size


def _read(path: str, file: str) -> EspeakVoice:
    """Read one voice file: lines of a key and its value, `language TAG [PRIORITY]`."""
    with open(path, "rb", buffering=0) as data:  # noqa: PTH123  # a hundred with every build
        found = _LINE.findall(data.read().decode("utf-8", "replace"))
    titles = [value for key, value in found if key == "name"]
    tags = [value.split() for key, value in found if key == "language"]
    languages = [(tag.lower(), int(rank[0]) if rank else _PLAIN_RANK) for tag, *rank in tags] or [
        (file.rpartition("/")[2].lower(), _PLAIN_RANK)
    ]
    name = languages[0][0]
    dictionaries = [value for key, value in found if key == "dictionary"]
    return EspeakVoice(
        name=name,
        file=file,
        title=titles[0] if titles else name,
        dictionary=dictionaries[0] if dictionaries else name.partition("-")[0],
        languages=tuple(languages),
    )


def _tag(tag: str) -> str:
    return tag.strip().replace("_", "-").lower()


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    listed = "`mdvid voices` lists all"
    return f"did you mean {' or '.join(f'`{n}`' for n in near)}? {listed}" if near else listed
