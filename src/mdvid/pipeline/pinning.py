"""Pins in the place of the steps that would make the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mdvid.engine.digest import Digest
from mdvid.engine.plan import Plan
from mdvid.media.model import Size
from mdvid.pipeline.actions import Animate, Enlarge, Illustrate, PipelineAction, UsePinned
from mdvid.pipeline.costs import is_costly
from mdvid.pipeline.pins import Pin, Pins
from mdvid.pipeline.toolbox import Toolbox

TOOL = "pin 1"
"""Says how pins are used: files are copied as they are."""


def with_pins(
    plan: Plan[PipelineAction], pins: Pins, keys: Mapping[str, Digest], tools: Toolbox
) -> Plan[PipelineAction]:
    """Return the plan with each costly step that is pinned taken from its pin.

    Steps keep their ids. What a pinned result is made from is no longer wanted by it.
    """
    by_key = pins.by_key
    return Plan(
        tuple(
            replace(step, action=UsePinned(pin.placed(_size(step.action))), tool=TOOL, needs=())
            if is_costly(step.action, tools) and (pin := by_key.get(keys[step.id]))
            else step
            for step in plan.steps
        )
    )


def _size(action: PipelineAction) -> Size | None:
    match action:
        case Illustrate(request=request):
            return request.size
        case Enlarge(request=request):
            return request.size
        case Animate(request=request):
            return request.size
        case _:
            return None


def stale(pins: Pins, keys: Mapping[str, Digest]) -> tuple[Pin, ...]:
    """Return the pins that no step asks for; `keys` are those of the whole deck."""
    asked = set(keys.values())
    return tuple(pin for pin in pins.pins if pin.key not in asked)
