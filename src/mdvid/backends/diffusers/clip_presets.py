"""What image-to-video pipelines want to be given, by their class.

A pipeline's own defaults count, as its signature and its configuration say them; here is what they
do not say, or say badly. Figures are those of the models' makers: their examples and cards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mdvid.media.model import Size

RATE_ARGUMENTS = ("frame_rate", "fps", "target_fps")
"""How pipelines call the rate, where it is part of what the model is told."""

FRAMES_ARGUMENTS = ("num_frames", "frames")
"""How they call the number of frames."""

USUAL_RATE = 16
USUAL_FRAMES = 49
USUAL_AREA = 832 * 480
USUAL_STEPS = 50

_POOR = "low quality, blurry, jittery, distorted, inconsistent motion"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPreset:
    """What is known of one class beyond what it says itself; None is what it says itself."""

    fps: int | None = None
    frames: int | None = None
    steps: int | None = None
    area: int | None = None
    """Pixels of a frame that the model was trained on."""
    multiple: int = 8
    """Both sides are a multiple of it: what the pipeline's own check asks for."""
    negative: str = ""
    """What is not wanted where the request does not say."""
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a loaded pipeline says of itself."""

    name: str
    """Of its class."""
    defaults: Mapping[str, object]
    """Of all its arguments, by their names."""
    sample: Size | None = None
    """The size that the model was trained on."""
    fixed: bool = False
    """Whether it can do no other size."""
    multiple: int = 1
    """Both sides are a multiple of it: the pixels of one patch of the model."""
    group: int = 1
    """Frames come one, and then by so many: `4k + 1`."""
    frames: int | None = None
    """How many frames the model was trained on."""
    flags: frozenset[str] = frozenset()
    """What tells models of one class apart: parts of its configuration, words of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user wants to be otherwise; None means: as it should be."""

    frames: int | None = None
    steps: int | None = None
    pixels: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPlan:
    """How a clip is made."""

    size: Size
    """Of the frames that the model makes."""
    frames: int
    fps: int
    steps: int
    negative: str
    arguments: Mapping[str, object]
    """All others, of those that the pipeline takes."""


_LTX = ClipPreset(
    frames=121,
    multiple=32,
    negative=_POOR,
    # Decoders from 0.9.1 on denoise a last time; older ones do not look at these.
    arguments={"decode_timestep": 0.05, "decode_noise_scale": 0.025},
)

_LTX_DISTILLED = replace(
    _LTX, steps=8, negative="", arguments={**_LTX.arguments, "guidance_scale": 1.0}
)

PRESETS = {
    "StableVideoDiffusionPipeline": ClipPreset(
        arguments={"decode_chunk_size": 8, "motion_bucket_id": 127, "noise_aug_strength": 0.02}
    ),
    "LTXImageToVideoPipeline": _LTX,
    "LTXImageToVideoPipeline+distilled": _LTX_DISTILLED,
    "LTXConditionPipeline": _LTX,
    "LTXConditionPipeline+distilled": _LTX_DISTILLED,
    "LTX2ImageToVideoPipeline": ClipPreset(frames=121, multiple=32, negative=_POOR),
    "WanImageToVideoPipeline": ClipPreset(fps=16, multiple=16, negative=_POOR),
    "WanImageToVideoPipeline+expand_timesteps": ClipPreset(
        fps=24, frames=121, area=1280 * 704, multiple=32, negative=_POOR
    ),
    "WanImageToVideoPipeline+boundary_ratio": ClipPreset(
        fps=16, steps=40, multiple=16, negative=_POOR, arguments={"guidance_scale": 3.5}
    ),
    "CogVideoXImageToVideoPipeline": ClipPreset(fps=8, arguments={"use_dynamic_cfg": True}),
    "CogVideoXImageToVideoPipeline+patch_size_t": ClipPreset(
        fps=16, frames=81, arguments={"use_dynamic_cfg": True}
    ),
    "HunyuanVideoImageToVideoPipeline": ClipPreset(fps=24, multiple=16),
    "HunyuanSkyreelsImageToVideoPipeline": ClipPreset(fps=24, multiple=16),
    "HunyuanVideoFramepackPipeline": ClipPreset(fps=30, multiple=16),
    "HunyuanVideo15ImageToVideoPipeline": ClipPreset(fps=24, multiple=16),
    "Kandinsky5I2VPipeline": ClipPreset(fps=24, multiple=16, negative=_POOR),
    "SanaImageToVideoPipeline": ClipPreset(
        multiple=32, negative=_POOR, arguments={"use_resolution_binning": False}
    ),
    "SkyReelsV2ImageToVideoPipeline": ClipPreset(fps=24, multiple=16, negative=_POOR),
    "MotifVideoImage2VideoPipeline": ClipPreset(fps=24, multiple=16),
}
"""By the name of the class, and `+FLAG` for models of it with that flag."""


MOVING = {
    "LTXPipeline": "LTXImageToVideoPipeline",
    "LTX2Pipeline": "LTX2ImageToVideoPipeline",
    "WanPipeline": "WanImageToVideoPipeline",
}
"""Classes that make clips out of words, and those that make them out of pictures with the same
parts: some models are published as the former and can do both."""

EXACT = {"WanImageToVideoPipeline": ("vae", "image_encoder")}
"""Parts that need full precision, whatever the rest is counted in."""


def preset(traits: Traits) -> ClipPreset:
    """Return the preset for a pipeline; that of a class nobody heard of is empty."""
    names = [*(f"{traits.name}+{flag}" for flag in sorted(traits.flags)), traits.name]
    return next((PRESETS[name] for name in names if name in PRESETS), ClipPreset(multiple=16))


def plan(traits: Traits, size: Size, wishes: Wishes) -> ClipPlan:
    """Return how a clip of `size` is made by a pipeline."""
    known = preset(traits)
    frames = wishes.frames or known.frames or _frames(traits)
    fps = known.fps or _rate(traits)
    arguments = {**known.arguments, **dict.fromkeys(RATE_ARGUMENTS, fps)}
    return ClipPlan(
        size=_size(traits, known, size, wishes.pixels),
        frames=traits.group * max(1, round((frames - 1) / traits.group)) + 1,
        fps=fps,
        steps=wishes.steps or known.steps or _number(traits, "num_inference_steps", USUAL_STEPS),
        negative=known.negative,
        arguments={name: given for name, given in arguments.items() if name in traits.defaults},
    )


def _size(traits: Traits, known: ClipPreset, size: Size, pixels: int | None) -> Size:
    """Return a size of the area that the model is used to, as near to the ratio as it can be."""
    if traits.fixed and traits.sample is not None:
        return traits.sample
    area = pixels or known.area or _area(traits)
    multiple = math.lcm(known.multiple, traits.multiple)
    ratio = size.width / size.height
    across, down = math.sqrt(area * ratio), math.sqrt(area / ratio)
    return Size(*(max(1, round(side / multiple)) * multiple for side in (across, down)))


def _area(traits: Traits) -> int:
    if traits.sample is not None:
        return traits.sample.width * traits.sample.height
    sides = [_number(traits, side, 0) for side in ("width", "height")]
    return math.prod(sides) or USUAL_AREA


def _frames(traits: Traits) -> int:
    if traits.frames is not None:
        return traits.frames
    found = (_number(traits, name, 0) for name in FRAMES_ARGUMENTS)
    return next(filter(None, found), USUAL_FRAMES)


def _rate(traits: Traits) -> int:
    found = (_number(traits, name, 0) for name in RATE_ARGUMENTS)
    return next(filter(None, found), USUAL_RATE)


def _number(traits: Traits, name: str, default: int) -> int:
    found = traits.defaults.get(name)
    return int(found) if isinstance(found, int | float) else default
