from io import StringIO

import pytest
from tests.unit.engine.workshop import Workshop, step

from mdvid.cli.console import Console
from mdvid.cli.progress import progress


@pytest.fixture
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("cache"))


def said(workshop: Workshop, *texts: str) -> list[str]:
    console = Console(StringIO(), err := StringIO())
    with progress(console) as observer:
        steps = [step(f"take/{number}", text) for number, text in enumerate(texts)]
        workshop.build(*steps, step("mp4"), observer=observer)
    return err.getvalue().splitlines()


def test_a_log_counts_what_ran(workshop: Workshop) -> None:
    assert sorted(said(workshop, "a", "b", "c")) == ["narration: 3 steps", "video: 1 step"]
    assert said(workshop, "a", "b", "new") == ["narration: 1 of 3 steps"]
    assert said(workshop, "a", "b", "new") == []
