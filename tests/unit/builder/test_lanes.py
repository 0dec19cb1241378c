"""How many browsers a build may have."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.pipeline.bench import CONFIG, Bench, deck_of

from mdvid.builder.lanes import PICTURES_PER_BROWSER, pools
from mdvid.pipeline.planner import make_plan

TALK = "# Much is said\n\n<!-- " + "Here is another sentence. " * PICTURES_PER_BROWSER + "-->\n"


@pytest.mark.parametrize(
    ("captions", "jobs", "browsers"),
    [("soft", 2, 1), ("burn", 2, 2), ("burn", 1, 1), ("soft", 6, 3), ("burn", 6, 3)],
)
def test_captions_that_are_drawn_count_as_pictures(
    tmp_path: Path, captions: str, jobs: int, browsers: int
) -> None:
    bench = Bench(tmp_path)
    bench.config = replace(CONFIG, captions=captions, jobs=jobs)
    inputs = bench.inputs(deck_of(TALK))
    assert pools(bench.config, make_plan(inputs), inputs.tools)["browser"] == browsers
