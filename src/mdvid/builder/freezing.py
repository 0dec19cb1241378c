"""`--frozen`: nothing that needs a model is made; `--untrusted`: nothing of the deck's choice."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mdvid.builder.prepare import Prepared
from mdvid.builder.spending import Choices, refuse_spending
from mdvid.engine.cache import Cache
from mdvid.engine.execute import Perform
from mdvid.errors import PolicyError
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.costs import is_costly
from mdvid.pipeline.perform import Performer
from mdvid.project import Project
from mdvid.providers.protocols import Progress


def obey(
    project: Project, prepared: Prepared, cache: Cache, name: str, want: Collection[str]
) -> None:
    """Refuse to make for `want` what `--frozen` and `--untrusted` forbid.

    Raises:
        DeckRefused: some of it is neither pinned nor in the cache.
    """
    if project.config.frozen:
        prepared.pinned.refuse_missing(cache, name, want)
    elif project.config.untrusted:
        refuse_spending(project, prepared, cache, name, want)


def obedient(performer: Performer, project: Project, prepared: Prepared) -> Perform[PipelineAction]:
    """Return what performs everything but what `--frozen` and `--untrusted` forbid.

    What is missing is known before a build begins. But what the cache was thought to have may turn
    out to be damaged when it is read.
    """
    switch = "--frozen" if project.config.frozen else "--untrusted"
    if not (project.config.frozen or project.config.untrusted):
        return performer
    choices = Choices(project, prepared)
    forbidden = {
        step.action
        for step in prepared.plan.steps
        if is_costly(step.action, performer.tools)
        and (project.config.frozen or choices.by_deck(step))
    }

    def perform(
        action: PipelineAction, inputs: tuple[Path, ...], out: Path, report: Progress
    ) -> None:
        if action in forbidden:
            raise PolicyError(
                f"what the cache had of it is damaged, and {switch} forbids to make it again",
                hint=f"build without {switch} where the model is",
            )
        performer(action, inputs, out, report)

    return perform
