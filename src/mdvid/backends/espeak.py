"""The narrator in the box: espeak-ng from the `espeakng-loader` wheel, in worker processes.

espeak-ng is GPL software; it runs in processes of its own, which talk to us by pipes and files.
"""

from __future__ import annotations

import functools
import json
import os
import re
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mdvid.backends.espeak_times import word_times
from mdvid.backends.espeak_voices import Catalogue, EspeakVoice, data_files, read_catalogue
from mdvid.backends.worker import Worker, WorkerDied, python_worker
from mdvid.errors import ConfigError, ProviderFailed, ProviderUnavailable
from mdvid.providers.protocols import ModelInfo, VoiceInfo
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.ipa import NoSound, has_ipa, without_brackets

if TYPE_CHECKING:
    from mdvid.backends.espeak_ipa import Encoded

DEADLINE = 60.0
"""Seconds for one utterance; espeak-ng speaks a thousand times faster than it is heard."""

LONGEST = 600
"""Seconds that one utterance may last."""

SLOWEST, FASTEST = 80, 450
"""Words a minute that espeak-ng can do."""

_FORMAT = 1
"""Raised when `espeak_worker.py` or `espeak_times.py` give other results for the same request."""

_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EspeakSettings:
    """How every voice of espeak-ng is made to sound."""

    rate: int = 160
    """Words a minute at rate 1."""
    pitch: int = 45
    """0 to 99."""
    range: int = 60
    """0 (monotone) to 99."""
    word_gap: int = 1
    """Pause between words, in units of 10 ms."""


class EspeakNarrator:
    """Speaks with espeak-ng: about a hundred languages, at once, offline, not very human."""

    costly = False

    def __init__(self, settings: Mapping[str, object]) -> None:
        """Take `rate`, `pitch`, `range`, `word_gap`; load nothing.

        Raises:
            ConfigError: a setting is unknown or out of range.
        """
        self._settings = _parse(settings)
        self.recipe = dict(settings)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._all: list[Worker] = []
        self._closed = False

    @functools.cached_property
    def fingerprint(self) -> str:
        """The library by its content, its data by names and sizes, our settings."""
        package = self._package
        digest = sha256((package / _library_name(package)).read_bytes())
        for name, size in self._files.items():
            digest.update(f"{name} {size}\n".encode())
        settings = json.dumps(asdict(self._settings), sort_keys=True)
        return f"espeak-ng {digest.hexdigest()[:32]} {_FORMAT} {settings}"

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the voices in the data; each also takes a variant: `en-us+f3`."""
        return tuple(
            VoiceInfo(name=voice.name, lang=voice.name, description=voice.title, licence="GPL-3.0")
            for voice in sorted(self._catalogue.voices.values(), key=lambda voice: voice.name)
        )

    def resolve(self, name: str, lang: str) -> str:
        """Return the full name of the voice meant by `name` (may be empty) for `lang`.

        Raises:
            ProviderUnavailable: there is no such voice; the hint names near ones.
        """
        if not name:
            return self._catalogue.for_language(lang).name
        voice, variant = self._catalogue.find(name)
        return f"{voice.name}+{variant}" if variant else voice.name

    def model(self, name: str) -> ModelInfo:
        """Return the voice; what it is made of is in the fingerprint."""
        return ModelInfo(name=name, licence="GPL-3.0")

    def sounds(self, name: str) -> Collection[str]:
        """Return the sounds of the IPA that a voice can be told to say."""
        from mdvid.backends.espeak_ipa import sounds  # few decks have any IPA

        return sounds(self._catalogue.find(name)[0].dictionary).keys()

    def narrate(self, request: NarrationRequest, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV, 22,050 Hz mono, and word times beside it.

        Raises:
            ProviderUnavailable: the voice is not here.
            ProviderFailed: espeak-ng crashed, hung or said nothing.
        """
        voice, variant = self._catalogue.find(self.resolve(request.voice.name, request.voice.lang))
        # One for one, so that offsets stay true: a NUL would end the text early.
        text = _UNSPEAKABLE.sub(" ", request.text)
        encoded = _encoded(text, voice)
        rate = round(self._settings.rate * request.voice.rate)
        parameters = asdict(self._settings) | {"rate": min(max(rate, SLOWEST), FASTEST)}
        reply = self._ask(
            {
                "text": encoded.text if encoded else text,
                "phonemes": encoded is not None,
                "voice": f"{voice.file}+{variant}" if variant else voice.file,
                "parameters": parameters,
                "seed": request.seed + 1,
                "longest": LONGEST,
                "out": os.fspath(out.absolute()),
            }
        )
        out.with_suffix(".json").write_text(_times(text, reply, encoded), encoding="utf-8")

    def close(self) -> None:
        """End the workers; safe to call twice."""
        with self._lock:
            self._closed = True
            workers, self._all, self._idle = self._all, [], []
        for worker in workers:
            worker.close()

    @functools.cached_property
    def _package(self) -> Path:
        spec = find_spec("espeakng_loader")
        if spec is None or spec.origin is None:
            raise ProviderUnavailable(
                "the voice engine espeak-ng is not installed", hint="pip install espeakng-loader"
            )
        return Path(spec.origin).parent

    @property
    def _data(self) -> Path:
        return self._package / "espeak-ng-data"

    @functools.cached_property
    def _files(self) -> Mapping[str, int]:
        return data_files(self._data)

    @functools.cached_property
    def _catalogue(self) -> Catalogue:
        return read_catalogue(self._data, self._files)

    def _ask(self, request: Mapping[str, object]) -> Mapping[str, object]:
        """Let an idle worker do it, or another one if all are busy: as many as threads ask."""
        with self._lock:
            if self._closed:
                raise ProviderFailed("espeak-ng is closed")
            worker = self._idle.pop() if self._idle else self._new_worker()
        try:
            return worker.request(request)
        except WorkerDied:
            # A text that kills it does so again; a system that is short of memory may not.
            return worker.request(request)
        finally:
            with self._lock:
                if not self._closed:
                    self._idle.append(worker)

    def _new_worker(self) -> Worker:
        package = self._package
        command = python_worker(
            Path(__file__).with_name("espeak_worker.py"),
            os.fspath(package / _library_name(package)),
            os.fspath(self._data),
        )
        worker = Worker(command, name="espeak-ng", deadline=DEADLINE)
        self._all.append(worker)
        return worker


def _library_name(package: Path) -> str:
    for name in ("libespeak-ng.so", "libespeak-ng.dylib", "espeak-ng.dll"):
        if (package / name).is_file():
            return name
    raise ProviderUnavailable(
        "the package espeakng-loader holds no library for this system",
        hint="pip install --force-reinstall espeakng-loader",
    )


def _encoded(text: str, voice: EspeakVoice) -> Encoded | None:
    """Return the text with its IPA as the library wants it; None if there is none."""
    if not has_ipa(text):
        return None
    from mdvid.backends.espeak_ipa import encode  # few decks have any

    try:
        return encode(text, voice.dictionary)
    except NoSound as missing:
        raise ProviderFailed(
            f"espeak's voice `{voice.name}` has no sound `{missing.letter}`"
        ) from missing


def _times(text: str, reply: Mapping[str, object], encoded: Encoded | None) -> str:
    words, ends, samples = reply.get("words"), reply.get("ends"), reply.get("samples")
    if not isinstance(words, list) or not isinstance(ends, list) or not isinstance(samples, int):
        raise ProviderFailed("espeak-ng: the worker sent no word events")
    heard = [(encoded.origin(offset) if encoded else offset, at) for offset, at in words]
    # The brackets around IPA are no part of its word.
    times = word_times(
        without_brackets(text), heard, [(clause, silent) for clause, silent in ends], samples
    )
    return json.dumps([asdict(time) for time in times])


def _parse(settings: Mapping[str, object]) -> EspeakSettings:
    limits = {"rate": (SLOWEST, FASTEST), "pitch": (0, 99), "range": (0, 99), "word_gap": (0, 100)}
    known = {field.name for field in fields(EspeakSettings)}
    values: dict[str, int] = {}
    for name, value in settings.items():
        if name not in known:
            raise ConfigError(
                f"espeak has no setting `{name}`", hint=f"it has {', '.join(sorted(known))}"
            )
        least, most = limits[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ConfigError(
                f"espeak's setting `{name}` must be a whole number from {least} to {most}"
            )
        values[name] = value
    return EspeakSettings(**values)
