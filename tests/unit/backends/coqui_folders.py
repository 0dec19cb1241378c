"""Folders that look like voices of Coqui, as far as nothing is loaded."""

from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

from mdvid.backends.models.records import ModelRecord, keep_record

VITS = {"model": "vits", "model_args": {}}
SPEAKERS = {"model_args": {"use_speaker_embedding": True, "speakers_file": "/home/x/ids.json"}}


def voice(folder: Path, config: dict[str, Any] | None = None, **files: object) -> Path:
    """Make a folder that looks like a voice; `a__json` stands for the file `a.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(VITS if config is None else VITS | config))
    for name, content in ({"model__pth": ""} | files).items():
        path = folder / name.replace("__", ".")
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def recorded(folder: Path, name: str, licence: str = "MIT", kind: str = "voice") -> None:
    keep_record(
        ModelRecord(
            provider="coqui",
            name=name,
            folder=folder,
            revision="r1",
            licence=licence,
            size=1,
            kind=kind,
        )
    )


def saved(path: Path, value: object) -> Path:
    """Write a file as torch does: a zip with a pickle in it."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(value, protocol=2))
    return path
