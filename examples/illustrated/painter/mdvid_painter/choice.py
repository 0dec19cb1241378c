"""Which place and which hour fit a prompt: those of its first words that name one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mdvid_painter import buildings, hours, places
from mdvid_painter.hours import Hour
from mdvid_painter.sheet import Sheet

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Something to paint."""

    paint: Callable[[Sheet, Hour], None]
    layers: int
    """How many papers it lays: what progress is counted in."""


HILLS = Place(places.hills, 7)

PLACES = {
    "lighthouse beacon": Place(buildings.lighthouse, 4),
    "city town skyline street": Place(buildings.city, 5),
    "desert dune sand": Place(places.desert, 7),
    "forest wood pine fir tree": Place(places.forest, 7),
    "sea ocean lake bay boat ship sail": Place(places.sea, 2),
    "hill mountain valley ridge": HILLS,
}
HOURS = {
    "night midnight star dark": hours.NIGHT,
    "dusk twilight": hours.DUSK,
    "afterglow pink": hours.AFTERGLOW,
    "evening sunset golden autumn": hours.EVENING,
    "morning sunrise dawn mist fog spring": hours.MORNING,
    "day noon midday summer": hours.DAY,
}


def choose(text: str) -> tuple[Place, Hour]:
    """Return what to paint: hills, or by day, where no word says more."""
    words = [word.removesuffix("s") for word in re.findall(r"\w+", text.lower())]
    return _first(words, PLACES) or HILLS, _first(words, HOURS) or hours.DAY


def _first(words: list[str], table: Mapping[str, T]) -> T | None:
    by_word = {word: value for names, value in table.items() for word in names.split()}
    return next((by_word[word] for word in words if word in by_word), None)
