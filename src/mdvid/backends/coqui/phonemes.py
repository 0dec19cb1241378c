"""How much there is to say in a word: its letters or phonemes, for the voice that says it."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from mdvid.backends.coqui.times import is_sounded

_FLAG = re.compile(r"\(.+?\)")
"""espeak-ng says so when it changes to another language: `(en)`."""

_EDGES = re.compile(r"^\W+|\W+$")

ESPEAK = "espeak-ng"

Sounds = Callable[[Sequence[str]], list[str]]
"""Returns the letters or phonemes of each word."""


def sounds_of(model: Any, language: str | None, tag: str) -> Sounds:
    """Return what tells how `model` says words, in one of its languages or in that of `tag`."""
    tokenizer = getattr(model, "tokenizer", None)
    phonemizer = getattr(tokenizer, "phonemizer", None)
    if not hasattr(tokenizer, "text_to_ids"):
        return lambda words: espeak_sounds(words, tag)  # its tokens are no letters
    if phonemizer is None:
        return lambda words: [_cleaned(tokenizer, word, language) for word in words]
    if phonemizer.name() == "espeak":
        return lambda words: espeak_sounds(
            [_cleaned(tokenizer, word, language) for word in words], phonemizer.language
        )
    return lambda words: [
        phonemizer.phonemize(_cleaned(tokenizer, word, language), separator="", language=language)
        for word in words
    ]


def espeak_sounds(words: Sequence[str], tag: str) -> list[str]:
    """Return the phonemes of words; the words themselves where espeak-ng knows no such language."""
    bare = [_EDGES.sub("", word) for word in words]
    for voice in dict.fromkeys((tag.lower(), tag.lower().partition("-")[0])):
        lines = _espeak("\n\n".join(bare), voice)
        if lines is None:
            continue
        if len(lines) == len(bare):
            return lines
        return ["".join(_espeak(word, voice) or [word]) for word in bare]
    return bare


def weight(sounds: str, is_known: Callable[[str], bool]) -> int:
    """Return how many of the letters or phonemes are heard."""
    return sum(is_sounded(symbol) and is_known(symbol) for symbol in sounds)


def _cleaned(tokenizer: Any, word: str, language: str | None) -> str:
    if tokenizer.text_cleaner is None:
        return word
    base = None if language is None else language.partition("-")[0]
    return str(tokenizer.text_cleaner(word, lang=base))


def _espeak(text: str, voice: str) -> list[str] | None:
    """Return the phonemes of each paragraph; None if there is no such voice."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write(text)
        file.flush()
        done = subprocess.run(  # noqa: S603  # the program is ours, see `program.py`
            (ESPEAK, "-q", "-b", "1", "-v", voice, "--ipa=1", "-f", file.name),
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
    if done.returncode != 0:
        return None
    lines = (_FLAG.sub("", line).replace("_", "") for line in done.stdout.splitlines())
    return [line for line in lines if line.strip()]
