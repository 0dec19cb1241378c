"""Text that a recording says: gathered run by run, whatever paragraphs it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.clicks import Click
from mdvid.speech.model import Recording
from mdvid.speech.runs import Run


@dataclass(slots=True)
class Recorded:
    """A recording whose text is still being read."""

    recording: Recording
    alone: bool
    """It stands in no paragraph with text before it."""
    gap: int
    """Milliseconds of the pause that the structure puts before it."""
    runs: list[Run] = field(default_factory=list)
    pauses: list[tuple[int, Span]] = field(default_factory=list)
    """Asked for after the text so far, in milliseconds."""
    open: bool = False
    """The end of the paragraph does not end it."""

    def add(self, run: Run) -> Iterator[Diagnostic]:
        """Add text; yield what is wrong with pauses inside a recording."""
        if not run.text and not run.clicks:
            return
        for _, span in self.pauses if run.text else ():
            yield Diagnostic(
                severity=Severity.WARNING,
                message=f"`{self.recording.source}` is played as it is: there is no pause within",
                hint="cut the recording in two, or put the pause after its text",
                span=span,
            )
        if run.text:
            self.pauses.clear()
        self.runs.append(run)

    def end_block(self) -> bool:
        """Return whether the end of a paragraph is the end of the recording.

        One that is alone in its paragraph is for the rest of the note.
        """
        if self.alone and not self.runs:
            self.open = True
        return not self.open

    def no_text(self) -> Diagnostic:
        """Return what there is to say of a recording without text."""
        return Diagnostic(
            severity=Severity.WARNING,
            message=f"no text follows `{self.recording.source}`: it has no captions",
            hint="write what it says after it, in the same paragraph",
            span=self.recording.span,
        )

    def run(self) -> Run:
        """Return all of the text as one run."""
        text = ""
        clicks: list[Click] = []
        code: list[tuple[int, int]] = []
        for run in self.runs:
            text += " " * bool(text and run.text)
            begin = len(text)
            clicks += [replace(click, offset=begin + click.offset) for click in run.clicks]
            code += [(begin + first, begin + last) for first, last in run.code]
            text += run.text
        return Run(text=text, clicks=tuple(clicks), code=tuple(code))
