"""How models of each family are to be used: what their makers advise, where libraries default.

A pipeline's own defaults are for the first model of its class (Z-Image: 50 steps), its distilled
relatives (Z-Image-Turbo: 9) want something else and do not say so. Figures are those of the model
cards and of the pipelines' signatures in diffusers 0.42.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How to ask a pipeline for a picture. None means: as the pipeline does by itself."""

    steps: int | None = None
    guidance: float | None = None
    guided_by: str = "guidance_scale"
    """The argument that takes `guidance`."""
    multiple: int = 32
    """Sides of a picture are multiples of it, in pixels."""
    area: int | None = None
    """Pixels of the pictures that it was trained on; None means: what the model says itself."""
    least: int | None = None
    """Pixels below which pictures go bad; None means: as soon as there are fewer than that."""
    negative: str | None = ""
    """What pictures never show, if nobody said it; None if the family cannot be told."""
    batched: bool = False
    """Whether a picture is the same whatever else is made with it: captions are of one length."""
    more: Mapping[str, object] = field(default_factory=dict)
    """Other arguments, for pipelines that have them."""


GENERAL = Preset()
"""For families that nobody has looked at."""

_UNET = Preset(multiple=8, batched=True)
_DIT = Preset(multiple=16)
_MEGAPIXEL = 1024 * 1024

_PRESETS = {
    "StableDiffusionPipeline": replace(_UNET, steps=30, guidance=7.5),
    "StableDiffusionXLPipeline": replace(_UNET, steps=30, guidance=5.0),
    "LatentConsistencyModelPipeline": replace(_UNET, steps=4, guidance=8.5, negative=None),
    "KolorsPipeline": replace(_UNET, steps=30, guidance=5.0),
    "Kandinsky3Pipeline": replace(_UNET, steps=25, guidance=3.0, multiple=64, area=_MEGAPIXEL),
    "KandinskyV22CombinedPipeline": replace(
        _UNET, steps=50, guidance=4.0, multiple=64, area=512 * 512, batched=False
    ),
    "StableDiffusion3Pipeline": replace(_DIT, steps=28, guidance=4.5, batched=True),
    # Trained to be guided by a number; a negative prompt would take a second pass each step.
    "FluxPipeline": replace(
        _DIT, steps=28, guidance=3.5, area=_MEGAPIXEL, least=320 * 320, negative=None, batched=True
    ),
    "Flux2Pipeline": replace(
        _DIT, steps=50, guidance=4.0, area=_MEGAPIXEL, least=320 * 320, negative=None
    ),
    "Flux2KleinPipeline": replace(
        _DIT, steps=50, guidance=4.0, area=_MEGAPIXEL, least=320 * 320, negative=None, batched=True
    ),
    "ChromaPipeline": replace(_DIT, steps=35, guidance=5.0, area=_MEGAPIXEL, batched=True),
    "PixArtAlphaPipeline": replace(_DIT, steps=20, guidance=4.5, batched=True),
    "PixArtSigmaPipeline": replace(_DIT, steps=20, guidance=4.5, batched=True),
    "SanaPipeline": replace(_DIT, steps=20, guidance=4.5, multiple=32, batched=True),
    # Takes two steps by its own plan; any other number only without that plan.
    "SanaSprintPipeline": replace(
        _DIT,
        steps=2,
        guidance=4.5,
        multiple=32,
        negative=None,
        batched=True,
        more={"intermediate_timesteps": None},
    ),
    # The rest pads captions to the longest of a batch, or makes tokens one after the other.
    "ZImagePipeline": replace(_DIT, steps=50, guidance=5.0, area=_MEGAPIXEL, least=512 * 512),
    # Without a negative prompt, if only a blank one, it is not guided at all.
    "QwenImagePipeline": replace(
        _DIT, steps=50, guidance=4.0, guided_by="true_cfg_scale", area=1328 * 1328, negative=" "
    ),
    "GlmImagePipeline": replace(_DIT, steps=50, guidance=1.5, multiple=32, negative=None),
    "HiDreamImagePipeline": replace(_DIT, steps=50, guidance=5.0),
    "Kandinsky5T2IPipeline": replace(_DIT, steps=50, guidance=3.5),
    "CogView4Pipeline": replace(_DIT, steps=50, guidance=3.5, multiple=32),
    "Lumina2Pipeline": replace(_DIT, steps=30, guidance=4.0),
    "AuraFlowPipeline": replace(_DIT, steps=50, guidance=3.5, area=_MEGAPIXEL),
    "HunyuanDiTPipeline": replace(_DIT, steps=50, guidance=5.0),
}

_ALWAYS = {"use_resolution_binning": False}
"""Arguments for every pipeline that has them: sizes are asked for that the model can make."""

_VARIANTS: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    # (class, trait, what is different); the first that fits.
    ("ZImagePipeline", "turbo", {"steps": 9, "guidance": 0.0}),
    ("StableDiffusionPipeline", "turbo", {"steps": 4, "guidance": 0.0}),
    ("StableDiffusionXLPipeline", "turbo", {"steps": 4, "guidance": 0.0}),
    ("StableDiffusionXLPipeline", "lightning", {"steps": 4, "guidance": 0.0}),
    ("StableDiffusion3Pipeline", "turbo", {"steps": 4, "guidance": 0.0}),
    ("FluxPipeline", "schnell", {"steps": 4, "guidance": 0.0, "max_sequence_length": 256}),
    ("Flux2KleinPipeline", "distilled", {"steps": 4, "guidance": 1.0}),
    ("QwenImagePipeline", "lightning", {"steps": 8, "guidance": 1.0, "negative": None}),
    ("HiDreamImagePipeline", "dev", {"steps": 28, "guidance": 0.0}),
    ("HiDreamImagePipeline", "fast", {"steps": 16, "guidance": 0.0}),
    ("LatentConsistencyModelPipeline", "lcm", {}),
    # Made quick by consistency distillation, whatever it was before.
    ("", "lcm", {"steps": 4, "guidance": 1.0}),
)


def preset(family: str, traits: Collection[str] = ()) -> Preset:
    """Return how to use a model of a pipeline class; `traits` are words that are true of it."""
    found = _PRESETS.get(family, GENERAL)
    changes = next(
        (
            changes
            for known, trait, changes in _VARIANTS
            if trait in traits and known in {family, ""}
        ),
        {},
    )
    # What is no field of a preset is an argument.
    fields = {name: value for name, value in changes.items() if name in Preset.__slots__}
    more = {name: value for name, value in changes.items() if name not in fields}
    return replace(found, more=_ALWAYS | dict(found.more) | more, **fields)  # type: ignore[arg-type]  # as the table says
