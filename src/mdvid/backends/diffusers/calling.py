"""Calls of pipelines: only arguments that they have, and word of every step."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Report = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


def takes(pipeline: Any) -> frozenset[str]:
    """Return the names of the arguments that calling `pipeline` takes."""
    return frozenset(inspect.signature(pipeline.__call__).parameters)


def call(pipeline: Any, wanted: Mapping[str, object], steps: int | None, report: Report) -> Any:
    """Call `pipeline` with those of the arguments that it has, and return its result.

    `steps` is how many there will be, as far as is known.
    """
    names = takes(pipeline)
    arguments = {name: value for name, value in wanted.items() if name in names}
    with warnings.catch_warnings():
        # Pixels that are not a number are found in the result; no need to hear of them here.
        warnings.simplefilter("ignore", RuntimeWarning)
        if "callback_on_step_end" in names:
            return pipeline(**arguments, callback_on_step_end=_callback(steps, report))
        with _watched(pipeline, steps, report):
            return pipeline(**arguments)


def _callback(steps: int | None, report: Report) -> Callable[..., Any]:
    def stepped(pipeline: Any, step: int, _: Any, values: dict[str, Any]) -> dict[str, Any]:
        planned = getattr(pipeline, "num_timesteps", None) or steps or step + 1
        report(min(step + 1, planned), planned)
        return values

    return stepped


@contextmanager
def _watched(pipeline: Any, steps: int | None, report: Report) -> Iterator[None]:
    """Report each step of the scheduler, for pipelines that do not say it themselves."""
    scheduler = getattr(pipeline, "scheduler", None)
    if scheduler is None:
        yield
        return
    original, done = scheduler.step, 0

    def step(*arguments: Any, **named: Any) -> Any:
        nonlocal done
        result = original(*arguments, **named)
        done += 1
        planned = steps or len(scheduler.timesteps)
        report(min(done, planned), planned)
        return result

    scheduler.step = step
    try:
        yield
    finally:
        del scheduler.step  # the class's own is behind it
