"""The speakers and languages that a model's files name, read without torch.

Some of these files are pickles. They are read by an unpickler that makes nothing of what they ask
for: classes and functions become empty objects, so that nothing in a file can be run.
"""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any, Self

from mdvid.errors import ProviderUnavailable


def named_in(path: Path) -> list[str]:
    """Return the names in a file of speakers or languages, as it writes them.

    It is a map from names to numbers or to their data, or from recordings to `{"name": ...}`.

    Raises:
        ProviderUnavailable: it cannot be read.
    """
    try:
        content = json.loads(path.read_bytes()) if path.suffix == ".json" else _unpickled(path)
    except Exception as error:
        raise ProviderUnavailable(f"`{path}` is damaged: it names no speakers") from error
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise ProviderUnavailable(f"`{path}` is damaged: it names no speakers")
    recordings = [value["name"] for value in content.values() if _is_recording(value)]
    if recordings:
        return sorted({str(name) for name in recordings})
    return list(content)


def _is_recording(value: object) -> bool:
    return isinstance(value, dict) and "name" in value and "embedding" in value


class _Nothing:
    """Stands for whatever a pickle wants to make."""

    def __new__(cls, *_: object, **__: object) -> Self:
        return object.__new__(cls)

    def __init__(self, *_: object, **__: object) -> None: ...

    def __call__(self, *_: object, **__: object) -> _Nothing:
        return self

    def __setstate__(self, state: object) -> None: ...


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return OrderedDict if (module, name) == ("collections", "OrderedDict") else _Nothing

    def persistent_load(self, _: Any) -> Any:
        return _Nothing()


def _unpickled(path: Path) -> object:
    """Return what `torch.save` wrote, in its format since torch 1.6, without the tensors."""
    with zipfile.ZipFile(path) as archive:
        (name,) = (entry for entry in archive.namelist() if entry.endswith("/data.pkl"))
        return _Unpickler(io.BytesIO(archive.read(name))).load()
