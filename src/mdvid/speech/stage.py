"""Stage directions: what in the notes is meant for the voice and not for the ear.

    (pause: 0.5)  (pause 500ms)  [pause: 2s]  [PAUSE:1000]  <break time="500ms"/>
    [click]  [click:3]  (voice: espeak:en-gb)  (rate: 1.1)  <bookmark mark="x"/>
    (audio: take.wav)  and, of the speakers that a deck has, `Alice:` where a line begins

A direction is replaced by one private character, its mark, so that it keeps its place while the
Markdown around it is parsed. A backslash before the bracket makes it plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from heapq import merge

from mdvid.speech.directions import (
    NAMES,
    Direction,
    Reading,
    read_direction,
    read_tag,
    read_unclosed,
)
from mdvid.speech.speakers import find_speakers

FIRST_MARK = 0xF0000
"""Unicode plane 15 is private: no deck has a meaning there."""

MOST_DIRECTIONS = 60_000
"""In one passage; the marks of more would not fit the plane. Those beyond are dropped."""

LAST_MARK = FIRST_MARK + MOST_DIRECTIONS - 1

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_CODE = re.compile(
    r"^[ ]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^[ ]*(?P=fence)[`~]*[ ]*$|.*)"
    r"|(?<!`)(?P<ticks>`{1,9})(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_NAME = r"[A-Za-z][A-Za-z-]{1,20}"
_DIRECTION = re.compile(
    rf"(?<!\\)(?:\((?P<round>{_NAME})(?:\s*:\s*|[ ]+(?=[\d.])|(?=\)))(?P<rvalue>[^()\n]{{0,120}})\)"
    rf"|\[(?P<square>{_NAME})(?:\s*[:=]\s*|[ ]+(?=[\d.]|for[ ])|(?=\]))"
    r"(?P<svalue>[^\[\]\n]{0,120})\](?!\[|\((?!\w+[ ]*:[ ]*[^/\s]|\w+[ ]*\)))"
    rf"|(?P<open>\((?:{'|'.join(NAMES)})[ ]*:[^()\[\]\n]*+(?!\))"
    rf"|\[(?:{'|'.join(NAMES)})[ ]*:[^()\[\]\n]*+(?!\]))"
    r"|<(?P<tag>break|bookmark)\b(?P<attributes>[^<>\n]{0,200})>(?:\s*</(?P=tag)>)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A direction that was not understood, or not followed to the letter."""

    reading: Reading
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A text with its directions taken out."""

    text: str
    """With a mark where each direction was; its lines are the lines of the source."""
    directions: tuple[Direction, ...]
    """Mark `chr(FIRST_MARK + n)` stands for the n-th of these."""
    problems: tuple[Problem, ...]
    """Offsets are into the text that was given."""


def stage(text: str, speakers: Collection[str] = ()) -> Staged:
    """Return `text` with its stage directions, names of `speakers` included, replaced by marks."""
    text = _PRIVATE.sub(" ", text)
    code = _code_spans(text)
    parts: list[str] = []
    directions: list[Direction] = []
    problems: list[Problem] = []
    position = 0
    found = merge(_find_directions(text), find_speakers(text, speakers), key=lambda one: one[0])
    for (start, end), reading in found:
        if start < position or _is_inside(start, code):
            continue
        parts.append(text[position : end if reading.kept else start])
        position = end
        if reading.severity is not None:
            problems.append(Problem(reading=reading, offset=start, length=end - start))
        if reading.direction is not None and len(directions) < MOST_DIRECTIONS:
            parts.append(_padded(chr(FIRST_MARK + len(directions)), text, start, end))
            directions.append(replace(reading.direction, offset=start, length=end - start))
        # A line break inside a direction must not change the count of lines.
        parts.append("\n" * text.count("\n", start, end))
    parts.append(text[position:])
    return Staged(text="".join(parts), directions=tuple(directions), problems=tuple(problems))


def _find_directions(text: str) -> Iterator[tuple[tuple[int, int], Reading]]:
    for match in _DIRECTION.finditer(text):
        reading = _read(match)
        if reading is not None:
            yield match.span(), reading


def _read(match: re.Match[str]) -> Reading | None:
    if match["open"]:
        return read_unclosed(match["open"], match.string[match.end() : match.end() + 1])
    if match["tag"]:
        return read_tag(match["tag"], match["attributes"])
    if match["round"]:
        if match["round"].lower() == "click" and not match["rvalue"]:
            return None
        return read_direction(match["round"], match["rvalue"], match[0])
    return read_direction(match["square"], match["svalue"], match[0])


def _code_spans(text: str) -> list[tuple[int, int]]:
    if "`" not in text and "~~~" not in text:
        return []
    return [match.span() for match in _CODE.finditer(text)]


def _is_inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (offset, offset)) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def _padded(mark: str, text: str, start: int, end: int) -> str:
    """Return the mark with spaces where it would spoil `_emphasis_` beside it."""
    before = text[max(0, start - 1) : start] == "_"
    after = text.startswith("_", end)
    if before and after:
        return mark
    return " " * before + mark + " " * after
