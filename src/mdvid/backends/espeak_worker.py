"""espeak-ng behind ctypes, for `serve.py`: one utterance to a WAV file and its raw events.

espeak-ng keeps state from one utterance to the next and seeds its noise from the clock, so that
the same text does not give the same samples twice. Here every utterance is spoken by a fresh fork
of a process that has loaded the library and never spoken: same request, same bytes, and a text
that crashes the library takes only its fork along.

The interface is `speak_lib.h` of espeak-ng 1.52.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any

AUDIO_OUTPUT_SYNCHRONOUS = 2
BUFFER_MILLISECONDS = 500
INITIALIZE_DONT_EXIT = 0x8000
POS_CHARACTER = 1
CHARS_UTF8 = 1
PHONEMES = 0x100
"""What is in double brackets is phonemes."""
EVENT_LIST_TERMINATED = 0
EVENT_WORD = 1
EVENT_END = 5
PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4, "word_gap": 7}
"""espeak_PARAMETER"""

SILENCE = 100
"""Samples below this count as silence (-50 dBFS)."""

PR_SET_PDEATHSIG = 1
MEMORY_LIMIT = 2**30
"""Bytes of address space of one utterance."""


class _Identifier(ctypes.Union):
    _fields_ = [  # type: ignore[mutable-override]  # ctypes wants a plain list
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    ]


class _Event(ctypes.Structure):
    """espeak_EVENT: `text_position` counts characters from 1, `sample` from the beginning."""

    _fields_ = [  # type: ignore[mutable-override]  # ctypes wants a plain list
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identifier),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def prepare(
    arguments: list[str], report: Callable[[int, int], None]
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Load the library and its data, named by the two arguments, and return the handler."""
    del report  # nobody waits long enough to ask how far it is
    library_path, data_path = arguments
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    library = ctypes.CDLL(library_path)
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    library.espeak_ng_SetRandSeed.argtypes = (ctypes.c_long,)
    rate = library.espeak_Initialize(
        AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MILLISECONDS, os.fsencode(data_path), INITIALIZE_DONT_EXIT
    )
    if rate <= 0:
        raise RuntimeError(f"espeak-ng cannot read its data in {data_path}")

    ended: list[int] = []

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        return _in_a_fork(lambda: _speak(library, rate, request), ended)

    return handle


def _in_a_fork(work: Callable[[], dict[str, Any]], ended: list[int]) -> dict[str, Any]:
    """Return what `work` returns in a copy of this process; raise what went wrong there.

    `ended` keeps the copies that have answered, to be waited for when the next one is made.
    """
    while ended:
        os.waitpid(ended.pop(), 0)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer_and_exit(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    if not answer:
        _, status = os.waitpid(child, 0)
        signalled = os.WIFSIGNALED(status)
        cause = signal.Signals(os.WTERMSIG(status)).name if signalled else "no answer"
        raise RuntimeError(f"espeak-ng crashed on this text ({cause})")
    ended.append(child)
    reply: dict[str, Any] = json.loads(answer)
    if "errno" in reply:
        raise OSError(reply["errno"], reply["error"])
    if "error" in reply:
        raise RuntimeError(reply["error"])
    return reply


def _answer_and_exit(work: Callable[[], dict[str, Any]], pipe: int) -> None:
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        answer = work()
    except MemoryError:
        answer = {"error": "espeak-ng ran out of memory on this text"}
    except OSError as error:
        answer = {"error": error.strerror or str(error), "errno": error.errno}
    except Exception as error:  # noqa: BLE001  # the parent says it
        answer = {"error": str(error) or type(error).__name__}
    try:
        with os.fdopen(pipe, "wb") as file:
            file.write(json.dumps(answer).encode())
    finally:
        # Whatever happens: a fork that lived on would answer requests beside its parent.
        os._exit(0)


def _speak(library: Any, rate: int, request: dict[str, Any]) -> dict[str, Any]:
    """Write `request["out"]`; return its length, and the events as (type, offset, sample)."""
    sound = bytearray()
    events: list[tuple[int, int, int]] = []
    most = request["longest"] * rate * 2

    def receive(samples: Any, count: int, event: Any) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        index = 0
        while (one := event[index]).type != EVENT_LIST_TERMINATED:
            if one.type in (EVENT_WORD, EVENT_END):
                events.append((one.type, one.text_position - 1, one.sample))
            index += 1
        return int(len(sound) > most)

    callback = _Callback(receive)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(request["voice"].encode()) != 0:
        raise RuntimeError(f"espeak-ng cannot load its voice {request['voice']}")
    for name, value in request["parameters"].items():
        library.espeak_SetParameter(PARAMETERS[name], value, 0)
    library.espeak_ng_SetRandSeed(request["seed"])
    text = request["text"].encode(errors="replace")
    flags = CHARS_UTF8 | (PHONEMES if request.get("phonemes") else 0)
    status = library.espeak_Synth(text, len(text) + 1, 0, POS_CHARACTER, 0, flags, None, None)
    if status != 0:
        raise RuntimeError(f"espeak-ng refused this text (status {status})")
    if len(sound) > most:
        raise RuntimeError(f"speaking this text takes more than {request['longest']} s")
    _write_wav(request["out"], sound, rate)
    return {
        "samples": len(sound) // 2,
        "words": [(offset, sample) for kind, offset, sample in events if kind == EVENT_WORD],
        "ends": _ends_of_sound([s for kind, _, s in events if kind == EVENT_END], sound),
    }


def _ends_of_sound(ends: list[int], sound: bytearray) -> list[tuple[int, int]]:
    """Return for the end of every clause (its sample, the sample where it falls silent)."""
    samples = memoryview(sound).cast("h")
    result = []
    # The last event comes a little before the last sound.
    for end in [*ends[:-1], len(samples)]:
        last = min(end, len(samples))
        while last and -SILENCE < samples[last - 1] < SILENCE:
            last -= 1
        result.append((end, last))
    return result


def _write_wav(path: str, sound: bytearray, rate: int) -> None:
    """Write 16-bit PCM mono as RIFF WAVE."""
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + len(sound),
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        rate,
        rate * 2,
        2,
        16,
        b"data",
        len(sound),
    )
    # Unbuffered: memory that a fork touches is its greatest cost.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123  # pathlib is slow to import
        for part in (header, sound):
            if file.write(part) != len(part):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
