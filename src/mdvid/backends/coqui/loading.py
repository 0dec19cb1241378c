"""A checkpoint to a model that speaks, through Coqui's own code. Only worker processes come here.

Coqui's code is given paths, never a name: a name is looked up on the network.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mdvid.backends.coqui.config_file import CONFIG, kind_of, read_config, settled
from mdvid.backends.coqui.folder import TIMED, VOCODER, find_checkpoint
from mdvid.backends.coqui.sound_files import prepare_torchaudio
from mdvid.errors import ProviderUnavailable


class VoiceError(RuntimeError):
    """A voice cannot be loaded, or cannot say something; the message says why in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedVoice:
    """A model in memory."""

    synthesizer: Any
    """Coqui's `Synthesizer`."""
    kind: str
    voices: Path
    """The folder of voices that were cloned with Coqui's tools."""
    length_scale: float | None
    """The pace that the model was made with; None if its pace cannot be changed."""

    @property
    def model(self) -> Any:
        """Coqui's model."""
        return self.synthesizer.tts_model

    @property
    def rate(self) -> int:
        """Samples a second."""
        return int(self.synthesizer.output_sample_rate)

    @property
    def timed(self) -> bool:
        """Whether it says how long each letter was."""
        return self.kind in TIMED


def load(folder: Path, vocoder: Path | None, device: str) -> LoadedVoice:
    """Load the voice in `folder`, and what makes sound of its spectrograms, if it needs that.

    Raises:
        VoiceError: it cannot be loaded; the message says why.
    """
    import torch

    prepare_torchaudio()
    from TTS.utils.synthesizer import Synthesizer

    if device == "cuda" and not torch.cuda.is_available():
        raise VoiceError("torch finds no graphics card: use --device cpu")
    with tempfile.TemporaryDirectory(prefix="mdvid-") as room:
        kind = kind_of(read_config(folder))
        # Coqui's code takes every path with this word in it for a voice of that kind.
        mirror = _mirrored(folder, kind, Path(room) / ("fairseq" if kind == "fairseq" else "voice"))
        checkpoint = find_checkpoint(mirror, kind)
        more = _vocoder(vocoder, Path(room))
        try:
            checkpoint = _as_pickle(checkpoint)
            with _read_only():
                synthesizer = Synthesizer(
                    tts_checkpoint=checkpoint,
                    tts_config_path=mirror / CONFIG,
                    use_cuda=device == "cuda",
                    **more,
                )
        except Exception as error:
            raise VoiceError(_why(folder, error)) from error
    synthesizer.to(device)
    scale = getattr(synthesizer.tts_model, "length_scale", None)
    return LoadedVoice(
        synthesizer=synthesizer,
        kind=kind,
        voices=folder / "voices",
        length_scale=None if scale is None else float(scale),
    )


def _mirrored(folder: Path, kind: str, mirror: Path) -> Path:
    """Fill a folder with links to all files, and a configuration with paths that are true here."""
    mirror.mkdir()
    for path in folder.iterdir():
        if path.name != CONFIG:
            (mirror / path.name).symlink_to(path.resolve())
    config = read_config(folder)
    if kind != "fairseq":
        config = settled(config, folder)
    (mirror / CONFIG).write_text(json.dumps(config), "utf-8")
    return mirror


def _as_pickle(checkpoint: Path) -> Path:
    """Return the checkpoint in the format that Coqui reads."""
    if checkpoint.suffix != ".safetensors":
        return checkpoint
    import torch
    from safetensors.torch import load_file

    converted = checkpoint.with_name("converted.pth")
    torch.save({"model": load_file(checkpoint)}, converted)
    return converted


def _vocoder(folder: Path | None, room: Path) -> dict[str, Path]:
    if folder is None:
        return {}
    try:
        checkpoint = find_checkpoint(folder, VOCODER)
        config = settled(json.loads((folder / CONFIG).read_bytes()), folder)
    except (OSError, ValueError, ProviderUnavailable) as error:
        raise VoiceError(f"the vocoder in `{folder}` cannot be loaded: {error}") from error
    true = room / "vocoder.json"
    true.write_text(json.dumps(config), "utf-8")
    return {"vocoder_checkpoint": checkpoint, "vocoder_config": true}


@contextmanager
def _read_only() -> Iterator[None]:
    """Keep Coqui's code from writing old checkpoints of XTTS anew, in their place."""
    import torch

    save = torch.save
    torch.save = lambda *_, **__: None
    try:
        yield
    finally:
        torch.save = save


def _why(folder: Path, error: Exception) -> str:
    """Return what is wrong with a voice, in a sentence."""
    said = str(error).strip().splitlines() or [type(error).__name__]
    if type(error).__name__ == "UnpicklingError" or "PytorchStreamReader" in said[0]:
        return (
            f"the checkpoint in `{folder}` is damaged, or holds more than weights: it is not loaded"
        )
    if "state_dict" in said[0]:
        return f"the checkpoint in `{folder}` does not fit its `{CONFIG}`: {said[-1].strip()}"
    return f"the voice in `{folder}` cannot be loaded: {type(error).__name__}: {said[0]}"
