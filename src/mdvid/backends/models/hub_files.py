"""Which files of a repository on the hub are needed, and whether they may be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

INDEX = "model_index.json"
"""What makes a repository a pipeline of diffusers: its parts, by the names of their folders."""

_TEXTS = (".json", ".txt", ".model", ".jinja", ".tiktoken")
"""Settings, tokenizers, chat templates: data that is parsed."""

_PAPERS = re.compile(r"(licen[cs]e|notice|readme)[^/]*", re.IGNORECASE)

_UNSAFE = (".bin", ".ckpt", ".pt", ".pth", ".msgpack", ".h5", ".pkl")
"""Weights in formats that can run code when they are loaded, or that torch does not load."""

_WEIGHTS = re.compile(
    r"(?P<stem>[^.]+?)(?P<variant>(\.[a-z][a-z0-9_]*)?)(-\d+-of-\d+)?"
    r"(?P<late>(\.[a-z][a-z0-9_]*)?)\.safetensors"
)
"""`model.safetensors`, `model.fp16.safetensors`, `model.fp16-00001-of-00002.safetensors` and
`model-00001-of-00002.fp16.safetensors`."""


class NotUsable(Exception):  # noqa: N818  # reads as the state it reports
    """The repository is not what mdvid can use; the message goes on after its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """One file of a repository."""

    path: str
    size: int
    sha256: str = ""
    """Empty for small files, which the hub keeps in git."""


def select(
    files: Iterable[RemoteFile], index: Mapping[str, object] | None, kind: str
) -> tuple[RemoteFile, ...]:
    """Return the files that a model of this kind needs: one variant, safetensors only.

    `index` is the content of `model_index.json`, None if there is none.

    Raises:
        NotUsable: something is missing, or only there as a pickle.
    """
    tree: dict[str, list[RemoteFile]] = {}
    for file in sorted(files, key=lambda file: file.path):
        tree.setdefault(str(PurePosixPath(file.path).parent), []).append(file)
    papers = [file for file in tree.get(".", []) if _PAPERS.fullmatch(file.path)]
    if index is not None:
        chosen = _pipeline(tree, index)
    elif kind in {"illustrator", "animator"}:
        raise NotUsable(f"is no pipeline of diffusers: it has no `{INDEX}`")
    elif kind == "upscaler":
        chosen = _one_file(tree)
    else:
        chosen = _transformer(tree)
    return tuple(dict.fromkeys((*chosen, *papers)))


def _pipeline(
    tree: Mapping[str, list[RemoteFile]], index: Mapping[str, object]
) -> list[RemoteFile]:
    if not isinstance(index.get("_class_name"), str):
        raise NotUsable("needs code of its publisher, which mdvid never runs")
    chosen = [file for file in tree.get(".", []) if file.path == INDEX]
    for name, made_by in index.items():
        match made_by:
            case [str(), str()]:
                chosen += _part(name, tree)
            case _:  # a setting, or a part that this pipeline goes without
                pass
    if not any(file.path.endswith(".safetensors") for file in chosen):
        raise NotUsable("has no weights in the parts that it lists")
    return chosen


def _part(name: str, tree: Mapping[str, list[RemoteFile]]) -> list[RemoteFile]:
    """Return the files of one folder, and of those below it."""
    chosen: list[RemoteFile] = []
    for folder, files in tree.items():
        if PurePosixPath(folder).parts[:1] == (name,):
            weights = _safe_weights(files, f"`{folder}`")
            chosen += [*weights, *(file for file in files if file.path.endswith(_TEXTS))]
    return chosen


def _transformer(tree: Mapping[str, list[RemoteFile]]) -> list[RemoteFile]:
    files = tree.get(".", [])
    if not any(file.path == "config.json" for file in files):
        raise NotUsable("is no model of transformers: it has no `config.json`")
    weights = _safe_weights(files, "it")
    if not weights:
        raise NotUsable("has no weights")
    return [*weights, *(file for file in files if file.path.endswith(_TEXTS))]


def _one_file(tree: Mapping[str, list[RemoteFile]]) -> list[RemoteFile]:
    files = [file for folder in tree.values() for file in folder]
    weights = [file for file in files if file.path.endswith(".safetensors")]
    if not weights and any(file.path.endswith(_UNSAFE) for file in files):
        raise NotUsable(_only_pickled("it"))
    if len(weights) != 1:
        raise NotUsable(
            f"holds {len(weights)} files of weights, and nobody can say which one is meant"
        )
    return weights


def _safe_weights(files: list[RemoteFile], what: str) -> list[RemoteFile]:
    """Return the weights of one folder in one variant: the plain one, else that of fewest bits."""
    variants: dict[str, list[RemoteFile]] = {}
    for file in files:
        found = _WEIGHTS.fullmatch(PurePosixPath(file.path).name)
        if found:
            variants.setdefault(found["variant"] or found["late"], []).append(file)
    if not variants and any(file.path.endswith(_UNSAFE) for file in files):
        raise NotUsable(_only_pickled(what))
    order = ("", ".fp16", ".bf16", *sorted(variants))
    return next((variants[variant] for variant in order if variant in variants), [])


def _only_pickled(what: str) -> str:
    return (
        f"has no safetensors: {what} is there only in a format that can run code of its "
        "publisher when it is loaded"
    )
