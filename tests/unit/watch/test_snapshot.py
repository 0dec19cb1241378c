"""The parts of a state, and the progress of a build."""

from typing import Any

import pytest
from tests.unit.engine.workshop import step

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.engine.digest import Digest
from mdvid.engine.report import Outcome, StepResult
from mdvid.engine.store import Artifact
from mdvid.watch.progress import Progress
from mdvid.watch.snapshot import diagnostic_parts, edited

MADE = Artifact(Digest("0" * 64), "artifact.txt", 1)


def deck(keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "number": number} for number, key in enumerate(keys, 1)]


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("", "abc", None),
        ("abc", "abc", None),
        ("abc", "axc", 2),
        ("abc", "abxc", 3),
        ("abc", "axyc", 2),
        ("abc", "ac", 2),
        ("abc", "ab", None),
        ("abc", "acb", 2),
        ("abcd", "wxyz", None),
    ],
)
def test_the_slide_that_was_edited_is_found(before: str, after: str, number: int | None) -> None:
    assert edited(deck(before), deck(after)) == number


def test_remarks_for_the_curious_are_not_told_and_the_same_is_told_once() -> None:
    warning = Diagnostic(
        severity=Severity.WARNING, message="no", span=Span("a.md", 3, 4, 5, "text"), slide=2
    )
    remark = Diagnostic(severity=Severity.INFO, message="by the way")
    assert diagnostic_parts([warning, remark, warning]) == [
        {
            "severity": "warning",
            "message": "no",
            "hint": None,
            "path": "a.md",
            "line": 3,
            "column": 4,
            "length": 5,
            "excerpt": "text",
            "slide": 2,
        }
    ]


STEPS = (step("take/0001-1"), step("picture/0001-1"), step("picture/0002-1"), step("mp4"))


class Build:
    """A build of two slides, step by step."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.news = 0
        self.progress = Progress(
            {1: "a", 2: "b"}, lambda step_id, *_: self.made.append(step_id), self._note
        )

    def _note(self) -> None:
        self.news += 1

    def end(self, index: int, outcome: Outcome) -> None:
        artifact = MADE if outcome in {Outcome.BUILT, Outcome.CACHED} else None
        result = StepResult(step_id=STEPS[index].id, outcome=outcome, artifact=artifact)
        self.progress.finished(STEPS[index], result)


def test_nothing_is_said_of_slides_before_the_build_began() -> None:
    assert Build().progress.marks() == {}


def test_slides_are_marked_by_what_became_of_their_steps() -> None:
    build = Build()
    build.progress.planned(STEPS)
    assert build.progress.marks() == {}
    build.end(0, Outcome.CACHED)
    assert build.progress.marks() == {}
    build.progress.started(STEPS[1])
    assert build.progress.marks() == {"a": ("running", True)}
    build.end(1, Outcome.BUILT)
    build.end(2, Outcome.CACHED)
    assert build.progress.marks() == {"a": ("ready", False), "b": ("ready", True)}


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.SKIPPED])
def test_a_slide_that_lacks_something_has_failed(outcome: Outcome) -> None:
    build = Build()
    build.progress.planned(STEPS)
    build.end(2, outcome)
    assert build.progress.marks()["b"][0] == "failed"
    assert build.made == []


def test_stages_are_those_in_which_something_runs() -> None:
    build = Build()
    build.progress.planned(STEPS)
    build.end(0, Outcome.CACHED)
    build.progress.started(STEPS[1])
    build.end(1, Outcome.BUILT)
    part = build.progress.part("running")
    assert (part["state"], part["built"], part["cached"]) == ("running", 1, 1)
    assert part["stages"] == [{"name": "pictures", "done": 1, "total": 2}]


def test_whoever_asks_is_told_of_artifacts_and_of_news() -> None:
    build = Build()
    build.progress.planned(STEPS)
    build.end(0, Outcome.CACHED)
    assert build.made == ["take/0001-1"]
    assert build.news == 2
