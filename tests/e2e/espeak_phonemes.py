"""Ask espeak-ng, in a process of its own, which phonemes it speaks: in the IPA, as it has them.

espeak_phonemes.py VOICE < texts.json > phonemes.json
"""

from __future__ import annotations

import ctypes
import json
import os
import sys

import espeakng_loader

SYNCHRONOUS, MILLISECONDS, DONT_EXIT = 2, 500, 0x8000
CHARACTERS, UTF8, PHONEMES = 1, 1, 0x100
IPA = 3


def main(voice: str) -> None:
    """Print the phonemes of each text, in the order of the texts."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = os.fsencode(espeakng_loader.get_data_path())
    if library.espeak_Initialize(SYNCHRONOUS, MILLISECONDS, data, DONT_EXIT) <= 0:
        raise SystemExit("espeak-ng does not find its data")
    if library.espeak_SetVoiceByName(voice.encode()):
        raise SystemExit(f"espeak-ng has no voice {voice}")
    spoken: list[str] = []
    silent = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p)

    def hear(clause: bytes) -> int:
        spoken.append(clause.decode())
        return 0

    callbacks = silent(lambda *_: 0), heard(hear)
    library.espeak_SetSynthCallback(callbacks[0])
    library.espeak_SetPhonemeCallback(callbacks[1])
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    library.espeak_SetPhonemeTrace.argtypes = (ctypes.c_int, ctypes.c_void_p)
    library.espeak_SetPhonemeTrace(IPA, libc.fopen(os.devnull.encode(), b"w"))
    numbers, pointers = [ctypes.c_uint] * 4, [ctypes.c_void_p] * 2
    library.espeak_Synth.argtypes = (ctypes.c_char_p, ctypes.c_size_t, *numbers, *pointers)

    def phonemes(text: str) -> str:
        spoken.clear()
        written = text.encode()
        flags = UTF8 | PHONEMES
        library.espeak_Synth(written, len(written) + 1, 0, CHARACTERS, 0, flags, None, None)
        return " ".join(spoken)

    json.dump([phonemes(text) for text in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
