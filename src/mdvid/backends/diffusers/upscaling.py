"""Diffusion pipelines that enlarge pictures, in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from mdvid.backends.diffusers.calling import Report, call
from mdvid.backends.diffusers.loading import Refusal, load_pipeline
from mdvid.backends.diffusers.tiling import Pixels, Tiling

_MULTIPLE = 64
"""Sides of what a pipeline is given: all of them round sizes of their own, and blur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpscalerPreset:
    """How a pipeline class is used."""

    steps: int
    tiling: Tiling = field(default=Tiling(side=256, overlap=64, margin=8))
    arguments: Mapping[str, object] = field(default_factory=dict)
    dtype: str = "float16"
    """On a graphics card, where nobody chose: bfloat16 has too few shades for pictures that are
    to stay as they are."""
    only: bool = False
    """Whether it cannot count in any other."""


UPSCALERS = {
    "StableDiffusionUpscalePipeline": UpscalerPreset(
        steps=75, arguments={"noise_level": 20, "guidance_scale": 9.0}
    ),
    # It hands its pixels to numpy, which knows no bfloat16; and it is small.
    "LDMSuperResolutionPipeline": UpscalerPreset(
        steps=100, arguments={"eta": 1.0}, dtype="float32", only=True
    ),
    "StableDiffusionLatentUpscalePipeline": UpscalerPreset(
        steps=20,
        tiling=Tiling(side=512, overlap=128, margin=16),
        arguments={"guidance_scale": 0.0},
    ),
}
"""As their makers' examples call them."""


class Upscaler:
    """One pipeline, ready to enlarge tiles."""

    def __init__(self, pipeline: Any, preset: UpscalerPreset, steps: int | None) -> None:
        self._pipeline = pipeline
        self._preset = preset
        self.steps = steps or preset.steps
        self.tiling = preset.tiling

    def enlarge(self, tile: Pixels, *, prompt: str, seed: int, report: Report) -> Pixels:
        """Return the tile enlarged.

        Raises:
            Refusal: the pipeline's safety checker does not let it be shown.
        """
        import torch
        from PIL import Image

        height, width, _ = tile.shape
        padded = np.pad(tile, ((0, -height % _MULTIPLE), (0, -width % _MULTIPLE), (0, 0)), "edge")
        wanted = {
            "image": Image.fromarray((padded * 255).round().astype(np.uint8)),
            "prompt": prompt,
            "num_inference_steps": self.steps,
            "generator": torch.Generator("cpu").manual_seed(seed),
            "output_type": "np",
            **self._preset.arguments,
        }
        result = call(self._pipeline, wanted, self.steps, report)
        if any(getattr(result, "nsfw_content_detected", None) or ()):
            raise Refusal("the model's safety checker does not let the picture be shown")
        made: Pixels = np.asarray(result.images[0], np.float32)
        scale = made.shape[0] // padded.shape[0]
        return made[: height * scale, : width * scale]


def load_upscaler(plan: Mapping[str, Any]) -> Upscaler:
    """Return the pipeline of a folder.

    Raises:
        Refusal: it cannot be loaded, or does not enlarge pictures.
    """
    preset = UPSCALERS.get(plan["family"])
    if preset is None:
        raise Refusal(
            f"{plan['family']} does not enlarge pictures",
            f"{', '.join(sorted(UPSCALERS))} do, and networks in `.safetensors` files",
        )
    pipeline = load_pipeline(
        Path(plan["folder"]),
        device=plan["device"],
        dtype=_numbers(preset, plan["dtype"], plan["device"]),
        variant=plan["variant"],
        offload=plan["offload"],
    )
    return Upscaler(pipeline, preset, plan["steps"])


def _numbers(preset: UpscalerPreset, dtype: str, device: str) -> str:
    chosen = preset.dtype if dtype == "auto" and device == "cuda" else dtype
    return preset.dtype if preset.only else chosen
