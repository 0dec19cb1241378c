"""A voice of Coqui in a process of its own, for `serve.py`: loaded once, then asked and asked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mdvid.backends.coqui.loading import LoadedVoice, VoiceError, load
from mdvid.backends.coqui.speaking import Wanted, speak
from mdvid.media.wav import Wav, write_wav


def prepare(
    arguments: list[str], _: Callable[[int, int], None]
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler for the voice in a folder, its vocoder's folder if any, and a device.

    The fourth argument is the folder for everything temporary; whoever started this process deletes
    it. The voice is loaded when it is first asked, so that what is wrong with it is an answer too.
    """
    folder, vocoder, device, scratch = arguments
    # A process before this one may have been killed while it wrote there.
    shutil.rmtree(scratch, ignore_errors=True)
    Path(scratch).mkdir()
    tempfile.tempdir = scratch
    loaded: list[LoadedVoice] = []
    failed: list[str] = []

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        if failed:
            raise VoiceError(failed[0])
        if not loaded:
            try:
                loaded.append(load(Path(folder), Path(vocoder) if vocoder else None, device))
            except VoiceError as error:
                failed.append(str(error))
                raise
        return _narrate(loaded[0], request)

    return handle


def _narrate(voice: LoadedVoice, request: dict[str, Any]) -> dict[str, Any]:
    """Write the file `out` and return its length, its rate, and the times of its words."""
    import numpy as np

    out = Path(request.pop("out"))
    try:
        sound, times = speak(voice, Wanted(**request))
    except VoiceError:
        raise
    except Exception as error:  # whatever the model's code raises, in pages of shapes and sizes
        first = next(iter(str(error).splitlines()), "")
        raise VoiceError(f"the model failed: {type(error).__name__}: {first}") from error
    pcm = np.rint(sound * 32767).astype("<i2").tobytes()
    out.write_bytes(write_wav(Wav(rate=voice.rate, pcm=pcm)))
    return {
        "samples": len(sound),
        "rate": voice.rate,
        "words": [asdict(time) for time in times],
    }
