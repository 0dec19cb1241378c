"""Which file or folder enlarges pictures: a network in one file, or a pipeline in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mdvid.backends.diffusers.index import INDEX, PICKLED, Index, read_index
from mdvid.backends.models.files import model_files
from mdvid.errors import ProviderUnavailable

WEIGHTS = ".safetensors"

_ADVICE = "name a `.safetensors` file, or a folder with one, or with a diffusers pipeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFile:
    """A network in one file, of an architecture that spandrel finds out."""

    file: Path


def read_upscaler(path: Path, name: str) -> NetworkFile | Index:
    """Return what is at `path`, the place of the model `name`.

    Raises:
        ProviderUnavailable: it is nothing that enlarges, or cannot be loaded safely.
    """
    if path.is_file():
        return _network(path, name)
    if (path / INDEX).is_file():
        return read_index(path, name)
    files = model_files(path)
    weights = [file for file in files if file.suffix.lower() == WEIGHTS]
    pickles = [file for file in files if file.suffix.lower() in PICKLED]
    if len(weights) == 1:
        return _network(weights[0], name)
    if weights:
        listed = ", ".join(f"`{file.name}`" for file in weights)
        raise ProviderUnavailable(
            f"the folder of the model `{name}` holds several networks: {listed}",
            hint=f"name one of the files: `{weights[0]}`",
        )
    if pickles:
        return _network(pickles[0], name)
    raise ProviderUnavailable(f"there is no model for enlarging in `{path}`", hint=_ADVICE)


def _network(file: Path, name: str) -> NetworkFile:
    suffix = file.suffix.lower()
    if suffix in PICKLED:
        raise ProviderUnavailable(
            f"the model `{name}` is a pickle file (`{file.name}`), and loading that could run any "
            "program: mdvid loads safetensors only",
            hint="choose one that is published as safetensors, or convert it if you trust it",
        )
    if suffix != WEIGHTS:
        raise ProviderUnavailable(f"`{file}` is no model for enlarging", hint=_ADVICE)
    return NetworkFile(file=file)
