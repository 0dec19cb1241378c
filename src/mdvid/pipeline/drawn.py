"""Pictures made from words, from the first sketch to a clip: what is asked for, by which steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mdvid.deck.model import Picture, Prompt, Slide
from mdvid.engine.digest import Digest, digest
from mdvid.engine.plan import Step
from mdvid.media.model import Size
from mdvid.pipeline.actions import Animate, Enlarge, Illustrate, Interpolate, PipelineAction
from mdvid.pipeline.ids import clip_id, enlarged_id, illustration_id, smooth_id
from mdvid.pipeline.illustrations import illustration_request, place
from mdvid.pipeline.inputs import PlanInputs
from mdvid.providers.requests import (
    AnimationRequest,
    EnlargementRequest,
    IllustrationRequest,
    InterpolationRequest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One picture that is made from words."""

    name: str
    """As the deck knows it."""
    request: IllustrationRequest
    enlargement: EnlargementRequest | None
    animation: AnimationRequest | None
    motion: str
    """`loop`, `hold`, or empty if it stays still."""
    still: str
    """Id of the step whose result is shown."""
    clip: str
    """Id of the step whose result moves, at the video's frame rate; empty if it stays still."""

    @property
    def size(self) -> Size:
        """Of what is shown."""
        return self.enlargement.size if self.enlargement else self.request.size

    @property
    def content(self) -> Digest:
        """What it shows."""
        return digest((self.request, self.enlargement) if self.enlargement else self.request)


def drawn_pictures(slide: Slide, inputs: PlanInputs) -> tuple[Drawn, ...]:
    """Return the pictures of `slide` that are made from words, in order."""
    wanted = ((picture, picture.prompt) for picture in slide.pictures)
    return tuple(
        _drawn(slide, number, picture, prompt, inputs)
        for number, (picture, prompt) in enumerate(((p, q) for p, q in wanted if q), 1)
    )


def motion_of(slide: Slide, inputs: PlanInputs) -> str:
    """Return how a slide moves: as the first of its pictures that do; empty if none does."""
    return next((motion for _, motion in moving_pictures(slide, inputs)), "")


def moving_pictures(slide: Slide, inputs: PlanInputs) -> Iterator[tuple[Picture, str]]:
    """Yield the pictures of a slide that move, and how."""
    for picture in slide.pictures:
        if picture.prompt and (motion := _motion(picture.prompt, inputs)):
            yield picture, motion


def drawing_steps(
    slide: Slide, drawn: tuple[Drawn, ...], inputs: PlanInputs
) -> Iterator[Step[PipelineAction]]:
    """Yield what makes pictures and clips of what the deck describes."""
    tools, settings = inputs.tools, inputs.config.illustration
    for number, picture in enumerate(drawn, 1):
        made = _step(
            slide,
            illustration_id(slide, number),
            Illustrate(picture.request),
            inputs.models.tool(tools.illustrator, inputs.model),
        )
        yield made
        if tools.enlarger and picture.enlargement:
            tool = inputs.models.tool(tools.enlarger, settings.upscaler)
            made = _step(slide, picture.still, Enlarge(picture.enlargement), tool, made.id)
            yield made
        if tools.animator and picture.animation:
            tool = inputs.models.tool(tools.animator, settings.animator)
            clip = clip_id(slide, number)
            yield _step(slide, clip, Animate(picture.animation), tool, made.id)
            smooth = Interpolate(InterpolationRequest(fps=inputs.config.fps))
            yield _step(slide, picture.clip, smooth, tools.encoder.fingerprint, clip)


def _step(
    slide: Slide, id_: str, action: PipelineAction, tool: str, *needs: str
) -> Step[PipelineAction]:
    return Step(id=id_, action=action, tool=tool, needs=needs, label=f"slide {slide.number}")


def _drawn(
    slide: Slide, number: int, picture: Picture, prompt: Prompt, inputs: PlanInputs
) -> Drawn:
    settings, tools = inputs.config.illustration, inputs.tools
    larger = bool(tools.enlarger) and settings.upscale > 1
    request = illustration_request(
        picture,
        prompt,
        size=inputs.config.size,
        model=inputs.model,
        style=settings.style,
        negative=settings.negative,
        seed=settings.seed,
        rerolls=inputs.rerolls,
        palette=inputs.theme.palette if tools.illustrator.uses_palette else (),
        smaller=settings.upscale if larger else 1,
    )
    room = place(picture, prompt, inputs.config.size)
    motion = _motion(prompt, inputs)
    return Drawn(
        name=picture.name,
        request=request,
        enlargement=_enlargement(request, room, inputs) if larger else None,
        animation=_animation(request, room, inputs) if motion else None,
        motion=motion,
        still=enlarged_id(slide, number) if larger else illustration_id(slide, number),
        clip=smooth_id(slide, number) if motion else "",
    )


def _motion(prompt: Prompt, inputs: PlanInputs) -> str:
    if inputs.tools.animator is None:
        return ""
    return inputs.config.illustration.motion if prompt.motion is None else prompt.motion


def _enlargement(
    request: IllustrationRequest, size: Size, inputs: PlanInputs
) -> EnlargementRequest:
    assert inputs.tools.enlarger
    return EnlargementRequest(
        size=size,
        model=inputs.models.info(inputs.tools.enlarger, inputs.config.illustration.upscaler).name,
        prompt=request.prompt,
        seed=request.seed,
    )


def _animation(request: IllustrationRequest, size: Size, inputs: PlanInputs) -> AnimationRequest:
    assert inputs.tools.animator
    return AnimationRequest(
        model=inputs.models.info(inputs.tools.animator, inputs.config.illustration.animator).name,
        prompt=request.prompt,
        size=size,
        seed=request.seed,
        negative=request.negative,
    )
