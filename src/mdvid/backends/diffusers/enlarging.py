"""The worker process of the enlarger, for `serve.py`: one model, loaded once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from mdvid.backends.diffusers.calling import Report
from mdvid.backends.diffusers.gate import fault
from mdvid.backends.diffusers.loading import Refusal, first_line, out_of_memory
from mdvid.backends.diffusers.network import Network, load_network
from mdvid.backends.diffusers.tiling import Pixels, count, enlarge
from mdvid.backends.diffusers.upscaling import Upscaler, load_upscaler

MOST_PASSES = 3
"""A picture that a model doubles is eight times as long after so many."""

ENOUGH = 0.9
"""Share of the size asked for, from which on the rest is left to resampling."""


def prepare(arguments: list[str], report: Report) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler; the argument is JSON and says what to load."""
    plan = json.loads(arguments[0])
    model: Network | Upscaler | None = None

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        nonlocal model
        try:
            model = model or _open(plan)
            return {"wrong": _enlarge(model, request, report)}
        except Refusal as refusal:
            return {"refused": str(refusal), "hint": refusal.hint}

    return handle


def _open(plan: dict[str, Any]) -> Network | Upscaler:
    if "file" in plan:
        return load_network(Path(plan["file"]), device=plan["device"], dtype=plan["dtype"])
    return load_upscaler(plan)


def _enlarge(model: Network | Upscaler, request: dict[str, Any], report: Report) -> str | None:
    """Write the enlarged picture; return what is wrong with it, or None."""
    wanted = (request["width"], request["height"])
    with Image.open(request["picture"]) as image:
        source: Pixels = np.asarray(image.convert("RGB"), np.uint8).astype(np.float32)
    source /= 255
    pixels = _passes(model, source, request, report)
    wrong = fault(pixels, flagged=False)
    if wrong and wrong != fault(source, flagged=False):
        return wrong
    large = Image.fromarray((pixels.clip(0, 1) * 255).round().astype(np.uint8))
    ImageOps.fit(large, wanted, Image.Resampling.LANCZOS).save(request["out"], "PNG")
    return None


def _passes(
    model: Network | Upscaler, pixels: Pixels, request: dict[str, Any], report: Report
) -> Pixels:
    """Return the picture after as many passes as it takes to reach the size asked for."""
    for number in range(MOST_PASSES):
        height, width, _ = pixels.shape
        reached = min(width / request["width"], height / request["height"]) >= ENOUGH
        if number and (reached or not np.isfinite(pixels).all()):
            break
        pixels = _pass(model, pixels, request, report)
    return pixels


def _pass(
    model: Network | Upscaler, pixels: Pixels, request: dict[str, Any], report: Report
) -> Pixels:
    import torch

    height, width, _ = pixels.shape
    tiles = count(width, height, model.tiling)
    done = 0

    def told(step: int, steps: int) -> None:
        report(done * model.steps + step * model.steps // steps, tiles * model.steps)

    def of_tile(tile: Pixels) -> Pixels:
        nonlocal done
        # Tiles that begin with the same noise would all have the same patterns in them.
        seed = (request["seed"] + done) % 2**63
        made = model.enlarge(tile, prompt=request["prompt"], seed=seed, report=told)
        done += 1
        told(0, 1)
        return made

    try:
        return enlarge(pixels, model.tiling, of_tile)
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise out_of_memory(f"a picture of {width}x{height} pixels", error) from error
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(f"enlarging failed: {type(error).__name__}: {first_line(error)}") from error
