"""What was read and built, as the parts of a state. See `state` for what a state is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mdvid.builder.preview import Preview, PreviewSlide
from mdvid.config.model import Config
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.media.captions import captions
from mdvid.media.timeline import load_timeline, timeline_json
from mdvid.pipeline.ids import spoken_id
from mdvid.theme.geometry import viewport
from mdvid.watch.state import State

FEW = 3
"""Slides that one change touches at most if it is an edit of a slide, and not of all of them."""

_KEY = 20
"""Hexadecimal digits that tell slides apart."""


def deck_part(preview: Preview, config: Config) -> dict[str, Any]:
    """Return what there is to say of the deck as a whole."""
    deck, window = preview.deck, viewport(config.size)
    return {
        "path": deck.path,
        "title": deck.title,
        "lang": deck.lang,
        "size": [config.size.width, config.size.height],
        "fps": str(config.fps),
        "viewport": [window.width, window.height],
    }


def slide_part(shown: PreviewSlide) -> dict[str, Any]:
    """Return a slide; nothing in it says what became of its build."""
    slide = shown.slide
    speech = [
        {"text": u.text, "voice": str(u.voice), "words": [word.text for word in u.words]}
        for u in shown.speech
    ]
    content = json.dumps([shown.finished, speech], ensure_ascii=False)
    return {
        "key": hashlib.sha256(content.encode()).hexdigest()[:_KEY],
        "id": slide.id,
        "number": slide.number,
        "line": slide.span.line,
        "title": slide.title,
        "html": shown.html,
        "steps": len(slide.steps),
        "speech": speech,
    }


def edited(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the number of the slide that was edited; None if it was none, or all of them."""
    old = {slide["key"] for slide in before}
    fresh = [slide["number"] for slide in after if slide["key"] not in old]
    if fresh:
        return fresh[0] if before and len(fresh) <= FEW else None
    pairs = zip(before, after, strict=False)
    moved = (new["number"] for was, new in pairs if was["key"] != new["key"])
    return next(moved, None)


def diagnostic_parts(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return what an author is to know, each thing once."""
    return [
        _diagnostic(found)
        for found in dict.fromkeys(diagnostics)
        if found.severity is not Severity.INFO
    ]


def timeline_part(text: str, sounds: Mapping[str, str]) -> dict[str, Any]:
    """Return the public timeline of what the step of that name made, with captions and `sounds`.

    The URLs of these are given by the ids of the steps that made them; see `spoken_id`.
    """
    built = load_timeline(text)
    timeline: dict[str, Any] = json.loads(timeline_json(built))
    timeline["captions"] = [
        {"start": one.start / 1000, "end": one.end / 1000, "lines": one.lines}
        for one in captions(built)
    ]
    for slide in timeline["slides"]:
        for number, utterance in enumerate(slide["speech"], 1):
            utterance["sound"] = sounds.get(spoken_id(slide["number"], number))
    return timeline


def urls_of(state: State) -> frozenset[str]:
    """Return the URLs of the sounds and of the video that a state names."""
    slides = state["timeline"]["slides"] if state["timeline"] else ()
    sounds = (utterance["sound"] for slide in slides for utterance in slide["speech"])
    video = state["video"]["url"] if state["video"] else None
    return frozenset(url for url in (*sounds, video) if url)


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    span = found.span
    return {
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
        "excerpt": span.excerpt if span else None,
        "slide": found.slide,
    }
