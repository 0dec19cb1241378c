"""Is the file that was just written what was meant? By its index, so that it costs little."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Stream

from mdvid.backends.libav.tracks import Track
from mdvid.errors import ProviderFailed
from mdvid.media.model import Chapter, Timeline

BLANK = 2
"""Bytes of a caption sample that shows nothing."""

_TOLERANCE = Fraction(1, 1000)


def check(
    path: Path,
    timeline: Timeline,
    tracks: Sequence[tuple[str, Track]],
    chapters: Sequence[Chapter],
) -> None:
    """Open the file and compare its packets with those that were put in, track by track.

    `tracks` are kinds and tracks, in order.

    Raises:
        ProviderFailed: something differs; the message says what.
    """
    with av.open(f"file:{path}", metadata_errors="replace") as container:
        streams = [stream for stream in container.streams if stream.type != "data"]
        found, wanted = [str(s.type) for s in streams], [kind for kind, _ in tracks]
        if found != wanted:
            raise ProviderFailed(
                f"the file has the tracks {', '.join(found)}, expected {', '.join(wanted)}"
            )
        for stream, (kind, track) in zip(streams, tracks, strict=True):
            _check_packets(kind, stream, track)
            if kind != "subtitle":
                _check_duration(kind, stream, timeline)
        _check_chapters(container, chapters)


def _check_packets(kind: str, stream: Stream, track: Track) -> None:
    if stream.time_base != track.time_base:
        raise ProviderFailed(
            f"the {kind} track counts in {stream.time_base} s, expected {track.time_base}"
        )
    written = track.written
    found = [(entry.timestamp, entry.size) for entry in stream.index_entries]
    if kind == "subtitle":
        found = [(time, size) for time, size in found if size != BLANK]
    if found == written:
        return
    place = next(
        (i for i, (a, b) in enumerate(zip(found, written, strict=False)) if a != b),
        min(len(found), len(written)),
    )
    raise ProviderFailed(
        f"the {kind} track has {len(found)} packets, expected {len(written)}; "
        f"number {place} is the first that differs"
    )


def _check_duration(kind: str, stream: Stream, timeline: Timeline) -> None:
    wanted = timeline.frames / timeline.fps.fraction
    duration = (stream.duration or 0) * (stream.time_base or Fraction(1))
    if abs(duration - wanted) > _TOLERANCE:
        raise ProviderFailed(
            f"the {kind} track lasts {float(duration):.3f} s, expected {float(wanted):.3f} s"
        )


def _check_chapters(container: InputContainer, chapters: Sequence[Chapter]) -> None:
    found = container.chapters()
    starts = [
        round(chapter["start"] * (chapter["time_base"] or Fraction(1)) * 1000) for chapter in found
    ]
    if starts != [chapter.start for chapter in chapters]:
        raise ProviderFailed(f"the file has {len(found)} chapters, expected {len(chapters)}")
