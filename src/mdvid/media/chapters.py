"""Chapters: the places a player lists."""

from __future__ import annotations

from collections.abc import Iterable

from mdvid.media.clock import milliseconds_at
from mdvid.media.model import Chapter, Timeline


def chapters(timeline: Timeline) -> tuple[Chapter, ...]:
    """Return one chapter per titled slide; together they cover the video from its beginning.

    A slide without a title, or one that goes on under the same heading, belongs to the chapter
    before it. What comes before the first titled slide is called after the video. Without any
    titled slide there are no chapters.
    """
    marks = [
        (milliseconds_at(slide.start_frame, timeline.fps), slide.title)
        for slide in timeline.slides
        if slide.title and not slide.continued
    ]
    if not marks:
        return ()
    if marks[0][0] > 0:
        title = timeline.title or marks[0][1]
        # A video without a title of its own is called as its first titled slide is.
        marks[: title == marks[0][1]] = [(0, title)]
    ends = [start for start, _ in marks[1:]]
    ends.append(milliseconds_at(timeline.frames, timeline.fps))
    return tuple(
        Chapter(title=title, start=start, end=end)
        for (start, title), end in zip(marks, ends, strict=True)
    )


def to_text(items: Iterable[Chapter]) -> str:
    """Return chapters in the form that video sites read from a description: `0:00 Title`."""
    return "".join(f"{_clock(item.start // 1000)} {item.title}\n" for item in items)


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
