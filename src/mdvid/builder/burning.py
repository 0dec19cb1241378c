"""Captions that are drawn on the pictures, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterator

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import DeckError
from mdvid.pipeline.drawn import moving_pictures
from mdvid.pipeline.inputs import PlanInputs


def refuse_burning(inputs: PlanInputs) -> None:
    """Refuse slides on which no captions can be drawn: those that move.

    Raises:
        DeckError: there are such slides; says all of them.
    """
    problems = tuple(_problems(inputs)) if inputs.pictures else ()
    if problems:
        raise DeckError(problems)


def _problems(inputs: PlanInputs) -> Iterator[Diagnostic]:
    for slide in inputs.deck.slides:
        if not inputs.burns_on(slide.number):
            continue
        for picture, _ in moving_pictures(slide, inputs):
            yield Diagnostic(
                severity=Severity.ERROR,
                message="captions cannot be drawn on a slide with a picture that moves",
                span=picture.span,
                hint="let it stand still (`motion=false`), or choose `captions: soft`",
                slide=slide.number,
            )
