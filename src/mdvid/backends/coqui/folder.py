"""What the folder of a voice says about it; nothing is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mdvid.backends.coqui.config_file import CONFIG, kind_of, read_config, settled, switch
from mdvid.backends.coqui.speakers import named_in
from mdvid.errors import ProviderUnavailable

_USUAL = (
    "model.pth",
    "model_file.pth",
    "model.pth.tar",
    "model_file.pth.tar",
    "checkpoint.pth",
    "best_model.pth",
    "model.safetensors",
)
"""Checkpoints by the names that they usually have, the best first."""

_SUFFIXES = (".pth", ".pth.tar", ".pt", ".safetensors")
_BESIDE = ("speaker", "language", "d_vector", "model_se", "mel_stat", "dvae")
"""How files begin that are no checkpoints."""

_WHOLE_FOLDER = frozenset({"xtts", "bark", "tortoise"})
"""Architectures of several checkpoints, which find them in their folder by themselves."""

_IMITATES = _WHOLE_FOLDER
_UNSAFE = frozenset({"bark", "tortoise"})
_LICENCES = {"xtts": "CPML", "fairseq": "CC BY-NC 4.0"}
"""Of all models of an architecture that were ever published: others are fine-tuned from them."""

_SOUNDS = frozenset({"vits", "fairseq", "delightful_tts"}) | _WHOLE_FOLDER
"""Architectures that make sound; the others make spectrograms."""

VOCODER = "vocoder"
"""The folder within a voice's folder of what makes sound of its spectrograms, if it brings one."""

TIMED = frozenset({"vits", "fairseq"})
"""Architectures that say how long each letter was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFolder:
    """A voice on this machine."""

    kind: str
    """Its architecture: `vits`, `xtts`, ...; `fairseq` for Meta's MMS voices, which are VITS."""
    speakers: Mapping[str, str] = field(default_factory=dict)
    """Names to what the model calls them."""
    languages: tuple[str, ...] = ()
    """None if there is nothing to choose."""
    imitates: bool = False
    """Whether it can speak like somebody in a recording."""
    licence: str = ""
    """What follows from the architecture."""
    sounds: bool = True
    """Whether it makes sound by itself; others sound better with a vocoder."""
    unsafe: bool = False
    """Whether loading it can run programs that are hidden in it."""


def read_folder(folder: Path) -> VoiceFolder:
    """Return what is in `folder`.

    Raises:
        ProviderUnavailable: it is no voice, or not whole.
    """
    if not folder.is_dir():
        raise ProviderUnavailable(
            f"`{folder}` is a file: a voice is a folder", hint="leave out the name of the file"
        )
    written = read_config(folder)
    kind = kind_of(written)
    find_checkpoint(folder, kind)
    try:
        config = settled(written, folder)
        speakers, languages = _speakers(config, kind, folder), _languages(config)
    except (OSError, TypeError, ValueError) as error:  # a list is a number, a name too long, ...
        raise ProviderUnavailable(f"`{folder / CONFIG}` makes no sense: {error}") from error
    return VoiceFolder(
        kind=kind,
        speakers={name.strip(): name for name in speakers},
        languages=languages,
        imitates=kind in _IMITATES or bool(switch(config, "speaker_encoder_model_path")),
        licence=_LICENCES.get(kind, ""),
        sounds=kind in _SOUNDS,
        unsafe=kind in _UNSAFE,
    )


def find_checkpoint(folder: Path, kind: str) -> Path:
    """Return the file with the weights, or the folder if there are several that belong together.

    Raises:
        ProviderUnavailable: there is none, or it is not clear which.
    """
    if kind in _WHOLE_FOLDER:
        return folder
    usual = [folder / name for name in _USUAL if (folder / name).is_file()]
    if usual:
        return usual[0]
    others = sorted(
        path
        for path in folder.iterdir()
        if path.name.endswith(_SUFFIXES) and not path.name.startswith(_BESIDE)
    )
    if len(others) == 1:
        return others[0]
    if others:
        raise ProviderUnavailable(
            f"`{folder}` holds {len(others)} checkpoints, from `{others[0].name}` to "
            f"`{others[-1].name}`",
            hint="leave one of them there, or call it `model.pth`",
        )
    raise ProviderUnavailable(
        f"there is no checkpoint in `{folder}`",
        hint="a voice of Coqui is a folder with `config.json` and `model.pth`",
    )


def _speakers(config: Mapping[str, Any], kind: str, folder: Path) -> list[str]:
    if kind in _WHOLE_FOLDER:
        listed = folder / "speakers_xtts.pth"
        own = sorted(path.stem for path in (folder / "voices").glob("*.pth"))
        return [*(named_in(listed) if listed.is_file() else ()), *own]
    if switch(config, "use_speaker_embedding"):
        if config.get("speakers"):
            return [str(name) for name in config["speakers"]]
        return _named(config, ("speaker_file", "speakers_file"), folder)
    if switch(config, "use_d_vector_file"):
        return _named(config, ("d_vector_file",), folder)
    return []


def _named(config: Mapping[str, Any], keys: tuple[str, ...], folder: Path) -> list[str]:
    files = [value for key in keys if (value := switch(config, key))]
    if not files:
        raise ProviderUnavailable(
            f"the file with the names of the speakers is not in `{folder}`",
            hint="copy it there from where the voice was trained: `speakers.pth`, or the file "
            f"that `config.json` names as `{keys[-1]}`",
        )
    file = files[0]
    return named_in(Path(file[0] if isinstance(file, list) else file))


def _languages(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages to choose from, in the way that Coqui's code counts them."""
    file = switch(config, "language_ids_file")
    if file and switch(config, "use_language_embedding"):
        found = named_in(Path(file))
    else:
        sets = config.get("datasets") or ()
        spoken = {entry.get("language") for entry in sets if isinstance(entry, dict)}
        found = config.get("languages") or sorted(filter(None, spoken))
    return tuple(str(language) for language in found) if len(found) > 1 else ()
