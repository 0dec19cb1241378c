"""The file `config.json` of a voice, and the files that it names.

It names them by absolute paths on the machine where the voice was trained; what counts is what lies
beside it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mdvid.errors import ProviderUnavailable

CONFIG = "config.json"

_DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "speakers_file": ("speakers.pth", "speaker_ids.json", "speaker_ids.pth", "speakers.json"),
    "speaker_file": (),
    "d_vector_file": ("speakers.json", "speakers.pth"),
    "language_ids_file": ("language_ids.json",),
    "speaker_encoder_model_path": ("model_se.pth", "model_se.pth.tar"),
    "speaker_encoder_config_path": ("config_se.json",),
    "stats_path": ("scale_stats.npy",),
    "mel_statistics_parameter_path": (),
    "tokenizer_file": ("vocab.json",),
}
"""Keys that name files, and how these files are called in what Coqui publishes."""


def read_config(folder: Path) -> dict[str, Any]:
    """Return the `config.json` in `folder`.

    Raises:
        ProviderUnavailable: there is none, or it is not that of a voice.
    """
    path = folder / CONFIG
    if (folder / "model_index.json").is_file():
        raise ProviderUnavailable(
            f"`{folder}` holds a pipeline that makes pictures, no voice",
            hint="it is for `--illustrator diffusers:...`",
        )
    if not path.is_file():
        raise ProviderUnavailable(
            f"there is no `{CONFIG}` in `{folder}`",
            hint=f"a voice of Coqui is a folder with `{CONFIG}` and `model.pth`",
        )
    try:
        config = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise ProviderUnavailable(f"`{path}` cannot be read: {error}") from error
    if not isinstance(config, dict) or not kind_of(config):
        raise ProviderUnavailable(
            f"`{path}` is not that of a voice of Coqui: it names no `model`",
            hint="voices in other formats, such as those of transformers, do not work here",
        )
    return config


def kind_of(config: Mapping[str, Any]) -> str:
    """Return the architecture, in lower case; `fairseq` for Meta's MMS voices; empty for none."""
    data = config.get("data")
    if "model" not in config and isinstance(data, dict) and "training_files" in data:
        return "fairseq"
    return str(config.get("model", "")).lower()


def switch(config: Mapping[str, Any], key: str) -> Any:
    """Return a setting of the model's arguments, or of the whole."""
    arguments = config.get("model_args")
    if isinstance(arguments, dict) and key in arguments:
        return arguments[key]
    return config.get(key)


def settled(config: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return the configuration with the files that lie in `folder`, and with no others."""
    result = copy.deepcopy(dict(config))
    for table in _tables(result):
        for key, defaults in _DEFAULTS.items():
            if key in table:
                table[key] = _beside(table[key], defaults, folder)
        if not table.get("speaker_encoder_model_path"):
            # Only training needs it, and fails to begin without the encoder.
            table |= {key: False for key in ("use_speaker_encoder_as_loss",) if table.get(key)}
    if result.get("use_phonemes") and not result.get("phonemizer"):
        result["phonemizer"] = "espeak"  # which was the only one when this was left out
    return result


def _tables(config: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield config
    for key in ("model_args", "audio"):
        if isinstance(config.get(key), dict):
            yield config[key]


def _beside(value: Any, defaults: Sequence[str], folder: Path) -> Any:
    """Return the file of that name in `folder`, else one of a usual name; empty without one."""
    written = value[0] if isinstance(value, list) and value else value
    names = [Path(written).name] if isinstance(written, str) and written else []
    found = next((folder / name for name in (*names, *defaults) if (folder / name).is_file()), None)
    if found is None:
        return None if value is None else type(value)()
    return [str(found)] if isinstance(value, list) else str(found)
