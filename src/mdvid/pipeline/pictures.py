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
from mdvid.engine.digest import Digest, digest
from mdvid.engine.plan import Step
from mdvid.pipeline.actions import (
    ConvertPicture,
    EncodeSegment,
    EncodeStill,
    Illustrate,
    PipelineAction,
    RenderPicture,
)
from mdvid.pipeline.ids import illustration_id, jpeg_id, picture_id, sound_id, still_id
from mdvid.pipeline.illustrations import illustration_request
from mdvid.pipeline.inputs import PlanInputs
from mdvid.providers.requests import (
    Asset,
    IllustrationRequest,
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
    illustrator = tools.illustrator
    prompts = {
        picture.name: _illustration(picture, inputs) for picture in slide.pictures if picture.prompt
    }
    drawn = []
    for number, request in enumerate(prompts.values(), 1):
        drawn.append(illustration_id(slide, number))
        yield Step(
            id=drawn[-1],
            action=Illustrate(request),
            tool=f"{illustrator.fingerprint} {illustrator.model(inputs.model).revision}",
            label=label,
        )
    for step in slide.steps:
        picture = picture_id(slide, step)
        yield Step(
            id=picture,
            action=RenderPicture(_rendering(slide, step, prompts, document, inputs)),
            tool=tools.renderer.fingerprint,
            needs=tuple(drawn),
            label=label,
        )
        yield Step(
            id=jpeg_id(slide, step),
            action=ConvertPicture(),
            tool=tools.converter.fingerprint,
            needs=(picture,),
            label=label,
        )
        yield _coded(slide, step, inputs)


def shown_as(picture: Picture) -> str:
    """Return what the URL of `picture` ends with: it reminds of the file's name."""
    name = "gen" if picture.prompt else picture.source.rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", name[-40:]) or "_"


def _url(picture: Picture, content: Digest) -> str:
    return f"picture/{content[:_MARK]}-{shown_as(picture)}"


def _illustration(picture: Picture, inputs: PlanInputs) -> IllustrationRequest:
    assert picture.prompt
    config = inputs.config
    return illustration_request(
        picture,
        picture.prompt,
        size=config.size,
        model=inputs.model,
        style=config.illustration.style,
        negative=config.illustration.negative,
        seed=config.illustration.seed,
        rerolls=inputs.rerolls,
        palette=inputs.theme.palette if inputs.tools.illustrator.uses_palette else (),
    )


def _rendering(
    slide: Slide,
    step: SlideStep,
    prompts: dict[str, IllustrationRequest],
    document: str,
    inputs: PlanInputs,
) -> PictureRequest:
    own = {p.name: inputs.assets[p.name] for p in slide.pictures if p.name in inputs.assets}
    urls = {
        p.name: _url(p, own[p.name].digest if p.name in own else digest(prompts[p.name]))
        for p in slide.pictures
        if p.name in own or p.name in prompts
    }
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
        illustrations=tuple(urls[name] for name in prompts),
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
