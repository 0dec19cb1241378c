"""The aligner: asks a worker process when each word of a take is spoken."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from mdvid.backends.align.folder import check_folder
from mdvid.backends.models.devices import find_device
from mdvid.backends.models.environment import worker_environment
from mdvid.backends.models.licences import require_accepted
from mdvid.backends.models.location import Located, locate
from mdvid.backends.models.packages import require, versions
from mdvid.backends.room import seat
from mdvid.backends.worker import Worker, WorkerDied, python_worker
from mdvid.errors import ProviderFailed
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.protocols import ModelInfo
from mdvid.providers.requests import AlignmentRequest

DEADLINE = 900.0
"""Seconds for one take, the loading of the model included; a processor hears some ten times faster
than it is spoken."""

IDLE = 300.0
"""Seconds after which the memory of a model that nobody asks is given back."""


class CtcAligner:
    """Aligns with any model of transformers for connectionist temporal classification."""

    def __init__(
        self, *, device: str = "auto", root: Path = Path(), accepted: Collection[str] = ()
    ) -> None:
        """Load nothing. `device`, `root` and `accepted` are as in `providers.registry`."""
        self._wanted_device = device
        self._root = root
        self._accepted = tuple(accepted)
        self._worker: Worker | None = None
        self._lock = threading.Lock()
        self._closed = False

    @cached_property
    def fingerprint(self) -> str:
        """Our code, the libraries, and the device.

        Raises:
            ProviderUnavailable: the extra `align` is not installed.
        """
        require("align", "torch", "transformers")
        code = code_fingerprint("backends/align", "media/wav.py")
        return f"align {code} {versions('torch', 'transformers', 'soxr')} {self._device}"

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`: an id that was fetched, or a folder.

        Raises:
            ProviderUnavailable: it is not on this machine, or is none that can align.
        """
        found = self._locate(name)
        return ModelInfo(name=found.name, revision=found.revision, licence=found.licence)

    def align(self, request: AlignmentRequest, take: Path, out: Path) -> None:
        """Write `out` as a copy of the take, and word times beside it.

        Raises:
            ProviderUnavailable: the model is not here.
            ProviderFailed: it cannot be loaded, or the take does not fit the text.
        """
        found = self._locate(request.model)
        worker = self._running()
        wanted = {
            "model": os.fspath(found.folder),
            "revision": found.revision,
            "take": os.fspath(take.absolute()),
            "text": request.text,
        }
        try:
            reply = worker.request(wanted)
        except WorkerDied:
            reply = worker.request(wanted)  # a system that was short of memory may not be now
        shutil.copyfile(take, out)
        out.with_suffix(".json").write_text(_word_times(reply.get("times")), "utf-8")

    def close(self) -> None:
        """End the worker; safe to call twice."""
        with self._lock:
            self._closed = True
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    @cached_property
    def _device(self) -> str:
        return find_device(self._wanted_device)

    def _locate(self, name: str) -> Located:
        found = locate("align", name, self._root, what="align")
        require_accepted(found.name, found.licence, self._accepted)
        check_folder(found.name, found.folder)
        return found

    def _running(self) -> Worker:
        with self._lock:
            if self._closed:
                raise ProviderFailed("the aligner is closed")
            if self._worker is None:
                script = Path(__file__).with_name("worker.py")
                self._worker = Worker(
                    python_worker(script, self._device, packages=True),
                    name="the aligner",
                    deadline=DEADLINE,
                    environment=worker_environment(),
                    idle=IDLE,
                    seat=seat(self._device),
                )
            return self._worker


def _word_times(times: object) -> str:
    if not isinstance(times, list):
        raise ProviderFailed("the aligner sent no word times")
    keys = ("start", "end", "offset", "length")
    return json.dumps([dict(zip(keys, time, strict=True)) for time in times])
