"""From the events of a voice to the times of the words as they were written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mdvid.media.model import TimedWord


@dataclass(frozen=True, slots=True, kw_only=True)
class WordEvent:
    """When a stretch of the spoken text is heard, as the voice tells it."""

    start: int
    """Samples from the beginning of the take."""
    end: int
    offset: int
    """First character in the spoken text."""
    length: int


WrittenWord = tuple[str, int, int]
"""(as written, start, end) with character offsets into the spoken text."""


def time_words(
    words: Sequence[WrittenWord], events: Sequence[WordEvent], spoken: str, samples: int
) -> tuple[TimedWord, ...]:
    """Return when each written word is heard in a take of so many samples; ordered, in range.

    A word that covers several events (`3.5` is "three point five") lasts from the first to the
    last of them. Where the voice told nothing, time is shared out by characters between the
    nearest characters whose time is known.
    """
    clock = _Clock(events, len(spoken), samples)
    timed: list[TimedWord] = []
    last = 0
    for text, first, end in words:
        start = max(last, clock.starts(first))
        stop = max(start, clock.ends(end)) if end > first else start
        timed.append(TimedWord(text=text, start=start, end=stop))
        last = start
    return tuple(timed)


class _Clock:
    """Knows when the voice reaches a character: at events exactly, in between by proportion."""

    def __init__(self, events: Sequence[WordEvent], characters: int, samples: int) -> None:
        begins: dict[int, int] = {0: 0}
        stops: dict[int, int] = {0: 0}
        for event in events:
            begin, stop = _within(event, samples)
            after = event.offset + event.length
            # Where one event ends and the next begins, a word starts after the gap and another
            # stops before it.
            for place, sample in ((event.offset, begin), (after, stop)):
                begins[place] = max(sample, begins.get(place, 0))
                stops[place] = min(sample, stops[place]) if place in stops else sample
        end = max(characters, *begins)
        begins.setdefault(end, samples)
        stops.setdefault(end, samples)
        self._begins = sorted(begins.items())
        self._stops = sorted(stops.items())

    def starts(self, character: int) -> int:
        return _at(self._begins, character)

    def ends(self, character: int) -> int:
        return _at(self._stops, character)


def _at(marks: Sequence[tuple[int, int]], character: int) -> int:
    index = bisect_left(marks, (character, -1))
    if index == len(marks):
        return marks[-1][1]
    place, sample = marks[index]
    if place == character or index == 0:
        return sample
    before, since = marks[index - 1]
    return since + (sample - since) * (character - before) // (place - before)


def _within(event: WordEvent, samples: int) -> tuple[int, int]:
    begin = min(max(event.start, 0), samples)
    return begin, min(max(event.end, begin), samples)
