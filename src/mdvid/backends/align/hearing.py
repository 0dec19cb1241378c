"""A model that hears letters: how likely each of them is, for each fiftieth of a second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_UNUSED = ("masked_spec_embed",)
"""Weights that only training needs; published models lack them."""

Samples = NDArray[np.float32]

_PIECE = 20
"""Seconds that are heard at once: the memory that a model takes grows with their square."""
_CONTEXT = 2
"""Seconds that are heard in addition before and after them, and not used."""
_SHORTEST = 0.1
"""Seconds; a shorter sound is continued in silence."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a sound."""

    scores: NDArray[np.float32]
    """Natural logarithms of probabilities, of shape (frames, vocabulary)."""
    centres: NDArray[np.floating[Any]]
    """Where the middle of each frame is, in samples of the sound that was heard."""
    stride: float
    """Samples from one frame to the next."""

    def borders(self, scale: float, samples: int) -> tuple[list[int], list[int]]:
        """Return where each frame begins and ends in the take, which has so many `samples`.

        `scale` is how many of these come for one of the sound that was heard.
        """
        begins, ends = (
            np.clip(np.rint((self.centres + side * self.stride / 2) * scale), 0, samples)
            for side in (-1, 1)
        )
        return begins.astype(int).tolist(), ends.astype(int).tolist()


class Ear:
    """A model on its device, with its letters."""

    def __init__(self, model: Any, tokenizer: Any, extractor: Any, device: str) -> None:
        self._model = model.to(device).eval()
        self._extractor = extractor
        self._device = device
        self.vocabulary = _letters(tokenizer, model.config.vocab_size)
        self.delimiter = str(getattr(tokenizer, "word_delimiter_token", None) or "|")
        self.blank = int(model.config.pad_token_id)
        self.rate = int(extractor.sampling_rate)

    def hear(self, sound: Samples) -> Heard:
        """Return what is heard in a sound of `rate` samples a second."""
        shortest = round(_SHORTEST * self.rate)
        if len(sound) < shortest:
            sound = np.pad(sound, (0, shortest - len(sound)))
        pieces = list(self._pieces(sound))
        return Heard(
            np.concatenate([piece.scores for piece in pieces]),
            np.concatenate([piece.centres for piece in pieces]),
            pieces[0].stride,
        )

    def _pieces(self, sound: Samples) -> Iterator[Heard]:
        piece, context = _PIECE * self.rate, _CONTEXT * self.rate
        for first in range(0, len(sound), piece):
            begin, end = max(0, first - context), min(len(sound), first + piece + context)
            scores = self._scores(sound[begin:end])
            stride = self._stride(end - begin, len(scores))
            # What a model without padding leaves over is as long at both ends.
            margin = (end - begin - stride * len(scores)) / 2
            centres = begin + margin + stride * (np.arange(len(scores)) + 0.5)
            last = end if end == len(sound) else first + piece
            used = (centres >= (first or -np.inf)) & (centres < last)
            yield Heard(scores[used], centres[used], stride)
            if end == len(sound):
                return

    def _scores(self, sound: Samples) -> NDArray[np.float32]:
        import torch

        features = self._extractor(sound, sampling_rate=self.rate, return_tensors="pt")
        with torch.inference_mode():
            logits = self._model(**features.to(self._device)).logits[0]
            scores: NDArray[np.float32] = logits.float().log_softmax(-1).cpu().numpy()
        return scores

    def _stride(self, samples: int, frames: int) -> float:
        """Return how many samples a frame is for; models of raw sound say it exactly."""
        told = getattr(self._model.config, "inputs_to_logits_ratio", None)
        return float(told) if told else samples / frames


def load(folder: Path, device: str) -> Ear:
    """Load the model in `folder`: safetensors only, no code but that of the library.

    Raises:
        RuntimeError: it cannot be loaded, or is none that hears letters.
    """
    import torch
    from transformers import AutoFeatureExtractor, AutoModelForCTC, AutoTokenizer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # the log is for what went wrong
    local = {"local_files_only": True, "trust_remote_code": False}
    try:
        model, found = AutoModelForCTC.from_pretrained(
            folder, dtype=torch.float32, use_safetensors=True, output_loading_info=True, **local
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, **local)
        extractor = AutoFeatureExtractor.from_pretrained(folder, **local)
    except Exception as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise RuntimeError(f"the model in `{folder}` cannot be loaded: {reason}") from error
    missing = [key for key in found["missing_keys"] if not key.endswith(_UNUSED)]
    if missing:
        raise RuntimeError(f"the model in `{folder}` lacks weights: {', '.join(missing[:3])}")
    return Ear(model, tokenizer, extractor, device)


def _letters(tokenizer: Any, size: int) -> Mapping[str, int]:
    """Return the tokens that a model of so many has, without those that stand for no sound.

    Raises:
        RuntimeError: they are no letters.
    """
    special = set(tokenizer.all_special_tokens)
    tokens = {t: n for t, n in tokenizer.get_vocab().items() if t not in special and n < size}
    single = sum(len(token) == 1 for token in tokens)
    if single * 2 <= len(tokens):
        raise RuntimeError(
            f"the model in `{tokenizer.name_or_path}` hears no letters, which is needed: only "
            f"{single} of its {len(tokens)} tokens are one"
        )
    return tokens
