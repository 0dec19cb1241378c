"""Autoencoders between pixels and latents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def image_vae(channels: Sequence[int] = (8, 8, 8, 8), latent: int = 4, **more: Any) -> Any:
    """Return one that halves the sides with every block but the first: four make an eighth."""
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=list(channels),
        norm_num_groups=4,
        down_block_types=["DownEncoderBlock2D"] * len(channels),
        up_block_types=["UpDecoderBlock2D"] * len(channels),
        latent_channels=latent,
        sample_size=128,
        **more,
    )
