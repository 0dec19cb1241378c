"""Collects what comes up while a deck is read, so that all problems are reported at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import DeckError


class Findings:
    """Diagnostics in the making."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._said: set[str] = set()
        self.place: Callable[[Span], Span] | None = None
        """Turns the place of what comes up into one in the file, if that is another."""

    def error(
        self, message: str, span: Span | None, *, hint: str | None = None, slide: int | None = None
    ) -> None:
        """Nothing can be built from this."""
        self._add(Severity.ERROR, message, span, hint, slide)

    def warning(
        self, message: str, span: Span | None, *, hint: str | None = None, slide: int | None = None
    ) -> None:
        """It is built, but probably not as meant."""
        self._add(Severity.WARNING, message, span, hint, slide)

    def note(self, message: str, span: Span | None, *, hint: str | None = None) -> None:
        """Nothing to mend, but to be known whoever asks."""
        self._add(Severity.NOTE, message, span, hint, None)

    def info(
        self, message: str, span: Span | None, *, hint: str | None = None, slide: int | None = None
    ) -> None:
        """Worth knowing."""
        self._add(Severity.INFO, message, span, hint, slide)

    def warn_once(self, kind: str, message: str, span: Span | None, *, hint: str) -> None:
        """Warn about the first thing of a kind only."""
        if kind not in self._said:
            self._said.add(kind)
            self.warning(message, span, hint=hint)

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What came up so far."""
        return tuple(self._found)

    def extend(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Take over what somebody else found."""
        self._found += (replace(d, span=self._placed(d.span)) for d in diagnostics)

    def collected(self) -> tuple[Diagnostic, ...]:
        """Return everything, in source order.

        Raises:
            DeckError: there are errors; it carries all of them.
        """
        errors = tuple(d for d in self._in_order() if d.severity is Severity.ERROR)
        if errors:
            raise DeckError(errors)
        return self._in_order()

    def _add(
        self,
        severity: Severity,
        message: str,
        span: Span | None,
        hint: str | None,
        slide: int | None,
    ) -> None:
        place = self._placed(span)
        self._found.append(
            Diagnostic(severity=severity, message=message, span=place, hint=hint, slide=slide)
        )

    def _placed(self, span: Span | None) -> Span | None:
        return self.place(span) if self.place and span else span

    def _in_order(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._found, key=_place_of))


def _place_of(diagnostic: Diagnostic) -> tuple[str, int, int]:
    span = diagnostic.span
    return (span.path, span.line, span.column) if span else ("", 0, 0)
