"""Captions as files that players read: WebVTT and SubRip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdvid.media.direction import begins_wrongly, embedded, runs_right_to_left
from mdvid.media.model import Caption


def to_vtt(items: Iterable[Caption], *, words: bool = False) -> str:
    """Return captions as WebVTT; with `words`, a time before each word (clause 4.2.2).

    Players find out the direction of each line from its first letter (clause 7.4); where that
    one is Latin in an Arabic or Hebrew text, a mark before it says otherwise.
    """
    cues = (
        f"\n{_clock(item.start, '.')} --> {_clock(item.end, '.')}\n{_marked(item, words=words)}\n"
        for item in items
    )
    return "WEBVTT\n" + "".join(cues)


def to_srt(items: Iterable[Caption]) -> str:
    """Return captions as SubRip."""
    cues = (
        f"{number}\n{_clock(item.start, ',')} --> {_clock(item.end, ',')}\n"
        + "\n".join(plain_lines(item))
        + "\n"
        for number, item in enumerate(items, start=1)
    )
    return "\n".join(cues)


def plain_lines(item: Caption) -> Iterator[str]:
    """Yield the lines of a caption for players that know no direction."""
    right_to_left = runs_right_to_left("".join(item.lines))
    return (embedded(line, right_to_left=right_to_left) for line in item.lines)


def _marked(item: Caption, *, words: bool) -> str:
    right_to_left = runs_right_to_left("".join(item.lines))
    lines = _timed_lines(item) if words and item.words else map(_escaped, item.lines)
    return "\n".join(
        "&rlm;" * (right_to_left and begins_wrongly(plain)) + line
        for plain, line in zip(item.lines, lines, strict=True)
    )


def _timed_lines(item: Caption) -> Iterator[str]:
    """Yield the lines with a time before each word but the first; times rise, as they must."""
    last = item.start
    for line in item.words:
        written: list[str] = []
        for time, word in line:
            if last < time < item.end:
                space = word[: len(word) - len(word.lstrip())]
                written.append(f"{space}<{_clock(time, '.')}>{_escaped(word.lstrip())}")
                last = time
            else:
                written.append(_escaped(word))
        yield "".join(written)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
