"""Costly results that are not there, as messages about the text that asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from mdvid.builder.blame import NotHad
from mdvid.deck.model import Deck, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.engine.plan import Step
from mdvid.pipeline import ids
from mdvid.pipeline.actions import Animate, Enlarge, Illustrate, PipelineAction
from mdvid.pipeline.costs import kind_of
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pacing import pace
from mdvid.pipeline.pins import Pins

SHOWN = 60
"""Characters of a text or a prompt that a message repeats."""

SPOKEN = {"narration": "the narration of", "alignment": "the word timing of"}
DRAWN = {
    "illustration": "the picture of",
    "enlarged": "the enlarged picture of",
    "clip": "the moving picture of",
}


def not_pinned(
    steps: Collection[Step[PipelineAction]], inputs: PlanInputs, pins: Pins
) -> Iterator[Diagnostic]:
    """Yield for each step, in the order of the deck, that its result is nowhere.

    Only the last one has the hint: it is the same for all.
    """
    hint = f"make it where the models are: mdvid pin {inputs.deck.path}"
    if any(_has_another(pins, step.action) for step in steps):
        hint = f"pins have the same words for another size, or other settings; use those, or {hint}"
    places = sorted((place_of(step, inputs) for step in steps), key=_order)
    for number, (slide, what, span) in enumerate(places, 1):
        yield Diagnostic(
            severity=Severity.ERROR,
            message=f"slide {slide.number}: {what} is not pinned and not in the cache",
            hint=hint if number == len(places) else None,
            span=span,
            slide=slide.number,
        )


def not_made(
    steps: Iterable[tuple[Step[PipelineAction], NotHad]], inputs: PlanInputs
) -> Iterator[Diagnostic]:
    """Yield for each step that its result is not pinned, and why it cannot be made here."""
    for step, error in steps:
        slide, what, span = place_of(step, inputs)
        yield Diagnostic(
            severity=Severity.ERROR,
            message=f"slide {slide.number}: {what} is not pinned, and cannot be made here: {error}",
            hint=error.hint or f"make it where the model is: mdvid pin {inputs.deck.path}",
            span=span,
            slide=slide.number,
        )


def place_of(step: Step[PipelineAction], inputs: PlanInputs) -> tuple[Slide, str, Span]:
    """Return slide and place of what a costly step makes, and what to call it."""
    kind = kind_of(step.action)
    slide = slide_of(step, inputs.deck)
    text, span = text_of(step, kind, inputs)
    return slide, f"{(SPOKEN | DRAWN)[kind]} `{_short(text)}`", span


def slide_of(step: Step[PipelineAction], deck: Deck) -> Slide:
    """Return the slide that a step works for."""
    number = ids.slide_of(step.id)
    return next(slide for slide in deck.slides if slide.number == number)


def text_of(step: Step[PipelineAction], kind: str, inputs: PlanInputs) -> tuple[str, Span]:
    """Return what is said or shown by the result of a step, of that kind, and its place."""
    slide, number = slide_of(step, inputs.deck), ids.number_of(step.id)
    if kind in SPOKEN:
        tag = ids.tag_of(step.id)
        speech = next((o.speech for o in inputs.further if o.tag == tag), inputs.speech)
        paced = pace(speech.get(slide.number, ()))
        utterance = paced.utterances[number - 1][1]
        return utterance.text, utterance.span
    pictures = [picture for picture in slide.pictures if picture.prompt]
    picture = pictures[number - 1]
    assert picture.prompt
    return picture.prompt.text, picture.span


def _has_another(pins: Pins, action: PipelineAction) -> bool:
    """Return whether a picture with the same words, model and seed is pinned."""
    match action:
        case Illustrate(request=wanted) | Enlarge(request=wanted) | Animate(request=wanted):
            words = (kind_of(action), wanted.prompt, wanted.model, wanted.seed)
            pinned = ((p.kind, p.text, p.origin.model, p.origin.seed) for p in pins.pins)
            return words in pinned
        case _:
            return False


def _order(place: tuple[Slide, str, Span]) -> tuple[int, int]:
    return place[2].line, place[2].column


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
