"""Is this the folder of a model that can align? Found out without loading anything."""

from __future__ import annotations

import json
from pathlib import Path

from mdvid.errors import ProviderUnavailable

_HINT = (
    "`align` takes a model for connectionist temporal classification whose tokens are letters, "
    "such as `facebook/wav2vec2-base-960h` for English"
)
_VOCABULARIES = ("vocab.json", "tokenizer.json")


def check_folder(name: str, folder: Path) -> None:
    """Refuse a folder that the worker would fail to load, or load something else from.

    Raises:
        ProviderUnavailable: it says what is there instead.
    """
    if not folder.is_dir():
        raise _refused(name, "is a file, and a folder is needed")
    if (folder / "model_index.json").is_file():
        raise _refused(name, "makes pictures, and does not listen")
    kinds = _architectures(name, folder / "config.json")
    if not any(kind.endswith("ForCTC") for kind in kinds):
        raise _refused(
            name, f"is of another kind: {', '.join(kinds) or 'its files do not say which'}"
        )
    if not any(folder.glob("*.safetensors")):
        if any(folder.glob("*.bin")):
            raise _refused(
                name,
                "comes only as a pickle, which can run any program when it is loaded; "
                "safetensors are needed",
            )
        raise _refused(name, "has no weights: there is no `model.safetensors`")
    if not any((folder / file).is_file() for file in _VOCABULARIES):
        raise _refused(name, "has no letters: there is no `vocab.json`")


def _architectures(name: str, config: Path) -> list[str]:
    try:
        kinds = json.loads(config.read_text("utf-8")).get("architectures") or []
        return [str(kind) for kind in kinds]
    except FileNotFoundError:
        raise _refused(name, "is no model: there is no `config.json`") from None
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise _refused(name, f"is damaged: `config.json` cannot be read: {error}") from error


def _refused(name: str, why: str) -> ProviderUnavailable:
    return ProviderUnavailable(f"the model `{name}` {why}", hint=_HINT)
