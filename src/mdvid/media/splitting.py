"""Splitting speech into captions and lines: the cheapest way through all places to break.

Every way to cut the narration of a slide has a cost, a sum over its captions; the cheapest is
found from left to right by dynamic programming, as D. E. Knuth and M. F. Plass do it for the lines
of a paragraph ("Breaking Paragraphs into Lines", 1981). The numbers follow what the BBC's Subtitle
Guidelines and EBU-TT practice ask for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from mdvid.media.clock import SAMPLES_A_MILLISECOND, samples_of
from mdvid.media.model import SAMPLE_RATE
from mdvid.media.pieces import LINE, Piece
from mdvid.media.sense import NEVER, SENTENCE_END, break_costs

SHORTEST = samples_of(833)
"""Five sixths of a second: less cannot be read."""
LONGEST = samples_of(7000)
LINGER = samples_of(390)
"""A caption may stay so long after its speech, if nothing follows."""
FASTEST = 20
"""Columns a second that can be read."""

_PAUSE = samples_of(400)
"""Words with a longer pause between them should not share a caption."""
_LONG_PAUSE = samples_of(1200)

_EACH = 100
_SENTENCE = 120
"""For each sentence more in a caption."""
_TWO_SENTENCES = 70
"""If there is any: together more than a caption more costs, less than one too short to read."""
_TWO_SPEAKERS = 300
"""If somebody else says the next sentence."""
_FLASH = 420
"""For a caption that is not seen at all; less if it is seen for a part of `SHORTEST`."""
_TOO_FAST = 7
"""For each column a second that is too fast."""
_ORPHAN = 160
"""For a caption of a word or two which are no sentence."""
_FEW = 12
"""Columns that are."""
_TOO_LONG = 100_000
_SECOND_LINE = 12
_EVEN = 6
"""Columns by which lines may differ and be as long as each other."""
_LONE_WORD = 60
"""On a line of its own."""


def split(run: Sequence[Piece], lang: str, gap: int) -> list[tuple[tuple[Piece, ...], ...]]:
    """Return `run`, cut into captions of one line or two.

    Optimal over all cuts: few captions, broken at sense, none too short, too long or too fast to
    read if that can be. `gap` is how many samples are left between two that follow on each other.
    """
    costs = _Costs.of(run, lang, gap)
    best, froms = [0], [0]
    for stop in range(1, len(run) + 1):
        cost, start = costs.cheapest(best, stop)
        best.append(cost)
        froms.append(start)
    cuts = [len(run)]
    while cuts[-1]:
        cuts.append(froms[cuts[-1]])
    cuts.reverse()
    return [costs.lines(start, stop) for start, stop in pairwise(cuts)]


@dataclass(frozen=True, slots=True)
class _Costs:
    """What every caption that can be cut out of a run costs. Sums of all before make it quick."""

    run: Sequence[Piece]
    breaks: list[int]
    begins: list[int]
    """The column at which each piece begins, if all were one line."""
    stops: list[int]
    """The column at which what is before each piece ends."""
    joints: list[int]
    """Up to each piece: what it costs to go on in the same caption."""
    gap: int

    @classmethod
    def of(cls, run: Sequence[Piece], lang: str, gap: int) -> _Costs:
        stops = [0, *accumulate(piece.width + piece.spaced for piece in run)]
        begins = [stop + piece.spaced for stop, piece in zip(stops, run, strict=False)]
        joints = (_joint(before, after) for before, after in pairwise(run))
        breaks = break_costs(run, lang)
        return cls(run, breaks, begins, stops, [0, *accumulate(joints, initial=0)], gap)

    def cheapest(self, best: Sequence[int], stop: int) -> tuple[int, int]:
        """Return the best caption that ends before piece `stop`: cost of all so far, first piece.

        What is dearer already without its lines is not broken into any.
        """
        first = bisect_left(self.begins, self.stops[stop] - 2 * LINE - 1)
        found: tuple[int, int] | None = None
        for start in range(min(first, stop - 1), stop):
            cost = best[start] + self._caption(start, stop)
            if found and cost >= found[0]:
                continue
            line = self._line_break(start, stop)
            if line and (found is None or cost + line[0] < found[0]):
                found = cost + line[0], start
        assert found is not None, "a single piece is no wider than a line"
        return found

    def lines(self, start: int, stop: int) -> tuple[tuple[Piece, ...], ...]:
        """Return the one or two lines of a caption."""
        found = self._line_break(start, stop)
        place = found[1] if found else 0
        if not place:
            return (tuple(self.run[start:stop]),)
        return tuple(self.run[start:place]), tuple(self.run[place:stop])

    def _line_break(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return a cost, and before which piece the second line begins: 0 for one line.

        Lines should be about as long as each other, or else the second one longer: so less of the
        picture is covered, and the eye goes a shorter way. None if there is no room.
        """
        left, right = self.begins[start], self.stops[stop]
        if right - left <= LINE:
            return 0, 0
        best: tuple[int, int, int] | None = None
        for place in range(bisect_left(self.begins, right - LINE, start + 1, stop), stop):
            first, second = self.stops[place] - left, right - self.begins[place]
            if first > LINE:
                break
            alone = min(first, second) < _FEW and (place == start + 1) + (place == stop - 1)
            cost = _SECOND_LINE + 2 * self.breaks[place] // 3 + _LONE_WORD * alone
            cost += _uneven(first - second)
            found = cost, abs(first - second), -place
            best = found if best is None or found < best else best
        return (best[0], -best[2]) if best else None

    def _caption(self, start: int, stop: int) -> int:
        """Return what it costs to show these pieces in one caption, apart from its lines."""
        run, last = self.run, self.run[stop - 1]
        first = run[start].start
        end = last.end + LINGER
        joined = self.joints[stop] - self.joints[start + 1]
        cost = _EACH + joined
        if stop < len(run):
            cost += self.breaks[stop]
            end = min(end, run[stop].start - self.gap)
        columns = self.stops[stop] - self.begins[start]
        if joined:
            # Whole sentences on one line may stand together, less so the rest of one with another.
            cost += _TWO_SENTENCES * (1 + (columns > LINE) + (not self._opens(start)))
        shown = max(min(end - first, LONGEST), SAMPLES_A_MILLISECOND)
        if shown < SHORTEST:
            cost += _FLASH * (SHORTEST - shown) // SHORTEST
        speed = columns * SAMPLE_RATE // shown
        if speed > FASTEST:
            cost += min(_TOO_FAST * (speed - FASTEST), _FLASH)
        if last.end - first > LONGEST and stop - start > 1:
            cost += _TOO_LONG
        if columns < _FEW and not (self._opens(start) and self._closes(stop)):
            cost += _ORPHAN
        # Captions of one sentence should be about equally full.
        return cost + (2 * LINE - min(columns, 2 * LINE)) ** 2 // 110

    def _opens(self, start: int) -> bool:
        return start == 0 or self.breaks[start] == 0

    def _closes(self, stop: int) -> bool:
        last = self.run[stop - 1]
        return last.closes or last.text[-1] in SENTENCE_END


def _uneven(longer: int) -> int:
    """Return what it costs that the first line is so many columns `longer`."""
    if longer > _EVEN:
        return 3 * (longer - _EVEN)
    return 3 * max(-longer - _EVEN, 0) // 2


def _joint(before: Piece, after: Piece) -> int:
    """Return what it costs that two pieces which follow on each other share a caption."""
    pause = after.start - before.end
    if pause > _LONG_PAUSE:
        return _TOO_LONG
    cost = _SENTENCE if before.closes else 0
    if before.voice != after.voice and before.text[-1] in SENTENCE_END:
        cost += _TWO_SPEAKERS
    if pause > _PAUSE:
        cost += NEVER * (pause - _PAUSE) // (_LONG_PAUSE - _PAUSE) // 10
    return cost
