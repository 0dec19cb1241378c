"""Pictures out of a loaded pipeline of whatever family, in a worker process."""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mdvid.backends.diffusers.calling import Report, call
from mdvid.backends.diffusers.gate import fault
from mdvid.backends.diffusers.loading import Refusal, first_line, out_of_memory
from mdvid.backends.diffusers.presets import Preset
from mdvid.backends.diffusers.sizes import drawn_size

_MEGAPIXEL = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One picture of a job."""

    prompt: str
    seed: int
    out: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Pictures that are made together."""

    pictures: Sequence[Wanted]
    width: int
    height: int
    negative: str


class Studio:
    """Draws with one pipeline.

    The picture of a request shall be the same whatever else is in its batch. Each has a generator
    of its own, on the CPU, so that every device begins with the same noise. A batch is always of
    the same size, filled up with copies of the last picture: sums over matrices of another shape
    are rounded in another order. Families that pad captions to the longest one are not batched at
    all: there the neighbours' words would change the shape.
    """

    def __init__(self, pipeline: Any, preset: Preset, *, batch: int) -> None:
        self._pipeline = pipeline
        self._preset = preset
        self._batch = batch if preset.batched else 1
        self._area = preset.area or _native_area(pipeline)

    def draw(self, job: Job, report: Report) -> list[str | None]:
        """Write the pictures as PNG; return of each what is wrong with it, or None.

        Raises:
            Refusal: the pipeline failed, or the memory was not enough.
        """
        import torch

        missing = self._batch - len(job.pictures)
        filled = [*job.pictures, *[job.pictures[-1]] * missing]
        size = f"{len(filled)} of {job.width}x{job.height} pixels"
        try:
            # Those that make tokens draw lots from here, not from a generator.
            torch.manual_seed(filled[0].seed)
            result = call(self._pipeline, self._arguments(job, filled), self._preset.steps, report)
        except (torch.OutOfMemoryError, MemoryError) as error:
            raise out_of_memory(size, error) from error
        except Exception as error:
            if "allocate memory" in str(error):  # so says the CPU, by a plain RuntimeError
                raise out_of_memory(size, error) from error
            family = type(self._pipeline).__name__
            raise Refusal(f"{family} failed: {first_line(error)}") from error
        flags = getattr(result, "nsfw_content_detected", None) or [False] * len(filled)
        return [
            _finish(image, job, wanted.out, flagged=bool(flag))
            for wanted, image, flag in zip(job.pictures, result.images, flags, strict=False)
        ]

    def _arguments(self, job: Job, pictures: Sequence[Wanted]) -> dict[str, object]:
        import torch

        preset = self._preset
        width, height = drawn_size(
            job.width,
            job.height,
            area=self._area,
            least=preset.least or self._area,
            multiple=preset.multiple,
        )
        negative = None if preset.negative is None else job.negative or preset.negative
        chosen: dict[str, object] = {
            "prompt": [wanted.prompt for wanted in pictures],
            "negative_prompt": [negative] * len(pictures) if negative else None,
            "width": width,
            "height": height,
            "num_inference_steps": preset.steps,
            preset.guided_by: preset.guidance,
        }
        fixed = {
            "generator": [torch.Generator("cpu").manual_seed(wanted.seed) for wanted in pictures],
            "output_type": "np",
        }
        said = {name: value for name, value in chosen.items() if value is not None}
        return said | fixed | dict(preset.more)


def refuse_signature(family: str) -> None:
    """Make sure that a class of pipelines makes pictures out of words; loads no weights.

    Raises:
        Refusal: it makes something else, or is not known.
    """
    import diffusers

    pipeline = getattr(diffusers, family, None)
    if pipeline is None:
        raise Refusal(
            f"diffusers {diffusers.__version__} has no {family}",
            "the model is for another version of it",
        )
    arguments = inspect.signature(pipeline.__call__).parameters
    needed = {
        name
        for name, known in arguments.items()
        if known.default is known.empty and known.kind is not known.VAR_KEYWORD
    }
    if not arguments.keys().isdisjoint({"num_frames", "video_length"}):
        raise Refusal(f"{family} makes clips, not pictures", "it may do as `illustration.animator`")
    if "prompt" not in arguments or needed - {"self", "prompt"}:
        raise Refusal(f"{family} does not make pictures out of words alone")


def network(pipeline: Any) -> Any:
    """Return the part of a pipeline that runs at every step; None if it has another name."""
    parts = (getattr(pipeline, name, None) for name in ("unet", "transformer"))
    return next((part for part in parts if part is not None), None)


def _native_area(pipeline: Any) -> int:
    """Return the number of pixels that a pipeline's model says that it was trained on."""
    sample = getattr(getattr(network(pipeline), "config", None), "sample_size", None)
    scale = getattr(pipeline, "vae_scale_factor", 8)
    if isinstance(sample, int):
        return (sample * scale) ** 2
    if isinstance(sample, list | tuple):
        return math.prod(sample) * scale**2
    arguments = inspect.signature(pipeline.__call__).parameters
    sides = [arguments[name].default for name in ("width", "height") if name in arguments]
    known = [side for side in sides if isinstance(side, int)]
    return math.prod(known) if len(known) == len(("width", "height")) else _MEGAPIXEL


def _finish(image: Any, job: Job, out: Path, *, flagged: bool) -> str | None:
    """Write one image in exactly the size of the job; return what is wrong with it, or None.

    What is too long or too high is cut at both ends, nothing is distorted.
    """
    import numpy as np
    from PIL import Image, ImageOps

    pixels = np.asarray(image)
    if pixels.dtype == np.uint8:  # an image already, though numbers were asked for
        pixels = pixels.astype(np.float32) / 255
    wrong = fault(pixels, flagged=flagged)
    if wrong:
        return wrong
    drawn = Image.fromarray((pixels[..., :3].clip(0, 1) * 255).round().astype(np.uint8), "RGB")
    fitted = ImageOps.fit(drawn, (job.width, job.height), Image.Resampling.LANCZOS)
    fitted.save(out, "PNG")
    return None
