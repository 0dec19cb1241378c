"""Pacing: how long things are held, and the silence between sentences. All in milliseconds."""

from __future__ import annotations

import re
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
PER_CHARACTER = 150
"""Of a script that is written without spaces: 400 characters of Chinese a minute."""
PER_PICTURE = 1_500

_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana and Han, by their blocks in Unicode."""


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
    unspaced = len(re.findall(_UNSPACED, slide.text))
    words = sum(map(_is_word, re.sub(_UNSPACED, " ", slide.text).split()))
    text = PER_WORD * words + PER_CHARACTER * unspaced
    time = ORIENTATION + text + PER_PICTURE * len(slide.pictures)
    return max(SHORTEST, min(LONGEST, time))


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def shortest(slide: Slide, paced: PacedSpeech) -> int:
    """Return how long a slide is shown at least for a further narration of it.

    What nobody says in that language takes no time: the first narration decides how long a slide
    is read.
    """
    return slide.hold or (SHORTEST // 2 if paced.utterances else paced.tail)


def hold(slide: Slide, paced: PacedSpeech, default: int | None) -> int:
    """Return how long the slide is shown at least.

    `default` is the deck's `hold:`; None means the reading time for silent slides.
    """
    if slide.hold is not None:
        return slide.hold
    if paced.utterances:
        return SHORTEST // 2
    return max(paced.tail, reading_time(slide) if default is None else default)
