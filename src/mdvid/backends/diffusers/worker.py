"""The worker process of the illustrator, for `serve.py`: one pipeline, loaded once.

It imports mdvid's own small modules beside it, and torch and diffusers when it is asked first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mdvid.backends.diffusers.calling import Report
from mdvid.backends.diffusers.drawing import Job, Studio, Wanted, network, refuse_signature
from mdvid.backends.diffusers.loading import Refusal, load_pipeline, usable_device
from mdvid.backends.diffusers.presets import Preset, preset


def prepare(arguments: list[str], report: Report) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler; the argument is JSON and says what to load and how to use it."""
    plan = json.loads(arguments[0])
    studio: Studio | None = None

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        nonlocal studio
        try:
            studio = studio or _open(plan)
            return {"wrong": studio.draw(_job(request), report)}
        except Refusal as refusal:
            return {"refused": str(refusal), "hint": refusal.hint}

    return handle


def _open(plan: dict[str, Any]) -> Studio:
    usable_device(plan["device"])  # before the libraries take their time
    refuse_signature(plan["family"])
    pipeline = load_pipeline(
        Path(plan["folder"]),
        device=plan["device"],
        dtype=plan["dtype"],
        variant=plan["variant"],
        offload=plan["offload"],
    )
    if plan["compile"] and network(pipeline) is not None:
        network(pipeline).compile()  # in place, when it runs first
    return Studio(pipeline, _preset(plan), batch=plan["batch"])


def _preset(plan: dict[str, Any]) -> Preset:
    usual = preset(plan["family"], plan["traits"])
    steps, guidance = plan["steps"], plan["guidance"]
    return replace(
        usual,
        steps=usual.steps if steps is None else steps,
        guidance=usual.guidance if guidance is None else guidance,
    )


def _job(request: dict[str, Any]) -> Job:
    pictures = [
        Wanted(prompt=item["prompt"], seed=item["seed"], out=Path(item["out"]))
        for item in request["pictures"]
    ]
    return Job(
        pictures=pictures,
        width=request["width"],
        height=request["height"],
        negative=request["negative"],
    )
