"""The narrator: voices of Coqui TTS that lie on this machine."""

from __future__ import annotations

import functools
import json
import os
import re
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from mdvid.backends.coqui.casting import Cast, cast
from mdvid.backends.coqui.folder import TIMED
from mdvid.backends.coqui.listing import default_voice, listed_voices
from mdvid.backends.coqui.packages import VERSIONS, require_packages
from mdvid.backends.coqui.program import write_program
from mdvid.backends.coqui.reply import checked_words
from mdvid.backends.coqui.settings import parse_settings
from mdvid.backends.models.devices import find_device
from mdvid.backends.models.environment import worker_environment
from mdvid.backends.models.files import folder_digest
from mdvid.backends.models.packages import versions
from mdvid.backends.room import seat
from mdvid.backends.worker import Worker, WorkerDied, python_worker
from mdvid.engine.staging import Staging
from mdvid.errors import ConfigError, ProviderFailed, ProviderUnavailable
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.protocols import ModelInfo, VoiceInfo
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.script import CLAUSE_PAUSE

WORKER = Path(__file__).with_name("coqui_worker.py")

ROOM = "mdvid-coqui-"
"""What the names of folders for workers begin with."""

_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class CoquiNarrator:
    """Speaks with voices of Coqui TTS, each in a worker process that keeps it loaded."""

    costly = True
    given = ("device", "root", "accepted")

    def __init__(
        self,
        settings: Mapping[str, object],
        *,
        device: str = "auto",
        root: Path = Path(),
        accepted: Sequence[str] = (),
    ) -> None:
        """Take the settings; load nothing.

        Raises:
            ConfigError: a setting is unknown or out of range.
        """
        self._settings = parse_settings(settings)
        self._wanted_device = device
        self._root = root
        self._accepted = tuple(accepted)
        self._lock = threading.Lock()
        self._workers: dict[tuple[Path, str], Worker] = {}
        self._room: Staging | None = None
        self._program = Path()
        self._closed = False

    @property
    def fingerprint(self) -> str:
        """Our code, the libraries, the device, and what the settings say of the sound.

        Raises:
            ProviderUnavailable: Coqui's packages are not installed.
            ConfigError: the recording of a speaker is not there.
        """
        require_packages()
        code = code_fingerprint("backends/coqui", "speech/sentences.py")
        recipe = json.dumps(self.recipe, sort_keys=True)
        # The pause is all that is used of its file, which changes more often than voices should.
        code += f" {CLAUSE_PAUSE} ms"
        return f"coqui {code}, {versions(*VERSIONS)}, {self._device}, {recipe}"

    @property
    def recipe(self) -> Mapping[str, object]:
        """What the settings say of the sound; a recording is named by its content.

        Raises:
            ConfigError: the recording of a speaker is not there.
        """
        said: dict[str, object] = {
            name: value
            for name in ("noise", "noise_duration")
            if (value := getattr(self._settings, name)) is not None
        }
        recording = self._recording
        if recording is not None:
            said["speaker_wav"] = folder_digest(recording)
        return said

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the voices that `mdvid setup` fetched, with their speakers."""
        return listed_voices()

    def resolve(self, name: str, lang: str) -> str:
        """Return the full name of the voice, its speaker included.

        Raises:
            ProviderUnavailable: there is no such voice or speaker here, it does not speak the
                language, or its licence is not accepted.
            ConfigError: it cannot imitate the recording that the settings name.
        """
        return self._cast(name, lang).name

    def model(self, name: str) -> ModelInfo:
        """Return what is behind the full `name`.

        Raises:
            ProviderUnavailable: it is not on this machine.
        """
        found = cast(name, self._root, recorded=self._recording is not None)
        return ModelInfo(
            name=name,
            revision=found.revision,
            licence=found.licence,
            word_times=found.voice.kind in TIMED,
        )

    def narrate(self, request: NarrationRequest, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV, mono, at the rate of the model, and word times beside it.

        Raises:
            ProviderUnavailable: the voice is not here, or may not be used.
            ProviderFailed: it cannot say the text, crashed or hung.
        """
        found, recording = self._cast(request.voice.name, request.voice.lang), self._recording
        reply = self._ask(
            found,
            {
                # One for one, so that offsets stay true.
                "text": _UNSPEAKABLE.sub(" ", request.text),
                "tag": request.voice.lang,
                "seed": request.seed,
                "rate": request.voice.rate,
                "speaker": found.speaker,
                "language": found.language,
                "speaker_wav": os.fspath(recording) if recording else None,
                "noise": self._settings.noise,
                "noise_duration": self._settings.noise_duration,
                "out": os.fspath(out.absolute()),
            },
        )
        times = checked_words(reply, out, len(request.text))
        out.with_suffix(".json").write_text(json.dumps([asdict(t) for t in times]), "utf-8")

    def close(self) -> None:
        """End the workers; safe to call twice."""
        with self._lock:
            self._closed = True
            workers, self._workers = list(self._workers.values()), {}
            room, self._room = self._room, None
        for worker in workers:
            worker.close()
        if room is not None:
            room.close()

    @functools.cached_property
    def _device(self) -> str:
        found = find_device(self._wanted_device)
        # Apple's graphics cards lack operations that voices need.
        return "cpu" if found == "mps" and self._wanted_device == "auto" else found

    @property
    def _recording(self) -> Path | None:
        if not self._settings.speaker_wav:
            return None
        path = (self._root / Path(self._settings.speaker_wav).expanduser()).absolute()
        if not path.is_file():
            raise ConfigError(
                f"there is no recording `{self._settings.speaker_wav}`: coqui's setting "
                f"`speaker_wav` names it, and `{path}` is no file"
            )
        return path

    def _cast(self, name: str, lang: str) -> Cast:
        meant = name or default_voice(lang)
        found = cast(meant, self._root, recorded=self._recording is not None)
        found.require_accepted(self._accepted)
        return found.in_language(lang)

    def _ask(self, found: Cast, request: Mapping[str, object]) -> Mapping[str, object]:
        worker = self._worker(found)
        try:
            return worker.request(request)
        except WorkerDied:
            # A text that kills it does so again; a system that is short of memory may not.
            return worker.request(request)

    def _furnished(self) -> Staging:
        """Return a new folder for what workers write, with their program in it.

        Checkpoints in other formats lie there while they are loaded, gigabytes: what a mdvid that
        was killed has left is deleted.
        """
        room = Staging(Path(tempfile.gettempdir()), ROOM)
        room.sweep()
        self._program = Path(room.path())
        self._program.mkdir()
        try:
            write_program(self._program)
        except ProviderUnavailable:
            room.close()
            raise
        return room

    def _worker(self, found: Cast) -> Worker:
        """Return the worker that has the voice, or will have it when it is asked."""
        require_packages()
        with self._lock:
            if self._closed:
                raise ProviderFailed("coqui is closed")
            if self._room is None:
                self._room = self._furnished()
            key = (found.folder, found.revision)
            if key not in self._workers:
                path = os.pathsep.join(
                    (os.fspath(self._program), os.environ.get("PATH", os.defpath))
                )
                self._workers[key] = Worker(
                    python_worker(
                        WORKER,
                        os.fspath(found.folder),
                        os.fspath(found.vocoder or ""),
                        self._device,
                        self._room.path(),
                        packages=True,
                    ),
                    name=f"coqui:{found.name.partition('#')[0]}",
                    deadline=self._settings.deadline,
                    environment=worker_environment(PATH=path),
                    idle=self._settings.idle,
                    seat=seat(self._device),
                )
            return self._workers[key]
