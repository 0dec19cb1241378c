"""16-bit mono PCM in WAV files, as bytes."""

from __future__ import annotations

import io
import struct
import wave
from dataclasses import dataclass

_SIXTEEN_BIT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wav:
    """A short sound."""

    rate: int
    """Samples a second."""
    pcm: bytes
    """Little-endian signed 16-bit samples."""

    @property
    def samples(self) -> int:
        """Its length."""
        return len(self.pcm) // _SIXTEEN_BIT


def read_wav(data: bytes) -> Wav:
    """Read a WAV file.

    Raises:
        ValueError: it is damaged, cut off, or not 16-bit mono PCM.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            kind = (file.getnchannels(), file.getsampwidth())
            promised, rate = file.getnframes(), file.getframerate()
            pcm = file.readframes(promised)
    except (wave.Error, EOFError, struct.error) as error:
        raise ValueError(f"not a WAV file: {error}") from error
    if kind != (1, _SIXTEEN_BIT):
        raise ValueError(f"{kind[0]} channels of {8 * kind[1]} bits instead of 1 of 16")
    if len(pcm) != promised * _SIXTEEN_BIT:
        raise ValueError(
            f"cut off: {promised} samples are promised, {len(pcm) // _SIXTEEN_BIT} are there"
        )
    return Wav(rate=rate, pcm=pcm)


def write_wav(sound: Wav) -> bytes:
    """Return `sound` as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SIXTEEN_BIT)
        file.setframerate(sound.rate)
        file.writeframes(sound.pcm)
    return out.getvalue()
