"""Clicks in the notes that do not agree with the steps of their slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mdvid.deck.model import Deck, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.model import SpeechItem, Utterance

_REVEALS = "what comes later begins with `*` in a list, or follows `<!-- step -->`"


def click_findings(deck: Deck, speech: Mapping[int, Sequence[SpeechItem]]) -> Iterator[Diagnostic]:
    """Yield what to say about each slide where clicks and steps do not agree."""
    for slide in deck.slides:
        said = [item for item in speech.get(slide.number, ()) if isinstance(item, Utterance)]
        clicked = [(cue.step, item.span) for item in said for cue in item.cues]
        yield from _of_slide(slide, clicked, spoken=bool(said))


def _of_slide(
    slide: Slide, clicked: Sequence[tuple[int, Span]], *, spoken: bool
) -> Iterator[Diagnostic]:
    steps = len(slide.steps)
    beyond = next((span for step, span in clicked if step > steps), None)
    if beyond is not None:
        yield _too_many(slide, max(step for step, _ in clicked), beyond)
    elif clicked and clicked[-1][0] < steps:
        step, span = clicked[-1]
        yield Diagnostic(
            severity=Severity.WARNING,
            message=f"the clicks go to step {step} of {steps}: the rest of the time is shared by"
            " the steps after it",
            hint="write `[click]` before the word with which each of them is to come",
            span=span,
            slide=slide.number,
        )
    elif steps > 1 and not spoken:
        yield Diagnostic(
            severity=Severity.INFO,
            message=f"nothing is said on this slide: its {steps} steps share the time it is held",
            span=slide.span,
            slide=slide.number,
        )


def _too_many(slide: Slide, step: int, span: Span) -> Diagnostic:
    steps = len(slide.steps)
    message = "`[click]` reveals nothing: this slide has no steps"
    hint = _REVEALS
    if steps > 1:
        message = f"the clicks go to step {step}, and this slide has {steps}"
        hint = f"there are {steps - 1} to click for: leave out the others, or add steps"
    return Diagnostic(
        severity=Severity.WARNING, message=message, hint=hint, span=span, slide=slide.number
    )
