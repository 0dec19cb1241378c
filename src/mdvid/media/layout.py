"""The narration of one slide: where each take stands, and how it is kept as JSON.

A slide's sound is a run of whole AAC frames that begins and ends in at least one silent frame, so
that runs encoded apart can be joined in silence. Times count from the beginning of the slide.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mdvid.media.clock import samples_of
from mdvid.media.model import AAC_FRAME, SlideSound, TimedUtterance, TimedWord

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One mastered take and what is in it; times count from its beginning."""

    utterance: TimedUtterance
    gap: int = 0
    """Milliseconds of silence before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the takes of a slide stand."""

    positions: tuple[int, ...]
    """First sample of each take."""
    sound: SlideSound


def lay_out(takes: Sequence[Take], *, lead: int, tail: int, hold: int) -> Layout:
    """Return where the takes stand; `lead`, `tail` and `hold` are milliseconds.

    The slide lasts from its leading silence to the end of its closing silence, at least `hold`,
    and at least as long as its run of AAC frames.
    """
    if not takes:
        return Layout(positions=(), sound=SlideSound(aac_frames=0, samples=samples_of(hold)))
    positions: list[int] = []
    placed: list[TimedUtterance] = []
    at = samples_of(lead)
    for take in takes:
        # Only before the first take may the silence be too short for an AAC frame.
        at = max(at + samples_of(take.gap), AAC_FRAME)
        positions.append(at)
        placed.append(shifted(take.utterance, at))
        at = placed[-1].end
    frames = -(-(at + AAC_FRAME) // AAC_FRAME)
    sound = SlideSound(
        aac_frames=frames,
        samples=max(at + samples_of(tail), samples_of(hold), frames * AAC_FRAME),
        utterances=tuple(placed),
    )
    return Layout(positions=tuple(positions), sound=sound)


def longest(sounds: Sequence[SlideSound]) -> SlideSound:
    """Return the first of several narrations of a slide, held as long as the longest of them."""
    return replace(sounds[0], samples=max(sound.samples for sound in sounds))


def shifted(utterance: TimedUtterance, samples: int) -> TimedUtterance:
    """Return `utterance`, heard so many samples later."""
    return replace(
        utterance,
        start=utterance.start + samples,
        end=utterance.end + samples,
        words=tuple(
            TimedWord(text=word.text, start=word.start + samples, end=word.end + samples)
            for word in utterance.words
        ),
        cues=tuple((step, sample + samples) for step, sample in utterance.cues),
    )


def dump_slide_sound(sound: SlideSound) -> str:
    """Return `sound` as JSON, exactly."""
    return json.dumps(
        {
            "version": _VERSION,
            "aac_frames": sound.aac_frames,
            "samples": sound.samples,
            "utterances": [dump_utterance(utterance) for utterance in sound.utterances],
        },
        ensure_ascii=False,
    )


def load_slide_sound(text: str) -> SlideSound:
    """Read what `dump_slide_sound` wrote.

    Raises:
        ValueError: it is not that.
    """
    try:
        value = json.loads(text)
        if value["version"] != _VERSION:
            raise ValueError(f"version {value['version']} of a slide's sound is unknown")
        return SlideSound(
            aac_frames=int(value["aac_frames"]),
            samples=int(value["samples"]),
            utterances=tuple(load_utterance(item) for item in value["utterances"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the layout of a slide's sound: {error!r}") from error


def dump_utterance(utterance: TimedUtterance) -> dict[str, Any]:
    """Return `utterance` as what JSON has; times stay samples."""
    return {
        "text": utterance.text,
        "spoken": utterance.spoken,
        "voice": utterance.voice,
        "start": utterance.start,
        "end": utterance.end,
        "words": [[word.text, word.start, word.end] for word in utterance.words],
        "cues": [list(cue) for cue in utterance.cues],
    }


def load_utterance(value: dict[str, Any]) -> TimedUtterance:
    """Read what `dump_utterance` returned; raises `KeyError` or `TypeError` on anything else."""
    return TimedUtterance(
        text=value["text"],
        spoken=value["spoken"],
        voice=value["voice"],
        start=int(value["start"]),
        end=int(value["end"]),
        words=tuple(TimedWord(text=text, start=a, end=b) for text, a, b in value["words"]),
        cues=tuple((step, sample) for step, sample in value["cues"]),
    )
