from io import StringIO

import pytest
from tests.unit.engine.workshop import Workshop, step

from mdvid.cli.console import Console
from mdvid.cli.progress import progress
from mdvid.engine.events import BuildObserver
from mdvid.engine.plan import Action, Step
from mdvid.engine.report import StepResult


@pytest.fixture
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("cache"))


def said(workshop: Workshop, *texts: str, verbose: bool = False) -> list[str]:
    console = Console(StringIO(), err := StringIO(), verbose=verbose)
    with progress(console) as observer:
        steps = [step(f"take/{number}", text) for number, text in enumerate(texts)]
        workshop.build(*steps, step("mp4"), observer=observer)
    return err.getvalue().splitlines()


def test_a_log_counts_what_ran(workshop: Workshop) -> None:
    assert sorted(said(workshop, "a", "b", "c")) == ["narration: 3 steps", "video: 1 step"]
    assert said(workshop, "a", "b", "new") == ["narration: 1 of 3 steps"]
    assert said(workshop, "a", "b", "new") == []


def test_a_log_stays_calm_while_a_step_goes_on(workshop: Workshop) -> None:
    workshop.reports = {"drawing": range(9)}
    assert said(workshop, "drawing") == ["narration: 1 step", "video: 1 step"]


def test_a_verbose_log_has_some_lines_while_a_step_goes_on(workshop: Workshop) -> None:
    workshop.reports = {"drawing": range(9)}
    lines = [line.split() for line in said(workshop, "drawing", verbose=True)]
    parts = [" ".join(words[2:]) for words in lines if words[0] == "running"]
    assert parts == ["0 of 8", "2 of 8", "4 of 8", "6 of 8"]


class Terminal(StringIO):
    """A terminal that forgets nothing."""

    def isatty(self) -> bool:
        return True


def test_a_bar_moves_within_a_step_and_says_that_a_model_is_loaded(workshop: Workshop) -> None:
    workshop.reports = {"fast": (), "drawing": (0, 3, 99)}
    console = Console(StringIO(), err := Terminal(), width=100)
    shown = []
    with progress(console) as observer:

        class Watched:
            """Looks at the bars after each event."""

            planned, started = observer.planned, observer.started

            def progressed(self, step: Step[Action], done: int, total: int) -> None:
                observer.progressed(step, done, total)
                shown.append(bar(observer))

            def finished(self, step: Step[Action], result: StepResult) -> None:
                observer.finished(step, result)
                shown.append(bar(observer))

        steps = [step(f"illustration/{n}", text) for n, text in enumerate(("fast", "drawing"))]
        workshop.build(*steps, observer=Watched())
    assert shown == [
        (1.0, ""),
        (1.0, "loading the model"),
        (1.375, "step 3/8"),
        (1.99, "step 99/8"),
        (2.0, ""),
    ]
    assert "illustrations" in err.getvalue()


def bar(observer: BuildObserver) -> tuple[float, str]:
    """How far the only bar is, and what is said beside it."""
    (task,) = observer._bars.tasks  # type: ignore[attr-defined]  # Rich draws it when it likes
    return task.completed, task.fields["part"]


def test_what_says_nothing_of_its_parts_is_loaded_when_the_first_is_made(
    workshop: Workshop,
) -> None:
    console = Console(StringIO(), Terminal(), width=100)
    with progress(console) as observer:
        first, second = step("narration/1"), step("narration/2")
        observer.planned([first, second])
        said = []
        for one, done in ((first, 0), (first, 1), (second, 0)):
            observer.started(one)
            observer.progressed(one, done, 1)
            said.append(bar(observer)[1])
    assert said == ["loading the model", "", ""]
