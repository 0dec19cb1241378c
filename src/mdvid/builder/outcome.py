"""What became of a build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from mdvid.builder.prepare import Prepared
from mdvid.builder.report import Failure
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.engine.report import BuildReport
from mdvid.engine.store import ContentStore
from mdvid.media.timeline import load_timeline


def failures_of(prepared: Prepared, report: BuildReport) -> Iterator[Failure]:
    """Yield the steps that failed; not those that could not run because of them."""
    for step in prepared.plan.steps:
        result = report.results.get(step.id)
        if result is not None and result.error is not None:
            yield Failure(step=step.id, label=step.label or step.id, error=result.error)


def has_warnings(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether there is any warning."""
    return any(diagnostic.severity is Severity.WARNING for diagnostic in diagnostics)


def is_there(report: BuildReport, steps: Collection[str], store: ContentStore) -> bool:
    """Return whether everything that these steps made is in the store still."""
    made = (report.results[step].artifact for step in steps)
    return all(artifact is None or store.holds(artifact) for artifact in made)


def duration_of(report: BuildReport, store: ContentStore) -> Fraction:
    """Return how many seconds the video is long; zero if its timeline could not be made."""
    artifact = report.results["timeline"].artifact
    if artifact is None:
        return Fraction(0)
    timeline = load_timeline(store.path(artifact).read_text("utf-8"))
    return timeline.frames / timeline.fps.fraction
