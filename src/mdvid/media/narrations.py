"""What is said to the slides of a video in further languages, and how it is kept as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from mdvid.media.clock import samples_at
from mdvid.media.layout import dump_utterance, load_utterance, shifted
from mdvid.media.model import FrameRate, NarrationEntry, SlideSound, TimedNarration, TimedSlide


def timed_narration(
    entry: NarrationEntry,
    sounds: Sequence[SlideSound],
    slides: Sequence[TimedSlide],
    fps: FrameRate,
) -> TimedNarration:
    """Return what is heard when, where the slides are shown as in `slides`."""
    starts = (samples_at(slide.start_frame, fps) for slide in slides)
    return TimedNarration(
        entry=entry,
        utterances=tuple(
            tuple(shifted(utterance, start) for utterance in sound.utterances)
            for sound, start in zip(sounds, starts, strict=True)
        ),
    )


def dump_narration(narration: TimedNarration) -> dict[str, Any]:
    """Return a narration as what JSON has; times stay samples."""
    slides = [[dump_utterance(one) for one in slide] for slide in narration.utterances]
    return {**asdict(narration.entry), "utterances": slides}


def load_narration(value: dict[str, Any]) -> TimedNarration:
    """Read what `dump_narration` returned; raises `KeyError` or `TypeError` on anything else."""
    entry = NarrationEntry(
        lang=value["lang"], tag=value["tag"], title=value["title"], titles=tuple(value["titles"])
    )
    slides = (tuple(load_utterance(item) for item in slide) for slide in value["utterances"])
    return TimedNarration(entry=entry, utterances=tuple(slides))
