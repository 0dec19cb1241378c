"""When espeak-ng itself says that words begin: a script that owes nothing to our own narrator.

Its arguments are a voice and a text; it prints [character, milliseconds] of every word event.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any

import espeakng_loader

RETRIEVAL, POS_CHARACTER, UTF8, WORD = 1, 1, 1, 1
PACE, GAP = (1, 160), (7, 1)
"""espeak_PARAMETERs and their values: words a minute, and the pause after each of them."""


class Event(ctypes.Structure):
    """espeak_EVENT of `speak_lib.h`, 1.52."""

    _fields_ = [  # type: ignore[mutable-override]  # ctypes wants a plain list
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


def events(voice: str, text: str) -> list[tuple[int, int]]:
    """Return (character, milliseconds) of every word event."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = os.fsencode(espeakng_loader.get_data_path())
    assert library.espeak_Initialize(RETRIEVAL, 500, data, 0) > 0
    assert library.espeak_SetVoiceByName(voice.encode()) == 0
    for parameter, value in (PACE, GAP):
        library.espeak_SetParameter(parameter, value, 0)
    found: list[tuple[int, int]] = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(Event))
    def receive(_samples: Any, _count: int, event: Any) -> int:
        index = 0
        while event[index].type:
            if event[index].type == WORD:
                found.append((event[index].text_position - 1, event[index].audio_position))
            index += 1
        return 0

    library.espeak_SetSynthCallback(receive)
    spoken = text.encode()
    size = ctypes.c_size_t(len(spoken) + 1)
    assert library.espeak_Synth(spoken, size, 0, POS_CHARACTER, 0, UTF8, None, None) == 0
    library.espeak_Synchronize()
    return found


if __name__ == "__main__":
    print(json.dumps(events(sys.argv[1], sys.argv[2])))  # noqa: T201  # what the test reads
