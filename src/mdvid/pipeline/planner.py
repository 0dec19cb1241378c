"""Deck, theme and settings to `Plan`. Pure: runs nothing, reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdvid.deck.model import Slide
from mdvid.deck.source import printable
from mdvid.engine.plan import Plan, Step
from mdvid.media.model import NarrationEntry
from mdvid.media.timeline import SlideEntry
from mdvid.pipeline.actions import (
    JoinVideo,
    MakeTimeline,
    PipelineAction,
    TextFormat,
    WriteText,
)
from mdvid.pipeline.drawn import motion_of
from mdvid.pipeline.ids import sound_id, text_id
from mdvid.pipeline.inputs import FurtherNarration, PlanInputs
from mdvid.pipeline.models import Models
from mdvid.pipeline.narration import narration_steps
from mdvid.pipeline.pictures import coded_ids, picture_steps
from mdvid.providers.requests import MuxRequest
from mdvid.theme.look import caption_look
from mdvid.theme.template import document_html

BY_LANGUAGE = frozenset({"vtt", "srt", "ass", "txt"})
"""Texts that there are for each narration; the others hold all of them."""

PURE = "mdvid"
"""Tool of the steps that only compute; completed by the fingerprint of the code."""


def make_plan(inputs: PlanInputs) -> Plan[PipelineAction]:
    """Return every step of the build, in the order of the video."""
    return Plan(tuple(_steps(replace(inputs, models=Models()))))


def _steps(inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    deck = inputs.deck
    document = document_html(
        inputs.theme,
        size=inputs.config.size,
        lang=deck.lang,
        style=deck.style,
        burnt=inputs.burns,
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
            lang=config.lang,
            size=config.size,
            fps=config.fps,
            slides=tuple(_entry(slide, inputs) for slide in deck.slides),
            further=tuple(_narration(other) for other in inputs.further),
        ),
        tool=_pure(inputs),
        needs=(*(sound_id(slide) for slide in deck.slides), *_further_sounds(inputs)),
    )


def _narration(other: FurtherNarration) -> NarrationEntry:
    return NarrationEntry(
        lang=other.config.lang,
        tag=other.tag,
        title=other.deck.title,
        titles=tuple(slide.title for slide in other.deck.slides),
    )


def _further_sounds(inputs: PlanInputs) -> Iterator[str]:
    """Yield the ids of the sounds of all slides, for each further narration."""
    for other in inputs.further:
        yield from (sound_id(slide, other.tag) for slide in inputs.deck.slides)


def _texts(inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    wanted = "ass" in inputs.config.format
    look = caption_look(inputs.theme.css, inputs.deck.style) if wanted else None
    narrations = (("", inputs.deck), *((other.tag, other.deck) for other in inputs.further))
    for number, (tag, deck) in enumerate(narrations):
        pictures = tuple(tuple(p.alt for p in s.pictures if p.alt) for s in deck.slides)
        for kind in TextFormat:
            if tag and kind.value not in BY_LANGUAGE:
                continue
            action = WriteText(
                format=kind,
                narration=number,
                pictures=pictures if kind is TextFormat.TXT else (),
                burnt=inputs.burns and kind is TextFormat.JSON,
                words=inputs.config.caption_words and kind is TextFormat.VTT,
                look=look if kind is TextFormat.ASS else None,
            )
            id_ = text_id(kind.value, tag)
            yield Step(id=id_, action=action, tool=_pure(inputs), needs=("timeline",), label=tag)


def _video(inputs: PlanInputs) -> Step[PipelineAction]:
    deck, config = inputs.deck, inputs.config
    needs = ["timeline"]
    for slide in deck.slides:
        needs += coded_ids(slide, inputs)
        needs.append(sound_id(slide))
    needs += _further_sounds(inputs)
    request = MuxRequest(
        size=config.size,
        fps=config.fps,
        title=deck.title,
        lang=config.lang,
        captions=config.captions == "soft",
        burnt=inputs.burns,
        encoded_holds=config.holds == "encoded",
        further=tuple(other.config.lang for other in inputs.further),
    )
    return Step(
        id="mp4",
        action=JoinVideo(
            request=request, steps=tuple(len(coded_ids(s, inputs)) for s in deck.slides)
        ),
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
