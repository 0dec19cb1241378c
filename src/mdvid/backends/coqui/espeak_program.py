"""The program `espeak-ng`, as far as Coqui's phonemizer calls it: text in, phonemes out.

Coqui's code runs a program of that name for its version, its list of voices, and the phonemes of a
text. Few machines have it, and no two the same one; this is the library of the `espeakng-loader`
wheel behind the same options and the same output. Run as `espeak_program.py LIBRARY DATA
OPTION...`; it imports the standard library only, and begins anew for every text: espeak-ng keeps
state from one to the next.

The interface is `speak_lib.h` of espeak-ng 1.52; the formats are those of its command line.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
POS_CHARACTER = 1
CHARS_UTF8 = 1
PHONEMES = 0x100
"""Text in double brackets is phonemes."""
ENDPAUSE = 0x1000
PHONEMES_IPA = 2


class _Voice(ctypes.Structure):
    """espeak_VOICE."""

    _fields_ = [  # type: ignore[mutable-override]  # ctypes wants a plain list
        ("name", ctypes.c_char_p),
        ("languages", ctypes.POINTER(ctypes.c_char)),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    ]


def main(arguments: list[str]) -> int:
    """Do what the options say; return the exit status."""
    library_path, data_path, *options = arguments
    library = ctypes.CDLL(library_path)
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    data = os.fsencode(data_path)
    if library.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, data, INITIALIZE_DONT_EXIT) <= 0:
        return _refuse(f"espeak-ng cannot read its data in {data_path}")
    if "--version" in options:
        version = library.espeak_Info(None).decode()
        return _write(f"eSpeak NG text-to-speech: {version}  Data at: {data_path}\n")
    if "--voices" in options:
        return _write(_voices(library))
    return _phonemes(library, _parse(options))


def _parse(options: list[str]) -> dict[str, str]:
    """Return options with their values: `-v en-us`, `--ipa=1`."""
    parsed: dict[str, str] = {}
    rest = iter(options)
    for option in rest:
        name, _, value = option.partition("=")
        parsed[name] = next(rest, "") if name in {"-v", "-b", "-f"} else value
    return parsed


def _voices(library: Any) -> str:
    """Return one line per voice; the columns are as wide as those of the original."""
    lines = [
        "Pty Language       Age/Gender VoiceName          File                 Other Languages"
    ]
    voices = library.espeak_ListVoices(None)
    index = 0
    while voices[index]:
        voice = voices[index].contents
        index += 1
        (tag, priority), *others = _tags(voice)
        age = f"{voice.age:3}" if voice.age else " --"
        gender = {1: "M", 2: "F"}.get(voice.gender, "-")
        name = voice.name.decode().replace(" ", "_")
        file = voice.identifier.decode()
        more = "".join(f"({tag} {rank})" for tag, rank in others)
        lines.append(
            f"{priority:2}  {tag:<15}{age}/{gender}      {_wide(name, 18)} {file:<20} {more}"
        )
    return "\n".join(lines) + "\n"


def _wide(text: str, width: int) -> str:
    """Fill a column; its width is in bytes."""
    return text + " " * (width - len(text.encode()))


def _tags(voice: _Voice) -> list[tuple[str, int]]:
    """Return the languages of a voice: each a byte of priority and a string; a zero ends them."""
    place = ctypes.addressof(voice.languages.contents)
    tags = []
    while priority := ctypes.string_at(place, 1)[0]:
        tag = ctypes.string_at(place + 1)
        tags.append((tag.decode(), priority))
        place += len(tag) + 2
    return tags


def _choose(library: Any, name: str) -> bool:
    """Choose a voice by its name, else by a language that it is for."""
    if library.espeak_SetVoiceByName(name.encode()) == 0:
        return True
    tag = ctypes.create_string_buffer(name.encode())
    wanted = _Voice(languages=ctypes.cast(tag, ctypes.POINTER(ctypes.c_char)))
    return bool(library.espeak_SetVoiceByProperties(ctypes.byref(wanted)) == 0)


def _phonemes(library: Any, options: dict[str, str]) -> int:
    """Write the phonemes of a file, one line per clause."""
    if not _choose(library, options.get("-v", "en")):
        return _refuse("Error: The specified espeak-ng voice does not exist.")
    with open(options["-f"], "rb") as file:  # noqa: PTH123  # pathlib is slow to import
        text = file.read()
    libc = ctypes.CDLL(None)
    libc.fdopen.restype = ctypes.c_void_p
    libc.fdopen.argtypes = (ctypes.c_int, ctypes.c_char_p)
    libc.fflush.argtypes = (ctypes.c_void_p,)
    library.espeak_SetPhonemeTrace.argtypes = (ctypes.c_int, ctypes.c_void_p)
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
    output = libc.fdopen(1, b"w")
    separator = ord("_") if options.get("--ipa") == "1" else 0
    library.espeak_SetPhonemeTrace(PHONEMES_IPA | separator << 8, output)
    flags = CHARS_UTF8 | PHONEMES | ENDPAUSE
    status: int = library.espeak_Synth(text, len(text) + 1, 0, POS_CHARACTER, 0, flags, None, None)
    libc.fflush(output)
    return status


def _write(text: str) -> int:
    sys.stdout.buffer.write(text.encode())
    return 0


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
