"""Slide to pictures: the steps that draw, render and encode one slide.

A slide's HTML must not say where in the deck the slide stands, or moving it would render it
anew. So its pictures are known by what they show, which also means that a browser which keeps
what it has loaded under a URL never shows another slide's picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdvid.deck.model import Picture, Slide
from mdvid.deck.model import Step as SlideStep
from mdvid.engine.digest import Digest
from mdvid.engine.plan import Step
from mdvid.pipeline.actions import (
    BurnCaptions,
    ConvertPicture,
    EncodeMotion,
    EncodeSegment,
    EncodeStill,
    PipelineAction,
    RenderPicture,
)
from mdvid.pipeline.drawn import Drawn, drawing_steps, drawn_pictures, motion_of
from mdvid.pipeline.ids import burnt_id, jpeg_id, motion_id, picture_id, sound_id, still_id
from mdvid.pipeline.inputs import PlanInputs
from mdvid.providers.requests import (
    Asset,
    MotionRequest,
    PictureRequest,
    SegmentRequest,
    StillRequest,
)
from mdvid.theme.template import slide_html

_UNSAFE = re.compile(r"[^A-Za-z0-9.]+")
_MARK = 16
"""Hexadecimal digits that tell pictures apart."""


def picture_steps(
    slide: Slide, document: str, inputs: PlanInputs
) -> Iterator[Step[PipelineAction]]:
    """Yield what makes the pictures of `slide` in the deck's `document`."""
    tools, label = inputs.tools, f"slide {slide.number}"
    drawn = drawn_pictures(slide, inputs)
    yield from drawing_steps(slide, drawn, inputs)
    requests = [_rendering(slide, step, drawn, document, inputs) for step in slide.steps]
    for step, request in zip(slide.steps, requests, strict=True):
        picture = picture_id(slide, step)
        yield Step(
            id=picture,
            action=RenderPicture(request),
            tool=tools.renderer.fingerprint,
            needs=tuple(made.still for made in drawn),
            label=label,
        )
        yield Step(
            id=jpeg_id(slide, step),
            action=ConvertPicture(),
            tool=tools.converter.fingerprint,
            needs=(picture,),
            label=label,
        )
        if inputs.burns_on(slide.number):
            continue
        if motion_of(slide, inputs):
            yield _moving(slide, step, request, drawn, inputs)
        else:
            yield _coded(slide, step, inputs)
    if inputs.burns_on(slide.number):
        yield _burnt(slide, tuple(requests), drawn, inputs)


def coded_ids(slide: Slide, inputs: PlanInputs) -> tuple[str, ...]:
    """Return the ids of the steps that make what can be joined to a video."""
    if inputs.burns_on(slide.number):
        return (burnt_id(slide),)
    coded_id = motion_id if motion_of(slide, inputs) else still_id
    return tuple(coded_id(slide, step) for step in slide.steps)


def shown_as(picture: Picture) -> str:
    """Return what the URL of `picture` ends with: it reminds of the file's name."""
    name = "gen" if picture.prompt else picture.source.rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", name[-40:]) or "_"


def _url(picture: Picture, content: Digest) -> str:
    return f"picture/{content[:_MARK]}-{shown_as(picture)}"


def _rendering(
    slide: Slide,
    step: SlideStep,
    drawn: tuple[Drawn, ...],
    document: str,
    inputs: PlanInputs,
) -> PictureRequest:
    own = {p.name: inputs.assets[p.name] for p in slide.pictures if p.name in inputs.assets}
    shown = {name: asset.digest for name, asset in own.items()}
    shown |= {made.name: made.content for made in drawn}
    urls = {p.name: _url(p, shown[p.name]) for p in slide.pictures if p.name in shown}
    files = (
        Asset(name=urls[name], digest=asset.digest, media_type=asset.media_type)
        for name, asset in own.items()
    )
    return PictureRequest(
        document=document,
        slide=slide_html(
            inputs.theme,
            slide,
            inputs.deck,
            size=inputs.config.size,
            step=step.number,
            sources=urls,
        ),
        step=step.number,
        size=inputs.config.size,
        assets=(*dict.fromkeys(files), *inputs.shared_assets),
        illustrations=tuple(urls[made.name] for made in drawn),
        smallest=inputs.theme.smallest,
    )


def _coded(slide: Slide, step: SlideStep, inputs: PlanInputs) -> Step[PipelineAction]:
    """Return the step that makes a picture something that can be held in the video."""
    still = StillRequest(size=inputs.config.size, fps=inputs.config.fps)
    action: PipelineAction = EncodeStill(still)
    needs: tuple[str, ...] = (picture_id(slide, step),)
    if inputs.config.holds == "encoded":
        action = EncodeSegment(
            SegmentRequest(still=still, step=step.number - 1, steps=len(slide.steps))
        )
        needs += (sound_id(slide),)
    return Step(
        id=still_id(slide, step),
        action=action,
        tool=inputs.tools.encoder.fingerprint,
        needs=needs,
        label=f"slide {slide.number}",
    )


def _burnt(
    slide: Slide,
    requests: tuple[PictureRequest, ...],
    drawn: tuple[Drawn, ...],
    inputs: PlanInputs,
) -> Step[PipelineAction]:
    """Return the step that draws captions on the pictures of a slide."""
    config, tools = inputs.config, inputs.tools
    return Step(
        id=burnt_id(slide),
        action=BurnCaptions(
            pictures=requests,
            still=StillRequest(size=config.size, fps=config.fps),
            lang=config.lang,
            encoded_holds=config.holds == "encoded",
        ),
        tool=f"{tools.renderer.fingerprint} {tools.encoder.fingerprint} {inputs.code}",
        needs=(
            *(made.still for made in drawn),
            sound_id(slide),
            *(picture_id(slide, step) for step in slide.steps),
        ),
        label=f"slide {slide.number}",
    )


def _moving(
    slide: Slide,
    step: SlideStep,
    request: PictureRequest,
    drawn: tuple[Drawn, ...],
    inputs: PlanInputs,
) -> Step[PipelineAction]:
    """Return the step that makes a slide with pictures that move."""
    config, tools = inputs.config, inputs.tools
    shown = zip(request.illustrations, drawn, strict=True)
    motion = MotionRequest(
        still=StillRequest(size=config.size, fps=config.fps),
        loop=motion_of(slide, inputs) == "loop",
        encoded_holds=config.holds == "encoded",
    )
    return Step(
        id=motion_id(slide, step),
        action=EncodeMotion(
            picture=request,
            moving=tuple((url, made.size) for url, made in shown if made.clip),
            motion=motion,
        ),
        tool=f"{tools.renderer.fingerprint} {tools.encoder.fingerprint}",
        needs=(*(made.still for made in drawn), *(made.clip for made in drawn if made.clip)),
        label=f"slide {slide.number}",
    )
