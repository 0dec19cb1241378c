"""The worker of the aligner: a model that hears letters, in a take whose text is known.

For `serve.py`. Its argument is the device. A request is `{"model": folder, "revision": text,
"take": path, "text": text}`; the reply is `{"times": [[start, end, offset, length], ...]}` in
samples of the take. The last model is kept; what is wrong with one is an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from mdvid.backends.align.hearing import Ear, load
from mdvid.backends.align.letters import spell
from mdvid.backends.align.viterbi import token_spans
from mdvid.media.wav import read_wav

_SCALE = 32_768


def prepare(
    arguments: list[str], report: Callable[[int, int], None]
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler for a device."""
    del report
    (device,) = arguments

    @lru_cache(maxsize=1)
    def ear(folder: str, revision: str) -> Ear:
        del revision  # another one is another model
        return load(Path(folder), device)

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        model = ear(request["model"], request["revision"])
        return {"times": _times(model, Path(request["take"]), request["text"])}

    return handle


def _times(ear: Ear, take: Path, text: str) -> list[tuple[int, int, int, int]]:
    spelling = spell(text, ear.vocabulary, ear.delimiter)
    if not spelling.tokens:
        if spelling.letters:
            raise RuntimeError(f"it knows no letter of {text[:40]!r}: is it one for this language?")
        return []
    sound = read_wav(take.read_bytes())
    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float32) / np.float32(_SCALE)
    heard = ear.hear(soxr.resample(samples, sound.rate, ear.rate))
    try:
        spans = token_spans(heard.scores, spelling.tokens, ear.blank)
    except ValueError as error:
        raise RuntimeError(f"the take is too short for its text: {error}") from None
    begins, ends = heard.borders(sound.rate / ear.rate, sound.samples)
    return [
        (begins[spans[w.first][0]], ends[spans[w.end - 1][1] - 1], w.offset, w.length)
        for w in spelling.words
    ]
