"""What a loaded image-to-video pipeline says of itself."""

from __future__ import annotations

import inspect
from collections.abc import Collection
from typing import Any

from mdvid.backends.diffusers.clip_presets import FRAMES_ARGUMENTS, Traits
from mdvid.backends.diffusers.loading import Refusal
from mdvid.media.model import Size

_SPATIAL = ("vae_scale_factor_spatial", "vae_spatial_compression_ratio", "vae_scale_factor")
_TEMPORAL = ("vae_scale_factor_temporal", "vae_temporal_compression_ratio")
_FLAGS = ("expand_timesteps", "boundary_ratio")


def refuse_other_kinds(kind: str) -> None:
    """Make sure that a class of pipelines makes clips out of pictures; loads no weights.

    Raises:
        Refusal: it makes something else, or is not known.
    """
    import diffusers

    known = getattr(diffusers, kind, None)
    if known is None:
        raise Refusal(
            f"diffusers {diffusers.__version__} has no {kind}",
            "the model is for another version of it",
        )
    arguments = inspect.signature(known.__call__).parameters
    if "image" not in arguments or arguments.keys().isdisjoint(FRAMES_ARGUMENTS):
        raise Refusal(
            f"{kind} makes no clips out of pictures",
            "image-to-video models do: Stable Video Diffusion, LTX-Video, Wan I2V, CogVideoX I2V",
        )


def read_traits(pipeline: Any, words: Collection[str]) -> Traits:
    """Return the traits of a pipeline; `words` are those of its model's name.

    Raises:
        Refusal: its model was trained for words only, whatever the class is.
    """
    network = _network(pipeline)
    spatial = _first(pipeline, _SPATIAL)
    flags = {name for name in _FLAGS if _config(pipeline, name)}
    if _config(network, "patch_size_t"):
        flags.add("patch_size_t")
    if "Wan" in type(pipeline).__name__ and "expand_timesteps" not in flags:
        _refuse_wordy(pipeline, network)
    return Traits(
        name=type(pipeline).__name__,
        defaults={
            name: None if known.default is known.empty else known.default
            for name, known in inspect.signature(pipeline.__call__).parameters.items()
        },
        sample=_sample(network, spatial),
        fixed=bool(_config(network, "use_learned_positional_embeddings")),
        multiple=spatial * _patch(network),
        group=_first(pipeline, _TEMPORAL),
        frames=_config(network, "num_frames") or _config(network, "sample_frames"),
        flags=frozenset(flags | set(words)),
    )


def _network(pipeline: Any) -> Any:
    for name in ("unet", "transformer", "transformer_2"):
        part = getattr(pipeline, name, None)
        if part is not None:
            return part
    raise Refusal(f"{type(pipeline).__name__} has no network that mdvid knows")


def _refuse_wordy(pipeline: Any, network: Any) -> None:
    """Refuse models of Wan that have no channels for a picture beside those of the clip."""
    if _config(network, "in_channels") == _config(pipeline.vae, "z_dim"):
        raise Refusal(
            "the model makes clips out of words only",
            "Wan I2V and Wan 2.2 TI2V make them out of pictures",
        )


def _sample(network: Any, scale: int) -> Size | None:
    """Return the size of the clips that a network was trained on, where its configuration says."""
    height, width = _config(network, "sample_height"), _config(network, "sample_width")
    if height and width:
        return Size(width * scale, height * scale)
    side = _config(network, "sample_size")
    # What transformers call so is of images that they were trained on before.
    if type(network).__name__.startswith("UNet") and isinstance(side, int):
        return Size(side * scale, side * scale)
    return None


def _patch(network: Any) -> int:
    """Return how many latent pixels a network cannot tell apart, or halves away."""
    blocks = _config(network, "block_out_channels")
    if blocks:
        return int(2 ** (len(blocks) - 1))
    patch = _config(network, "patch_size")
    return int(patch[-1] if isinstance(patch, list | tuple) else patch or 1)


def _first(holder: Any, names: Collection[str]) -> int:
    found = (getattr(holder, name, None) for name in names)
    return next((int(value) for value in found if value), 1)


def _config(holder: Any, name: str) -> Any:
    return getattr(getattr(holder, "config", None), name, None)
