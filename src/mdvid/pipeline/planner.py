"""Deck, theme and settings to `Plan`. Pure: runs nothing, reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdvid.deck.model import Slide
from mdvid.deck.source import printable
from mdvid.engine.plan import Plan, Step
from mdvid.media.timeline import SlideEntry
from mdvid.pipeline.actions import (
    JoinVideo,
    MakeTimeline,
    PipelineAction,
    TextFormat,
    WriteText,
)
from mdvid.pipeline.drawn import motion_of
from mdvid.pipeline.ids import sound_id
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.models import Models
from mdvid.pipeline.narration import narration_steps
from mdvid.pipeline.pictures import coded_id, picture_steps
from mdvid.providers.requests import MuxRequest
from mdvid.theme.template import document_html

PURE = "mdvid"
"""Tool of the steps that only compute; completed by the fingerprint of the code."""


def make_plan(inputs: PlanInputs) -> Plan[PipelineAction]:
    """Return every step of the build, in the order of the video."""
    return Plan(tuple(_steps(replace(inputs, models=Models()))))


def _steps(inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    deck = inputs.deck
    document = document_html(
        inputs.theme, size=inputs.config.size, lang=deck.lang, style=deck.style
    )
    for slide in deck.slides:
        yield from narration_steps(slide, inputs)
        if inputs.pictures:
            yield from picture_steps(slide, document, inputs)
    yield _timeline(inputs)
    yield from _texts(inputs)
    if inputs.pictures:
        yield _video(inputs)


def _timeline(inputs: PlanInputs) -> Step[PipelineAction]:
    deck, config = inputs.deck, inputs.config
    return Step(
        id="timeline",
        action=MakeTimeline(
            deck=printable(deck.path.rsplit("/", 1)[-1]),
            title=deck.title,
            lang=deck.lang,
            size=config.size,
            fps=config.fps,
            slides=tuple(_entry(slide, inputs) for slide in deck.slides),
        ),
        tool=_pure(inputs),
        needs=tuple(sound_id(slide) for slide in deck.slides),
    )


def _texts(inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    pictures = tuple(tuple(p.alt for p in s.pictures if p.alt) for s in inputs.deck.slides)
    for kind in TextFormat:
        action = WriteText(format=kind, pictures=pictures if kind is TextFormat.TXT else ())
        yield Step(id=kind.value, action=action, tool=_pure(inputs), needs=("timeline",))


def _video(inputs: PlanInputs) -> Step[PipelineAction]:
    deck, config = inputs.deck, inputs.config
    needs = ["timeline"]
    for slide in deck.slides:
        needs += [coded_id(slide, step, inputs) for step in slide.steps]
        needs.append(sound_id(slide))
    request = MuxRequest(
        size=config.size,
        fps=config.fps,
        title=deck.title,
        lang=deck.lang,
        captions=config.captions,
        encoded_holds=config.holds == "encoded",
    )
    return Step(
        id="mp4",
        action=JoinVideo(request=request, steps=tuple(len(s.steps) for s in deck.slides)),
        tool=f"{inputs.tools.encoder.fingerprint} {_pure(inputs)}",
        needs=tuple(needs),
    )


def _pure(inputs: PlanInputs) -> str:
    return f"{PURE} {inputs.code}"


def _entry(slide: Slide, inputs: PlanInputs) -> SlideEntry:
    return SlideEntry(
        number=slide.number,
        id=slide.id,
        title=slide.title,
        line=slide.span.line,
        steps=len(slide.steps),
        continued=slide.continued,
        moving=bool(motion_of(slide, inputs)),
    )
