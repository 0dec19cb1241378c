"""The transcript: everything that is said and shown, to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mdvid.media.model import TimedSlide, Timeline


def to_text(timeline: Timeline, alts: Sequence[tuple[str, ...]]) -> str:
    """Return the transcript as plain text; `alts` holds the alternative texts of each slide."""
    parts = [_heading(timeline.title, "=")] if timeline.title else []
    for slide, shown in zip(timeline.slides, alts, strict=True):
        parts.append(_slide(slide, shown))
    return "\n\n".join(parts) + "\n"


def _slide(slide: TimedSlide, alts: Iterable[str]) -> str:
    parts = [_heading(slide.title or f"Slide {slide.number}", "-")]
    parts += [f"Picture: {' '.join(alt.split())}" for alt in alts if alt.strip()]
    if slide.utterances:
        parts.append(" ".join(utterance.text for utterance in slide.utterances))
    return "\n\n".join(parts)


def _heading(text: str, line: str) -> str:
    return f"{text}\n{line * min(len(text), 80)}"
