"""Clicks in the notes that do not agree with the steps of their slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mdvid.deck.model import Deck, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.model import Cue, SpeechItem, Utterance

_NAMED = "name the steps, `<!-- step: x -->`, and write a bookmark for each that is to come"
_REVEALS = "what comes later begins with `*` in a list, or follows `<!-- step -->`"


def click_findings(deck: Deck, speech: Mapping[int, Sequence[SpeechItem]]) -> Iterator[Diagnostic]:
    """Yield what to say about each slide where clicks and steps do not agree."""
    for slide in deck.slides:
        said = [item for item in speech.get(slide.number, ()) if isinstance(item, Utterance)]
        cues = [(cue, item.span) for item in said for cue in item.cues]
        yield from _of_slide(slide, cues, spoken=bool(said))


def _of_slide(
    slide: Slide, cues: Sequence[tuple[Cue, Span]], *, spoken: bool
) -> Iterator[Diagnostic]:
    steps = len(slide.steps)
    beyond = next(((cue, span) for cue, span in cues if cue.step > steps), None)
    if beyond is not None:
        yield _too_many(slide, max(cue.step for cue, _ in cues), *beyond)
    elif cues and cues[-1][0].step < steps:
        cue, span = cues[-1]
        yield Diagnostic(
            severity=Severity.WARNING,
            message=f"the {_kind(cue)}s go to step {cue.step} of {steps}: the rest of the time is"
            " shared by the steps after it",
            hint="write `[click]` before the word with which each of them is to come"
            if cue.mark is None
            else _NAMED,
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


def _too_many(slide: Slide, step: int, cue: Cue, span: Span) -> Diagnostic:
    steps = len(slide.steps)
    message = f"{_written(cue)} reveals nothing: this slide has no steps"
    hint = _REVEALS if cue.mark is None else _NAMED
    if steps > 1:
        message = f"the {_kind(cue)}s go to step {step}, and this slide has {steps}"
        known = "is 1" if steps == 2 else f"are {steps - 1}"  # noqa: PLR2004  # it is there at first
        hint = f"there {known} to click for: leave out the others, or add steps"
    return Diagnostic(
        severity=Severity.WARNING, message=message, hint=hint, span=span, slide=slide.number
    )


def _kind(cue: Cue) -> str:
    return "click" if cue.mark is None else "bookmark"


def _written(cue: Cue) -> str:
    return "`[click]`" if cue.mark is None else f'`<bookmark mark="{cue.mark}"/>`'
