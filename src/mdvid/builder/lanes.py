"""How much is done at once, by pool."""

from __future__ import annotations

import os
from collections.abc import Mapping

from mdvid.config.model import Config
from mdvid.engine.plan import Plan
from mdvid.pipeline.actions import BurnCaptions, Master, PipelineAction, RenderPicture
from mdvid.pipeline.toolbox import Toolbox

MOST_BROWSERS = 4
"""More pages at once gain nothing: rendering is bound by memory and by the compositor."""

PICTURES_PER_BROWSER = 50
"""Starting another browser takes as long as rendering this many pictures on the processor that
encodes them at the same time."""


def pools(config: Config, plan: Plan[PipelineAction], tools: Toolbox) -> Mapping[str, int]:
    """Return how many threads each pool has that makes what `plan` plans.

    Pools that ask models do not wait for each other: whose turn it is on a graphics card is known
    where the models are loaded (see `backends/room.py`), as that depends on which of them are.
    """
    jobs = config.jobs or os.cpu_count() or 1
    return {
        "cpu": jobs,
        "browser": _browsers(plan, jobs),
        "worker": 1,
        "illustrator": tools.illustrator.lanes,
        "model": 1,
    }


def _browsers(plan: Plan[PipelineAction], jobs: int) -> int:
    """Return how many browsers pay: half of the processors have other things to do."""
    worthwhile = max(jobs // 2, 1 + _pictures(plan) // PICTURES_PER_BROWSER)
    return min(jobs, MOST_BROWSERS, worthwhile)


def _pictures(plan: Plan[PipelineAction]) -> int:
    """Return about how many pictures are made: a sentence is a caption, more or less."""
    made = [type(step.action) for step in plan.steps]
    return made.count(RenderPicture) + (made.count(Master) if BurnCaptions in made else 0)
