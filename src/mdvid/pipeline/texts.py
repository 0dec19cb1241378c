"""What follows from the timeline as text: captions, chapters, the transcript, its public form."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from mdvid.media import chapters, transcript
from mdvid.media.ass import to_ass
from mdvid.media.caption_files import to_srt, to_vtt
from mdvid.media.captions import captions
from mdvid.media.timeline import load_timeline, timeline_json
from mdvid.pipeline.actions import TextFormat, WriteText


def write_text(action: WriteText, timeline_path: Path, out: Path) -> None:
    """Write the text that `action` asks for, of the timeline at a path."""
    timeline = load_timeline(timeline_path.read_text("utf-8"))
    if action.narration:
        timeline = timeline.spoken_in(timeline.narrations[action.narration - 1])
    match action.format:
        case TextFormat.VTT:
            text = to_vtt(captions(timeline), words=action.words)
        case TextFormat.SRT:
            text = to_srt(captions(timeline))
        case TextFormat.ASS:
            shown = captions(timeline)
            text = to_ass(shown, title=timeline.title, size=timeline.size, look=action.look)
        case TextFormat.CHAPTERS:
            text = chapters.to_text(chapters.chapters(timeline))
        case TextFormat.TXT:
            text = transcript.to_text(timeline, action.pictures)
        case TextFormat.JSON:
            text = timeline_json(timeline, burnt=action.burnt)
        case _:
            assert_never(action.format)
    out.write_text(text, "utf-8")
