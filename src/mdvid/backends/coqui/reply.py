"""What a worker answers, checked: a take is only as long as its file says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mdvid.backends.coqui.times import WordTime
from mdvid.errors import ProviderFailed
from mdvid.media.wav import read_wav

_KEYS = {"start", "end", "offset", "length"}


def checked_words(reply: Mapping[str, object], out: Path, characters: int) -> tuple[WordTime, ...]:
    """Return the times of the words in the take `out`, whose text has so many characters.

    Raises:
        ProviderFailed: there is no such take, or the times are not within it.
    """
    try:
        samples = read_wav(out.read_bytes()).samples
    except (OSError, ValueError) as error:
        raise ProviderFailed(f"coqui: the worker wrote no sound: {error}") from error
    words = reply.get("words")
    if not samples or reply.get("samples") != samples or not isinstance(words, list):
        raise ProviderFailed("coqui: the worker's answer does not fit the sound that it wrote")
    times = []
    reached = (0, 0)
    for word in words:
        if not _is_whole(word):
            raise ProviderFailed("coqui: the worker sent word times that are none")
        time = WordTime(**word)
        place = (time.start, time.offset)
        fits = time.start <= time.end <= samples and time.offset + time.length <= characters
        if not fits or place[0] < reached[0] or place[1] < reached[1]:
            raise ProviderFailed("coqui: the worker sent word times outside of the take")
        times.append(time)
        reached = place
    return tuple(times)


def _is_whole(word: object) -> bool:
    return (
        isinstance(word, dict)
        and word.keys() == _KEYS
        and all(isinstance(value, int) and value >= 0 for value in word.values())
    )
