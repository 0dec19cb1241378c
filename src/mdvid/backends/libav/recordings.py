"""Recordings: somebody's own sound, decoded in a process of its own.

A file comes from outside, and decoders are large: what one does to its process is not our problem.
"""

from __future__ import annotations

import os
import threading
from functools import cached_property
from importlib import metadata
from pathlib import Path

from mdvid.backends.worker import Worker, python_worker
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.providers.requests import RecordingRequest

LONGEST = 900
"""Seconds of one recording: it is mastered in memory, which takes 160 MB a minute."""

DEADLINE = 120.0
"""Seconds for decoding one; FFmpeg takes about one for a hundred that are heard."""

IDLE = 30.0
_REVISION = 1
"""To be raised when the worker changes what comes out."""


class LibavRecordings:
    """Decodes whatever FFmpeg reads; may be called from threads."""

    def __init__(self) -> None:
        """Start nothing."""
        self._worker: Worker | None = None
        self._lock = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """The libraries and their versions.

        Raises:
            ProviderUnavailable: one of them is missing.
        """
        try:
            versions = [f"{name} {metadata.version(name)}" for name in ("av", "numpy")]
        except metadata.PackageNotFoundError as error:
            raise ProviderUnavailable(
                f"the Python package `{error.name}` is missing", hint=f"pip install {error.name}"
            ) from error
        return f"recordings/{_REVISION}: " + ", ".join(versions)

    def decode(self, request: RecordingRequest, recording: Path, out: Path) -> None:
        """Write `out` as 16-bit PCM WAV, 48 kHz mono, and word times beside it.

        Raises:
            ProviderFailed: it cannot be decoded, is silent or longer than `LONGEST` seconds.
        """
        wanted: dict[str, object] = {
            "recording": os.fspath(recording.absolute()),
            "format": request.format,
            "text": request.text,
            "longest": LONGEST,
            "out": os.fspath(out.absolute()),
        }
        reply = self._running().request(wanted)
        if problem := reply.get("problem"):
            raise ProviderFailed(f"the recording {problem}", hint=str(reply.get("hint")))

    def close(self) -> None:
        """End the process; safe to call twice."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def _running(self) -> Worker:
        with self._lock:
            if self._worker is None:
                script = Path(__file__).with_name("recordings_worker.py")
                self._worker = Worker(
                    python_worker(script, packages=True),
                    name="the decoder of recordings",
                    deadline=DEADLINE,
                    environment={"OPENBLAS_NUM_THREADS": "1"},
                    idle=IDLE,
                )
            return self._worker
