"""Which step each `[click]` goes to, and each `<bookmark mark="x"/>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mdvid.diagnostics import Diagnostic, Severity, did_you_mean
from mdvid.speech.directions import Direction, DirectionKind
from mdvid.speech.model import Cue
from mdvid.speech.positions import Source


@dataclass(frozen=True, slots=True)
class Click:
    """A direction that goes on to another step, and where it stands in a text."""

    offset: int
    direction: Direction


@dataclass(slots=True, kw_only=True)
class StepCounter:
    """Follows the clicks of one slide, in order."""

    names: Mapping[str, int]
    """The slide's steps that have a name, in lower case."""
    clicked: bool
    """Its notes have `[click]`: then a bookmark of no step's name goes nowhere."""
    source: Source | None = None
    """The passage that is being read."""
    step: int = 1
    """That is shown now."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def follow(self, click: Click, *, word: int) -> Cue | None:
        """Return the cue of a click at a word; None if it leads to no other step."""
        direction = click.direction
        if direction.kind is DirectionKind.CLICK:
            self.step += direction.clicks
            return Cue(step=self.step, word=word)
        # Without names it is as elsewhere, where bookmarks are the cues: each is one.
        unnamed = 0 if self.clicked else self.step + 1
        step = self._named(direction) if self.names else unnamed
        self.step = step or self.step
        return Cue(step=step, word=word, mark=direction.mark) if step else None

    def _named(self, direction: Direction) -> int:
        """Return the step that a bookmark names; 0 if it is not to come, which is told."""
        mark = direction.mark
        step = self.names.get(mark.casefold(), 0)
        if step > self.step:
            return step
        if step:
            message = f"the step `{mark}` is shown already where its bookmark stands"
            hint = "steps come in their order on the slide: put their bookmarks in that order"
        else:
            named = ", ".join(f"`{name}`" for name in self.names)
            message = f"this slide has no step `{mark}`"
            hint = did_you_mean(mark.casefold(), self.names) or f"those with a name are {named}"
        span = self.source.span(direction.offset, direction.length) if self.source else None
        self.diagnostics.append(
            Diagnostic(severity=Severity.WARNING, message=message, hint=hint, span=span)
        )
        return 0
