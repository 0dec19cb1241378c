"""The worker process of the animator, for `serve.py`: one pipeline, loaded once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from mdvid.backends.diffusers.calling import Report, call
from mdvid.backends.diffusers.clip_file import Frames, write_clip
from mdvid.backends.diffusers.clip_gate import fault
from mdvid.backends.diffusers.clip_presets import (
    EXACT,
    FRAMES_ARGUMENTS,
    MOVING,
    ClipPlan,
    Wishes,
    plan,
)
from mdvid.backends.diffusers.clip_traits import read_traits, refuse_other_kinds
from mdvid.backends.diffusers.loading import Refusal, first_line, load_pipeline, out_of_memory
from mdvid.media.model import Size


def prepare(arguments: list[str], report: Report) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the handler; the argument is JSON and says what to load."""
    order = json.loads(arguments[0])
    studio: _Studio | None = None

    def handle(request: dict[str, Any]) -> dict[str, Any]:
        nonlocal studio
        try:
            studio = studio or _Studio(_open(order), order["words"])
            return {"wrong": studio.animate(request, report)}
        except Refusal as refusal:
            return {"refused": str(refusal), "hint": refusal.hint}

    return handle


def _open(order: dict[str, Any]) -> Any:
    kind = MOVING.get(order["family"], order["family"])
    refuse_other_kinds(kind)
    pipeline = load_pipeline(
        Path(order["folder"]),
        device=order["device"],
        dtype=order["dtype"],
        variant=order["variant"],
        offload=order["offload"],
        kind=kind,
        exact=EXACT.get(kind, ()),
    )
    if order["offload"] and hasattr(pipeline.vae, "enable_tiling"):
        pipeline.vae.enable_tiling()
    return pipeline


class _Studio:
    """One pipeline, ready to animate."""

    def __init__(self, pipeline: Any, words: list[str]) -> None:
        self._pipeline = pipeline
        self._traits = read_traits(pipeline, words)

    def animate(self, request: dict[str, Any], report: Report) -> str | None:
        """Write the clip; return what is wrong with it, or None."""
        size = Size(request["width"], request["height"])
        wishes = Wishes(frames=request["frames"], steps=request["steps"], pixels=request["pixels"])
        clip = plan(self._traits, size, wishes)
        frames = self._run(clip, request, report)
        wrong = fault(frames)
        if wrong is None:
            write_clip(frames, asked=clip.size, size=size, fps=clip.fps, out=Path(request["out"]))
        return wrong

    def _run(self, clip: ClipPlan, request: dict[str, Any], report: Report) -> Frames:
        import torch

        try:
            result = call(self._pipeline, self._arguments(clip, request), clip.steps, report)
        except (torch.OutOfMemoryError, MemoryError) as error:
            what = f"{clip.frames} frames of {clip.size} pixels"
            raise Refusal(
                str(out_of_memory(what, error)),
                "in `[illustrators.diffusers]`, smaller `clip_frames` or `clip_pixels` and "
                "`offload = true` need less",
            ) from error
        except Exception as error:
            raise Refusal(
                f"{self._traits.name} failed: {type(error).__name__}: {first_line(error)}"
            ) from error
        if not len(getattr(result, "frames", ())):
            raise Refusal(f"{self._traits.name} made no frames")
        return _frames(result.frames[0])

    def _arguments(self, clip: ClipPlan, request: dict[str, Any]) -> dict[str, object]:
        size = Size(request["width"], request["height"])
        negative = request["negative"] or clip.negative
        return {
            "image": _picture(Path(request["picture"]), size, clip.size),
            "prompt": request["prompt"],
            "width": clip.size.width,
            "height": clip.size.height,
            **dict.fromkeys(FRAMES_ARGUMENTS, clip.frames),
            "num_inference_steps": clip.steps,
            "generator": self._chance(request["seed"]),
            "output_type": "np",
            **({"negative_prompt": negative} if negative else {}),
            **clip.arguments,
        }

    def _chance(self, seed: int) -> Any:
        """Return the source of noise: on the CPU, where it is the same on every machine."""
        import torch

        vae = self._pipeline.vae
        # These draw once more before they decode, and refuse any source but the device's own.
        refuses = self._traits.name == "LTXImageToVideoPipeline" and getattr(
            vae.config, "timestep_conditioning", False
        )
        return torch.Generator(vae.device if refuses else "cpu").manual_seed(seed)


def _picture(path: Path, size: Size, native: Size) -> Image.Image:
    """Return the picture as the model is to see it.

    It is cut to the ratio of the clip, and stretched a little to that of the model; the frames
    will be stretched back.
    """
    with Image.open(path) as image:
        width, height = image.size
        scale = min(width / size.width, height / size.height)
        across, down = size.width * scale, size.height * scale
        left, top = (width - across) / 2, (height - down) / 2
        return image.convert("RGB").resize(
            (native.width, native.height),
            Image.Resampling.LANCZOS,
            box=(left, top, left + across, top + down),
        )


def _frames(made: Any) -> Frames:
    frames = np.asarray(made)
    if frames.dtype == np.uint8:  # images already, though numbers were asked for
        frames = frames / 255
    found: Frames = frames[..., :3].astype(np.float32)
    return found
