"""Worker processes that keep a model loaded, one for each model; asked, retried and closed here."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from mdvid.backends.models.environment import worker_environment
from mdvid.backends.room import seat
from mdvid.backends.worker import Worker, WorkerDied, python_worker
from mdvid.errors import ProviderFailed


class Residents:
    """The worker processes of one script. Safe to share between threads.

    `deadline` is in seconds for one request, loading included; after `idle` seconds without one
    a process is ended, and its memory is free.
    """

    def __init__(self, script: str, *, deadline: float, idle: float) -> None:
        self._script = Path(__file__).with_name(script)
        self._deadline = deadline
        self._idle = idle
        self._lock = threading.Lock()
        self._workers: dict[str, Worker] = {}
        self._closed = False

    def ask(
        self,
        name: str,
        plan: Mapping[str, object],
        request: Mapping[str, object],
        progress: Callable[[int, int], None],
    ) -> Mapping[str, object]:
        """Return the reply of the process that does `plan`, to people known as the model `name`.

        The plan says on which `device`.

        Raises:
            ProviderFailed: it refused, hung, or died twice.
        """
        worker = self._worker(name, plan)
        reply = _asked_twice(worker, request, progress)
        if "refused" in reply:
            hint = reply.get("hint")
            raise ProviderFailed(f"{reply['refused']}", hint=f"{hint}" if hint else None)
        return reply

    def close(self) -> None:
        """End them all; safe to call twice."""
        with self._lock:
            self._closed = True
            workers, self._workers = list(self._workers.values()), {}
        for worker in workers:
            worker.close()

    def _worker(self, name: str, plan: Mapping[str, object]) -> Worker:
        key = json.dumps(plan, sort_keys=True)
        with self._lock:
            if self._closed:
                raise ProviderFailed(f"the model `{name}` was closed")
            if key not in self._workers:
                self._workers[key] = Worker(
                    python_worker(self._script, key, packages=True),
                    name=f"the model `{name}`",
                    deadline=self._deadline,
                    environment=worker_environment(),
                    idle=self._idle,
                    seat=seat(f"{plan['device']}", large=True),
                )
            return self._workers[key]


def _asked_twice(
    worker: Worker, request: Mapping[str, object], progress: Callable[[int, int], None]
) -> Mapping[str, object]:
    try:
        return worker.request(request, progress)
    except WorkerDied:
        pass  # what killed it may be gone: memory that somebody else needed
    try:
        return worker.request(request, progress)
    except WorkerDied as error:
        raise ProviderFailed(
            str(error),
            hint="a system that is short of memory kills large processes; a smaller model may fit",
        ) from error
