"""Which steps take a model, and long: their results are worth keeping beside the deck."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mdvid.engine.plan import Plan, Step
from mdvid.pipeline.actions import Align, Illustrate, Narrate, PipelineAction
from mdvid.pipeline.toolbox import Toolbox

KINDS: Mapping[type[PipelineAction], str] = {
    Narrate: "narration",
    Align: "alignment",
    Illustrate: "illustration",
}
"""What the results are called that a pin can hold, by the action that makes them."""


def kind_of(action: PipelineAction) -> str:
    """Return what a pin of the result is called; empty if it cannot be pinned."""
    return KINDS.get(type(action), "")


def is_costly(action: PipelineAction, tools: Toolbox) -> bool:
    """Return whether the action takes a model."""
    match action:
        case Narrate(request=request):
            return tools.narrators[request.voice.provider].costly
        case Illustrate():
            return tools.illustrator.costly
        case Align():
            return True
        case _:
            return False


def costly_ends(
    plan: Plan[PipelineAction], want: Collection[str] | None, tools: Toolbox
) -> tuple[Step[PipelineAction], ...]:
    """Return the costly steps of a plan whose results are read by others than costly steps.

    What only leads to another costly result is worth nothing by itself.
    """
    steps = plan.wanted(want)
    costly = {step.id for step in steps if is_costly(step.action, tools)}
    read = _read_by(step for step in steps if step.id not in costly)
    read |= costly if want is None else costly & set(want)
    return tuple(step for step in steps if step.id in costly & read)


def _read_by(steps: Iterable[Step[PipelineAction]]) -> set[str]:
    return {need for step in steps for need in step.needs}
