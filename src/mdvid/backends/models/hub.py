"""Models from the Hugging Face hub: at one commit, and checked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from mdvid.backends.models.hub_files import NotUsable, RemoteFile, select
from mdvid.backends.models.hub_problems import refusal
from mdvid.backends.models.offers import Heard, Offer
from mdvid.backends.models.records import ModelRecord
from mdvid.backends.worker import Worker, python_worker
from mdvid.errors import LimitError, ProviderFailed, ProviderUnavailable

PATIENCE = 7 * 24 * 3600.0
"""Seconds for one model over a slow line. The hub's client notices by itself if nothing comes."""

_TOLD = (
    "ALL_PROXY",
    "HF_ENDPOINT",
    "HF_HOME",
    "HF_HUB_CACHE",
    "HF_HUB_DOWNLOAD_TIMEOUT",
    "HF_HUB_OFFLINE",
    "HF_TOKEN",
    "HF_TOKEN_PATH",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "XDG_CACHE_HOME",
)
"""Variables for the hub's client; proxies are also known in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """What the hub says of a repository at one commit."""

    repo: str
    commit: str
    licence: str
    page: str
    place: Path
    """The hub's cache, which other programs use too."""
    files: tuple[RemoteFile, ...]
    index: Mapping[str, object] | None
    """The content of `model_index.json`, if there is one."""

    def chosen(self, kind: str) -> tuple[RemoteFile, ...]:
        """Return the files that are needed.

        Raises:
            ProviderUnavailable: it is nothing that mdvid can use.
        """
        try:
            return select(self.files, self.index, kind)
        except NotUsable as why:
            raise ProviderUnavailable(
                f"`{self.repo}` {why}", hint=f"choose another one; this one is at {self.page}"
            ) from None

    def offer(self, *, kind: str, provider: str, name: str, files: Sequence[RemoteFile]) -> Offer:
        """Return the offer of these files under a name."""
        return Offer(
            kind=kind,
            provider=provider,
            name=name,
            source=self.repo,
            page=self.page,
            revision=self.commit,
            licence=self.licence,
            size=sum(file.size for file in files),
            place=self.place,
            files={file.path: file.size for file in files},
            digests={file.path: file.sha256 for file in files if file.sha256},
        )


class Hub:
    """Asks the hub, and fetches from it; leaving it ends its process."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("hub_worker.py")
        self._worker = Worker(
            python_worker(script, packages=True),
            name="the hub's client",
            deadline=PATIENCE,
            environment=_environment(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing; safe to call twice."""
        self._worker.close()

    def describe(self, repo: str, revision: str = "") -> Repository:
        """Return what is there; nothing is fetched or kept.

        Raises:
            ProviderUnavailable: it is not there, or not for everybody.
            ProviderFailed: the hub does not answer.
        """
        told = self._ask({"do": "describe", "repo": repo, "revision": revision})
        return Repository(
            repo=repo,
            commit=str(told["commit"]),
            licence=str(told["licence"]),
            page=str(told["page"]),
            place=Path(str(told["place"])),
            files=tuple(
                RemoteFile(path=path, size=size, sha256=sha256 or "")
                for path, size, sha256 in told["files"]
            ),
            index=told["index"] if isinstance(told["index"], dict) else None,
        )

    def fetch(self, offer: Offer, heard: Heard) -> ModelRecord:
        """Fetch what is not here yet, check all of it, and return what is here now.

        Raises:
            ProviderFailed: the hub does not answer, or what came is damaged.
            ProviderUnavailable: it is not there any more, or not for everybody.
            LimitError: the disk is full.
        """
        folder, damaged = self._fetch(offer, heard)
        if damaged:
            # Perhaps it was here before, and the client takes what is here as it is.
            folder, damaged = self._fetch(offer, heard)
        if damaged:
            raise ProviderFailed(
                f"files of `{offer.source}` arrived damaged and were deleted: {damaged}",
                hint="run this again: the others are kept",
            )
        return ModelRecord(
            provider=offer.provider,
            name=offer.name,
            folder=folder,
            revision=offer.revision,
            licence=offer.licence,
            size=offer.size,
            kind=offer.kind,
            files=offer.files,
        )

    def _fetch(self, offer: Offer, heard: Heard) -> tuple[Path, str]:
        """Return the folder, and which files in it were damaged, and deleted."""
        what = {"repo": offer.source, "files": dict(offer.files)}
        told = self._ask(
            what | {"do": "fetch", "commit": offer.revision},
            lambda *bytes_: heard("fetching", *bytes_),
        )
        folder = str(told["folder"])
        told = self._ask(
            what | {"do": "verify", "folder": folder, "digests": dict(offer.digests)},
            lambda *bytes_: heard("checking", *bytes_),
        )
        return Path(folder), ", ".join(map(str, told["damaged"]))

    def _ask(
        self, request: Mapping[str, object], progress: Callable[[int, int], None] | None = None
    ) -> dict[str, Any]:
        try:
            told = self._worker.request(request, progress)
        except OSError as error:
            _out_of_space(error)
        if "problem" in told:
            raise refusal(told, request)
        return told


def _environment() -> Mapping[str, str]:
    names = [*_TOLD, *(name.lower() for name in _TOLD if "PROXY" in name)]
    names += [name for name in os.environ if name.startswith("HF_XET_")]
    told = {name: os.environ[name] for name in names if name in os.environ}
    return told | {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_UPDATE_CHECK": "1"}


def _out_of_space(error: OSError) -> NoReturn:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise error
    raise LimitError(
        f"the model does not fit on the disk: {error.strerror}",
        hint="free some space and run this again: what was fetched is kept",
    ) from error
