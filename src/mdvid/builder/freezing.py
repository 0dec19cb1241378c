"""`--frozen`: nothing that needs a model is made."""

from __future__ import annotations

from pathlib import Path

from mdvid.engine.execute import Perform
from mdvid.errors import PolicyError
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.costs import is_costly
from mdvid.pipeline.perform import Performer
from mdvid.providers.protocols import Progress


def frozen(performer: Performer) -> Perform[PipelineAction]:
    """Return what performs everything but costly actions.

    What is missing is known before a build begins. But what the cache was thought to have may turn
    out to be damaged when it is read.
    """

    def perform(
        action: PipelineAction, inputs: tuple[Path, ...], out: Path, report: Progress
    ) -> None:
        if is_costly(action, performer.tools):
            raise PolicyError(
                "what the cache had of it is damaged, and --frozen forbids to make it again",
                hint="build without --frozen where the model is",
            )
        performer(action, inputs, out, report)

    return perform
