"""What a build did, as the line that people read and the object that programs read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mdvid.builder import DeckReport
from mdvid.builder.report import Output
from mdvid.cli.units import clock
from mdvid.diagnostics import Diagnostic, counted
from mdvid.errors import MdvidError, diagnostics_of


def summary(report: DeckReport) -> str:
    """Return `talk.mp4  2:31  14 slides  3 built, 41 cached  1.2 s`.

    The video alone stands for what is made by default, a video and its captions; several
    pictures are told by the first and the last one.
    """
    steps = f"{report.built} built, {report.cached} cached"
    if report.failures:
        first = f"{report.deck}  {report.failed} failed, {steps}"
        return f"{first}  {counted(report.slides, 'slide')}  {report.seconds:.1f} s"
    name = _written(report.outputs) or report.deck
    parts = [name, counted(report.slides, "slide"), steps, f"{report.seconds:.1f} s"]
    if report.duration:
        parts.insert(1, clock(report.duration))
    if len(report.languages) > 1:
        parts.insert(-2, " + ".join(report.languages))
    return "  ".join(parts)


def _written(outputs: Sequence[Output]) -> str:
    """Return the names of what was written: the first with its path, the others without."""
    formats = list(dict.fromkeys(output.format for output in outputs))
    told: list[str] = []
    for format_ in formats if formats != ["mp4", "vtt"] else ["mp4"]:
        same = [output.path for output in outputs if output.format == format_]
        first = same[0].name if told else str(same[0])
        told.append(first if len(same) == 1 else f"{first} … {same[-1].name}")
    return ", ".join(told)


def as_json(
    reports: Sequence[DeckReport], diagnostics: Iterable[Diagnostic], seconds: float
) -> dict[str, Any]:
    """Return what `--json` prints."""
    return {
        "outputs": [
            {
                "deck": report.deck,
                "format": o.format,
                "lang": o.lang,
                "path": str(o.path),
                "bytes": o.bytes,
            }
            for report in reports
            for o in report.outputs
        ],
        "decks": [
            {
                "deck": report.deck,
                "languages": list(report.languages),
                "slides": report.slides,
                "duration": round(float(report.duration), 3),
                "size": [report.size.width, report.size.height],
                "fps": str(report.fps),
            }
            for report in reports
        ],
        "steps": {
            "built": sum(report.built for report in reports),
            "cached": sum(report.cached for report in reports),
            "failed": sum(report.failed for report in reports),
        },
        "seconds": round(seconds, 2),
        "diagnostics": [diagnostic_json(d) for d in diagnostics],
    }


def failure_json(error: MdvidError, *, command: str) -> dict[str, Any]:
    """Return what `--json` prints for a command that could not even begin."""
    found = tuple(diagnostics_of(error))
    if command == "build":
        return as_json((), found, 0)
    return {"diagnostics": [diagnostic_json(d) for d in found]}


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as `--json` prints it; what it does not have is null."""
    span = diagnostic.span
    return {
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
        "slide": diagnostic.slide,
        "hint": diagnostic.hint,
    }
