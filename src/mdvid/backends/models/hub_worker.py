"""Talks to the Hugging Face hub; run by `serve.py` in a process of its own.

`huggingface_hub` reads the environment when it is imported, downloads in threads that nobody can
stop, and takes a second to load: here a Ctrl-C ends it at once, and what is there is resumed.
What can go wrong comes back as `{"problem": WHICH, "detail": TEXT}`.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Report = Callable[[int, int], None]

_PATIENCE = 30.0
"""Seconds for one answer about a repository."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_PAUSE = 0.1
"""Seconds between two reports."""


def prepare(arguments: list[str], report: Report) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler of requests."""
    del arguments

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        try:
            match request["do"]:
                case "describe":
                    return _describe(request["repo"], request["revision"])
                case "fetch":
                    return _fetch(request, report)
                case _:
                    return _verify(request, report)
        except Exception as error:
            problem = _problem(error)
            if problem is None and isinstance(error, OSError) and error.filename:
                problem = "place"
            if problem is None or (isinstance(error, OSError) and error.errno in _FULL):
                raise
            return _told(problem, str(error).strip().partition("\n")[0], request["repo"])

    return handle


def _told(problem: str, detail: str, repo: str) -> dict[str, Any]:
    from huggingface_hub import constants

    page = f"{constants.ENDPOINT}/{repo}"
    return {"problem": problem, "detail": detail or problem, "page": page}


def _describe(repo: str, revision: str) -> dict[str, Any]:
    """Return commit, licence, files, and the index of the pipeline; nothing is kept."""
    from huggingface_hub import HfApi, constants, hf_hub_download

    hub = HfApi()
    info = hub.model_info(repo, revision=revision or None, timeout=_PATIENCE, files_metadata=True)
    if info.gated:
        hub.auth_check(repo)
    card = info.card_data.to_dict() if info.card_data else {}
    files = [
        [file.rfilename, file.size or 0, file.lfs.sha256 if file.lfs else ""]
        for file in info.siblings or ()
    ]
    index = None
    if any(path == "model_index.json" for path, _, _ in files):
        with tempfile.TemporaryDirectory() as folder:
            file = hf_hub_download(repo, "model_index.json", revision=info.sha, local_dir=folder)
            index = json.loads(Path(file).read_text(encoding="utf-8"))
    return {
        "commit": info.sha,
        "licence": _licence(card, repo),
        "files": files,
        "index": index,
        "page": f"{constants.ENDPOINT}/{repo}",
        "place": constants.HF_HUB_CACHE,
    }


def _licence(card: Mapping[str, Any], repo: str) -> str:
    """Return the name of the licence: `other` is no name, but mostly comes with one.

    Without one it is called after its model: whoever accepts the `LICENSE.md` of one has not read
    that of another.
    """
    said = card.get("license") or ""
    said = said[0] if isinstance(said, list) and said else said
    if said != "other":
        return str(said)
    file = str(card.get("license_link") or said).rstrip("/").rpartition("/")[2]
    return str(card.get("license_name") or f"{repo} {file}")


def _fetch(request: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Fetch the files that are not here yet, and return the folder of the commit."""
    from huggingface_hub import snapshot_download

    folder = snapshot_download(
        request["repo"],
        revision=request["commit"],
        allow_patterns=[glob.escape(path) for path in request["files"]],
        tqdm_class=_meter(sum(request["files"].values()), report),
    )
    return {"folder": os.path.abspath(folder)}  # noqa: PTH100  # links are to stay


def _meter(total: int, report: Report) -> type[Any]:
    """Return a progress bar that shows nothing, and reports the bytes that it is told of."""
    from huggingface_hub.utils import tqdm

    last = 0.0

    class Meter(tqdm):  # type: ignore[misc]
        """Of bytes, or of files, which do not count."""

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **(named | {"file": _NOWHERE, "disable": False}))

        def update(self, n: float | None = 1) -> Any:
            nonlocal last
            done = super().update(n)
            now = time.monotonic()
            if self.unit == "B" and now - last > _PAUSE:
                last = now
                report(min(int(self.n), total), total)
            return done

    return Meter


_NOWHERE = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # as long as we live


def _verify(request: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Compare sizes and digests; what is damaged is deleted, so that it is fetched again."""
    folder, done, total = Path(request["folder"]), 0, sum(request["files"].values())
    damaged = []
    for name, size in request["files"].items():
        file = folder / name
        if _is_damaged(file, size, request["digests"].get(name, "")):
            damaged.append(name)
            file.resolve().unlink(missing_ok=True)
            file.unlink(missing_ok=True)
        done += size
        report(done, total)
    return {"damaged": damaged}


def _is_damaged(file: Path, size: int, digest: str) -> bool:
    if not file.is_file() or file.stat().st_size != size:
        return True
    if not digest:
        return False
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest() != digest


def _problem(error: Exception) -> str | None:
    """Return what kind of problem it is; None for what the disk or a bug is to blame for."""
    import httpx2
    from huggingface_hub import errors

    kinds = (
        # The first that fits: later ones include earlier ones.
        (errors.OfflineModeIsEnabled, "offline"),
        (errors.GatedRepoError, "gated"),
        (errors.RevisionNotFoundError, "revision"),
        (errors.RepositoryNotFoundError, "missing"),
        (errors.HFValidationError, "name"),
        (errors.LocalEntryNotFoundError, "network"),
        (errors.HfHubHTTPError, "network"),
        (httpx2.HTTPError, "network"),
        (errors.XetDownloadError, "network"),
    )
    causes = [error, *([error.__cause__] if error.__cause__ else [])]
    for kind, name in kinds:
        if any(isinstance(cause, kind) for cause in causes):
            return name
    return None
