"""Pacing: how long things are held, and the silence between sentences. All in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mdvid.deck.model import Slide
from mdvid.speech.model import Pause, SpeechItem, Utterance

LEAD = 400
"""Silence before a slide's first word: the eye gets the slide before the ear."""
GAP = 320
"""Silence between two sentences."""
TAIL = 700
"""Silence after a slide's last word."""
SHORTEST, LONGEST = 2_500, 12_000
"""Bounds of the reading time."""
ORIENTATION = 1_200
"""Time to find one's way on a new slide before reading it."""
PER_WORD = 260
"""230 words a minute: an adult reading silently, unhurried."""
PER_CHARACTER = 45
"""For scripts that are written without spaces."""
LONG_WORD = 20
"""Characters; a longer run without spaces is taken for several words of such a script."""
PER_PICTURE = 1_500


@dataclass(frozen=True, slots=True)
class PacedSpeech:
    """The utterances of a slide with the silence around each."""

    utterances: tuple[tuple[int, Utterance], ...]
    """(gap before it, utterance)"""
    lead: int
    tail: int


def pace(items: Sequence[SpeechItem]) -> PacedSpeech:
    """Return where the silences are; a written pause takes the place of the usual gap."""
    utterances: list[tuple[int, Utterance]] = []
    lead, pause = LEAD, 0
    for item in items:
        match item:
            case Pause(milliseconds=milliseconds):
                pause += milliseconds
            case Utterance() if not utterances:
                lead, pause = max(LEAD, pause), 0
                utterances.append((0, item))
            case Utterance():
                utterances.append((pause or GAP, item))
                pause = 0
    if not utterances:
        return PacedSpeech((), 0, pause)
    return PacedSpeech(tuple(utterances), lead, max(TAIL, pause))


def reading_time(slide: Slide) -> int:
    """Return how long somebody needs to read the slide, within `SHORTEST` and `LONGEST`."""
    words = sum(_word_time(word) for word in slide.text.split())
    time = ORIENTATION + words + PER_PICTURE * len(slide.pictures)
    return max(SHORTEST, min(LONGEST, time))


def _word_time(word: str) -> int:
    dense = not word.isascii() and len(word) >= LONG_WORD
    return PER_CHARACTER * len(word) if dense else PER_WORD


def hold(slide: Slide, paced: PacedSpeech, default: int | None) -> int:
    """Return how long the slide is shown at least.

    `default` is the deck's `hold:`; None means the reading time for silent slides.
    """
    if slide.hold is not None:
        return slide.hold
    if paced.utterances:
        return SHORTEST // 2
    return max(paced.tail, reading_time(slide) if default is None else default)
