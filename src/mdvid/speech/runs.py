"""One block of text, cut where a stage direction changes how it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mdvid.speech.clicks import Click
from mdvid.speech.directions import Direction, DirectionKind
from mdvid.speech.markup import CODE_BEGIN, CODE_END
from mdvid.speech.stage import FIRST_MARK, LAST_MARK

_MARK = f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]"
_SPACES = re.compile(" {2,}")
_CUT = re.compile(rf"(?<!{_MARK})(?<!{_MARK} ) ?((?:{_MARK} ?)++)([.,;:!?…]+)(?= |$)")
_SPECIAL = re.compile(f"({CODE_BEGIN}|{CODE_END}|{_MARK})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that is spoken by one voice without a pause that was asked for."""

    text: str
    """Without marks; words are separated by single spaces."""
    clicks: tuple[Click, ...]
    """The word that begins there or next is the cue."""
    code: tuple[tuple[int, int], ...]
    """Stretches of inline code."""


def split_runs(text: str, directions: Sequence[Direction]) -> Iterator[Run | Direction]:
    """Yield the runs of a block's text and, between them, the directions that cut it."""
    # "Wait (pause: 1)." keeps its full stop.
    text = _CUT.sub(r"\2\1", text)
    builder = _Builder()
    for token in _SPECIAL.split(text):
        if token == CODE_BEGIN:
            builder.begin_code()
        elif token == CODE_END:
            builder.end_code()
        elif len(token) == 1 and FIRST_MARK <= ord(token) <= LAST_MARK:
            direction = directions[ord(token) - FIRST_MARK]
            if direction.kind in {DirectionKind.CLICK, DirectionKind.BOOKMARK}:
                builder.click(direction)
            else:
                yield from builder.take()
                yield direction
        else:
            builder.add(token)
    yield from builder.take()


@dataclass(slots=True)
class _Builder:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    clicks: list[Click] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    opened: int = -1

    def add(self, text: str) -> None:
        # Where a mark was, there may be two spaces now.
        text = _SPACES.sub(" ", text)
        if not self.parts or self.parts[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.parts.append(text)
            self.length += len(text)

    def begin_code(self) -> None:
        self.opened = self.length

    def end_code(self) -> None:
        if self.opened >= 0:
            self.code.append((self.opened, self.length))
        self.opened = -1

    def click(self, direction: Direction) -> None:
        self.clicks.append(Click(self.length, direction))

    def take(self) -> Iterator[Run]:
        """Yield what was gathered, if anything, and start anew."""
        self.end_code()
        if self.parts or self.clicks:
            text = "".join(self.parts).rstrip()
            yield Run(text=text, clicks=tuple(self.clicks), code=tuple(self.code))
        self.parts, self.length, self.clicks, self.code = [], 0, [], []
