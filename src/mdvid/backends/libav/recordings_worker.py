"""The worker that decodes recordings, for `serve.py`.

A request is `{"recording": path, "format": name, "text": text, "longest": seconds, "out": path}`;
the reply is empty, or says what is wrong with the recording: `{"problem": ..., "hint": ...}`.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame

from mdvid.backends.libav.filters import Sound
from mdvid.backends.libav.spreading import spread
from mdvid.media.model import SAMPLE_RATE
from mdvid.media.wav import Wav, write_wav

MEMORY_LIMIT = 4 * 2**30
"""Bytes of address space: several times what the longest recording takes."""

_SILENT = 10 ** (-55 / 20)
"""Peak of a recording in which nothing is heard."""
_PEAK = 0.9
_SCALE = 32_768
_DAMAGED = "export it again, as WAV or FLAC if it is only damaged a little"


class Unusable(Exception):  # noqa: N818  # reads as what it is
    """Why a recording cannot be used."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.hint = hint


def prepare(
    arguments: list[str], report: Callable[[int, int], None]
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler."""
    del arguments, report
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    return _handle


def _handle(request: dict[str, Any]) -> dict[str, Any]:
    try:
        sound = _decoded(request["recording"], request["format"], request["longest"])
    except Unusable as error:
        return {"problem": str(error), "hint": error.hint}
    except av.FFmpegError as error:
        reason = (error.strerror or str(error)).lower()
        return {"problem": f"cannot be decoded: {reason}", "hint": _DAMAGED}
    out = Path(request["out"])
    # As loud as 16 bits can hold: what is quiet is made louder later, its rounding too.
    sound *= np.float32(_PEAK * _SCALE / np.abs(sound).max())
    pcm = np.rint(sound).astype("<i2").tobytes()
    out.write_bytes(write_wav(Wav(rate=SAMPLE_RATE, pcm=pcm)))
    out.with_suffix(".json").write_text(json.dumps(spread(sound, SAMPLE_RATE, request["text"])))
    return {}


def _decoded(recording: str, container: str, longest: int) -> Sound:
    blocks: list[Sound] = []
    samples = 0
    # What the file begins with says what it is, and nothing else is tried: a playlist, or a video
    # that keeps its sound in another file, leads nowhere.
    options = {"protocol_whitelist": "file", "enable_drefs": "0"}
    with av.open(f"file:{recording}", format=container, options=options) as source:
        if not source.streams.audio:
            raise Unusable("has no sound, only pictures", "name a file in which something is heard")
        for frame in _resampled(source):
            blocks.append(frame.to_ndarray()[0])
            samples += len(blocks[-1])
            if samples > longest * SAMPLE_RATE:
                raise Unusable(
                    f"is longer than {longest // 60} minutes",
                    "cut it: a recording for each slide, or for each paragraph",
                )
    sound = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    if not np.isfinite(sound).all():
        raise Unusable("is damaged: it has samples that are no numbers", _DAMAGED)
    peak = np.abs(sound).max(initial=0)
    if peak < _SILENT:
        level = f"{20 * np.log10(peak):.0f} dBFS" if peak else "no signal at all"
        hint = "was the microphone on?"
        raise Unusable(f"is silent: {level}, expected a peak above -55 dBFS", hint)
    return sound


def _resampled(source: av.container.InputContainer) -> Iterator[AudioFrame]:
    """Yield the first sound of a file in mono, at 48 kHz, and whole even if its end is cut off."""
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    for frame in source.decode(source.streams.audio[0]):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)
