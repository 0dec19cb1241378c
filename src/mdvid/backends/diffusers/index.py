"""What a folder says of the pipeline in it: `model_index.json`, read before anything is loaded.

Most folders that cannot be used are found out here, in a millisecond and with a clear sentence;
the libraries would take seconds to say less.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mdvid.errors import ProviderUnavailable

INDEX = "model_index.json"

PICKLED = (".bin", ".ckpt", ".pt", ".pth")
"""Files that Python's pickle reads: loading them runs whatever program they hold."""

_PLAIN = re.compile(r"\w[\w.-]{0,99}")
"""Names of parts are those of folders below; they and their libraries have names in Python."""

_VARIANT = re.compile(r"\.(fp16|bf16)[.-]")
"""Weights saved in half precision are called `model.fp16.safetensors`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What is in a pipeline's folder."""

    folder: Path
    family: str
    """The pipeline's class."""
    traits: frozenset[str]
    """Words of the model's name, and what else its files say of how it was trained."""
    variant: str | None
    """The kind of weights to load, where there is no plain one: `fp16`."""


def read_index(folder: Path, name: str) -> Index:
    """Return what the folder of the model `name` says.

    Raises:
        ProviderUnavailable: there is no pipeline in it that can be loaded safely.
    """
    content = _read(folder, name)
    family = content.get("_class_name")
    parts = {key: value for key, value in content.items() if _is_part(value)}
    _refuse_strange(name, parts)
    if not isinstance(family, str) or any(_is_program(folder, *part) for part in parts.items()):
        raise ProviderUnavailable(
            f"the model `{name}` brings Python code of its own, which mdvid does not run",
            hint="choose one of a pipeline that diffusers has itself",
        )
    for part in parts:
        _refuse_pickles(folder / part, name)
    return Index(
        folder=folder,
        family=family,
        traits=frozenset(_traits(folder, name, content)),
        variant=_variant([folder / part for part in parts]),
    )


def _read(folder: Path, name: str) -> Mapping[str, object]:
    try:
        content = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise ProviderUnavailable(
            f"there is no diffusers pipeline in the model `{name}`: `{folder}` has no {INDEX}",
            hint="name a folder as `save_pretrained` or `mdvid setup --illustrator` makes it",
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ProviderUnavailable(
            f"the model `{name}` is damaged: its {INDEX} cannot be read: {error}",
            hint="fetch it again",
        ) from error
    if not isinstance(content, dict):
        raise ProviderUnavailable(f"the model `{name}` is damaged: its {INDEX} holds no object")
    return content


def _is_part(value: object) -> bool:
    """Tell whether an entry of the index is `[library, class]` and there is such a part."""
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)  # noqa: PLR2004  # the two that it is made of


def _refuse_strange(name: str, parts: Mapping[str, object]) -> None:
    """Make sure that names of parts and libraries lead to nowhere else."""
    libraries = (value[0] for value in parts.values() if isinstance(value, list))
    if strange := [word for word in (*parts, *libraries) if not _PLAIN.fullmatch(word)]:
        raise ProviderUnavailable(
            f"the model `{name}` is damaged: its {INDEX} names a part `{strange[0][:80]}`"
        )


def _is_program(folder: Path, part: str, value: object) -> bool:
    """Tell whether a part's class is defined by a file in the folder."""
    library = value[0] if isinstance(value, list) else ""
    return (folder / part / f"{library}.py").exists()


def _refuse_pickles(part: Path, name: str) -> None:
    if not part.is_dir():
        return
    files = {path.suffix for path in part.iterdir()}
    if ".safetensors" not in files and not files.isdisjoint(PICKLED):
        raise ProviderUnavailable(
            f"the model `{name}` keeps its {part.name} in a pickle file, and loading that could "
            "run any program: mdvid loads safetensors only",
            hint="choose a model that is published as safetensors, or convert it with "
            "`save_pretrained(folder, safe_serialization=True)` if you trust it",
        )


def _traits(folder: Path, name: str, content: Mapping[str, object]) -> Iterator[str]:
    yield from re.split(r"[^a-z0-9]+", f"{name} {folder.name}".lower())
    if content.get("scheduler") == ["diffusers", "LCMScheduler"]:
        yield "lcm"
    if content.get("is_distilled") is True:
        yield "distilled"


def _variant(parts: list[Path]) -> str | None:
    """Return the kind of weights that some part has nothing else of."""
    for part in parts:
        files = [path.name for path in part.glob("*.safetensors")]
        kinds = [_VARIANT.search(file) for file in files]
        if files and all(kinds):
            return next(kind[1] for kind in kinds if kind)
    return None
