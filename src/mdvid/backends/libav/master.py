"""Mastering: a take as the voice made it becomes a take that can be joined to any other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mdvid.backends.libav.clip_check import check_length, check_level
from mdvid.backends.libav.filters import Sound, filtered, high_pass, high_shelf, peak
from mdvid.backends.libav.level import at_level
from mdvid.errors import ProviderFailed
from mdvid.media.clock import divided
from mdvid.media.model import SAMPLE_RATE
from mdvid.media.wav import Wav, read_wav, write_wav
from mdvid.media.words import WordEvent
from mdvid.providers.requests import MasteringRequest

EQUALISER = (high_pass(70), peak(220, 0.9, 1.5), peak(3200, 1.0, -2.5), high_shelf(7500, -2))
"""Formant synthesis is thin at the bottom and harsh where the ear is keenest."""

_SCALE = 32_768
_QUIET = 10 ** (-50 / 20)
"""Below this part of its peak, the beginning and the end of a take are silence."""
_MARGIN = 0.03
"""Seconds of silence that are kept at both ends."""
_WINDOW = 0.005
_FADE = SAMPLE_RATE * 5 // 1000


@dataclass(frozen=True, slots=True)
class _Cut:
    """The part of a take that is kept."""

    start: int
    end: int


def master(request: MasteringRequest, take: Path, out: Path) -> None:
    """Write the mastered take to `out`, and its word times beside it.

    Raises:
        ProviderFailed: the take is damaged, silent, clipped, or too short or long for its text.
    """
    raw, rate, events = _read(take)
    cut = _speech(raw, rate) if request.recorded else _checked(request.text, raw, rate)
    sound = raw[cut.start : cut.end]
    if request.equaliser:
        sound = filtered(sound, rate, EQUALISER)
    mastered = _faded(at_level(sound, rate, request.loudness, request.true_peak))
    pcm = np.clip(np.rint(mastered * _SCALE), -_SCALE, _SCALE - 1).astype("<i2").tobytes()
    result = Wav(rate=SAMPLE_RATE, pcm=pcm)
    out.write_bytes(write_wav(result))
    moved = (_moved(event, cut, rate, result.samples) for event in events)
    write_events(moved, out)


def check_take(text: str, take: Path) -> None:
    """Refuse a take that could not be mastered.

    Raises:
        ProviderFailed: it is damaged, silent, clipped, or too short or long for `text`.
    """
    raw, rate, _ = _read(take)
    _checked(text, raw, rate)


def read_events(sound: Path) -> tuple[WordEvent, ...]:
    """Return the word times beside a take.

    Raises:
        ValueError: they are damaged.
    """
    try:
        return tuple(
            WordEvent(**item) for item in json.loads(sound.with_suffix(".json").read_text("utf-8"))
        )
    except TypeError as error:
        raise ValueError(f"the word times are damaged: {error}") from error


def write_events(events: Iterable[WordEvent], sound: Path) -> None:
    """Write word times beside a take."""
    items = [
        {"start": e.start, "end": e.end, "offset": e.offset, "length": e.length} for e in events
    ]
    sound.with_suffix(".json").write_text(json.dumps(items), "utf-8")


def _read(take: Path) -> tuple[Sound, int, tuple[WordEvent, ...]]:
    """Return a take within -1 and 1, how many samples it has a second, and its word times."""
    try:
        source = read_wav(take.read_bytes())
        events = read_events(take)
    except ValueError as error:
        raise ProviderFailed(f"the take cannot be read: {error}") from error
    if source.rate < 1 or not source.samples:
        raise ProviderFailed("the take is empty: 0 samples, expected speech")
    raw = np.frombuffer(source.pcm, "<i2").astype(np.float32) / np.float32(_SCALE)
    return raw, source.rate, events


def _checked(text: str, raw: Sound, rate: int) -> _Cut:
    """Return where the speech is in a take that passes for `text`."""
    check_level(raw, rate)
    cut = _speech(raw, rate)
    check_length(text, (cut.end - cut.start) / rate)
    return cut


def _speech(sound: Sound, rate: int) -> _Cut:
    """Return where speech is, with a margin."""
    window = max(1, round(_WINDOW * rate))
    count = -(-len(sound) // window)
    padded = np.zeros(count * window, np.float32)
    padded[: len(sound)] = np.abs(sound)
    levels = padded.reshape(count, window).max(axis=1)
    heard = np.flatnonzero(levels > levels.max() * _QUIET)
    margin = round(_MARGIN * rate)
    return _Cut(
        max(0, int(heard[0]) * window - margin),
        min(len(sound), (int(heard[-1]) + 1) * window + margin),
    )


def _faded(sound: Sound) -> Sound:
    """Return `sound` without a step at either end (raised cosine)."""
    length = min(_FADE, len(sound) // 2)
    if length:
        ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
        sound = sound.copy()
        sound[:length] *= ramp
        sound[-length:] *= ramp[::-1]
    return sound


def _moved(event: WordEvent, cut: _Cut, rate: int, samples: int) -> WordEvent:
    def at(sample: int) -> int:
        return min(max(divided((sample - cut.start) * SAMPLE_RATE, rate), 0), samples)

    return WordEvent(
        start=at(event.start), end=at(event.end), offset=event.offset, length=event.length
    )
