"""Which steps take a model, and long: their results are worth keeping beside the deck."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mdvid.engine.plan import Plan, Step
from mdvid.pipeline.actions import Align, Animate, Enlarge, Illustrate, Narrate, PipelineAction
from mdvid.pipeline.toolbox import Toolbox

KINDS: Mapping[type[PipelineAction], str] = {
    Narrate: "narration",
    Align: "alignment",
    Illustrate: "illustration",
    Enlarge: "enlarged",
    Animate: "clip",
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
        case Enlarge(request=request):
            return bool(request.model)  # without one, it is resampled
        case Animate() | Align():
            return True
        case _:
            return False


def costly_steps(
    plan: Plan[PipelineAction], want: Collection[str], tools: Toolbox
) -> tuple[Step[PipelineAction], ...]:
    """Return the steps that take a model, of those that `want` needs."""
    return tuple(step for step in plan.wanted(want) if is_costly(step.action, tools))


def ends(
    steps: Iterable[Step[PipelineAction]], plan: Plan[PipelineAction]
) -> tuple[Step[PipelineAction], ...]:
    """Return those of the steps whose results are read by any step that is not among them.

    What only leads to another costly result is worth nothing by itself.
    """
    some = {step.id: step for step in steps}
    read = {need for step in plan.steps if step.id not in some for need in step.needs}
    return tuple(step for step in some.values() if step.id in read)
