"""Enlargers: two diffusion pipelines, and a network in one file."""

from __future__ import annotations

from pathlib import Path

from tests.models.tiny.texts import clip_encoder, clip_tokenizer
from tests.models.tiny.vaes import image_vae


def compact(folder: Path) -> None:
    """Build the network of Real-ESRGAN's small models; it doubles the sides."""
    import torch
    from safetensors.torch import save_file
    from spandrel.architectures.Compact import Compact

    torch.manual_seed(0)
    network = Compact(num_feat=8, num_conv=2, upscale=2)
    folder.mkdir()
    save_file(network.state_dict(), folder / "compact-x2.safetensors")


def sdx4(folder: Path) -> None:
    import torch
    from diffusers import (
        DDIMScheduler,
        DDPMScheduler,
        StableDiffusionUpscalePipeline,
        UNet2DConditionModel,
    )

    torch.manual_seed(0)
    tokenizer = clip_tokenizer()
    unet = UNet2DConditionModel(
        block_out_channels=(8, 8, 16),
        norm_num_groups=4,
        layers_per_block=1,
        sample_size=32,
        # Four of the latents and three of the picture.
        in_channels=7,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=4,
        cross_attention_dim=32,
        use_linear_projection=True,
        only_cross_attention=(True, True, False),
        num_class_embeds=100,
    )
    StableDiffusionUpscalePipeline(
        unet=unet,
        vae=image_vae((8, 8, 8), scaling_factor=0.08333),
        text_encoder=clip_encoder(tokenizer),
        tokenizer=tokenizer,
        low_res_scheduler=DDPMScheduler(),
        scheduler=DDIMScheduler(prediction_type="v_prediction"),
        max_noise_level=350,
    ).save_pretrained(folder)


def ldmsr(folder: Path) -> None:
    """Build one that doubles the sides (published ones make them four times as long)."""
    import torch
    from diffusers import DDIMScheduler, LDMSuperResolutionPipeline, UNet2DModel, VQModel

    torch.manual_seed(0)
    unet = UNet2DModel(
        block_out_channels=(8, 16),
        norm_num_groups=4,
        layers_per_block=1,
        sample_size=32,
        in_channels=6,
        out_channels=3,
        down_block_types=("DownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "UpBlock2D"),
    )
    vqvae = VQModel(
        block_out_channels=[8, 16],
        norm_num_groups=4,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 2,
        up_block_types=["UpDecoderBlock2D"] * 2,
        latent_channels=3,
    )
    LDMSuperResolutionPipeline(vqvae=vqvae, unet=unet, scheduler=DDIMScheduler()).save_pretrained(
        folder
    )
