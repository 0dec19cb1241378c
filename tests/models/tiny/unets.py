"""Illustrators with a UNet: Stable Diffusion, its fast and its large relatives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.models.tiny.texts import clip_encoder, clip_tokenizer
from tests.models.tiny.vaes import image_vae

BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
UNGUARDED = {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}
"""Without the model that looks whether a picture can be shown to everybody."""


def sd(folder: Path) -> None:
    import torch
    from diffusers import DDIMScheduler, StableDiffusionPipeline

    torch.manual_seed(0)
    tokenizer = clip_tokenizer()
    scheduler = DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1, **BETAS)
    StableDiffusionPipeline(
        unet=_unet(),
        vae=image_vae(),
        text_encoder=clip_encoder(tokenizer),
        tokenizer=tokenizer,
        scheduler=scheduler,
        **UNGUARDED,
    ).save_pretrained(folder)


def sd_guarded(folder: Path) -> None:
    """Build one whose safety checker lets nothing be shown: everything is worse than -1."""
    import torch
    from diffusers import DDIMScheduler, StableDiffusionPipeline
    from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
    from transformers import CLIPConfig, CLIPImageProcessor

    torch.manual_seed(0)
    tokenizer = clip_tokenizer()
    vision = {
        "hidden_size": 32,
        "intermediate_size": 37,
        "num_hidden_layers": 1,
        "num_attention_heads": 4,
        "image_size": 32,
        "patch_size": 8,
    }
    checker = StableDiffusionSafetyChecker(CLIPConfig(vision_config=vision, projection_dim=16))
    with torch.no_grad():
        checker.concept_embeds_weights.fill_(-1)
    StableDiffusionPipeline(
        unet=_unet(),
        vae=image_vae(),
        text_encoder=clip_encoder(tokenizer),
        tokenizer=tokenizer,
        scheduler=DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1, **BETAS),
        safety_checker=checker.eval(),
        feature_extractor=CLIPImageProcessor(crop_size=32, size=32),
    ).save_pretrained(folder)


def lcm(folder: Path) -> None:
    import torch
    from diffusers import LatentConsistencyModelPipeline, LCMScheduler

    torch.manual_seed(0)
    tokenizer = clip_tokenizer()
    LatentConsistencyModelPipeline(
        unet=_unet(time_cond_proj_dim=32),
        vae=image_vae(),
        text_encoder=clip_encoder(tokenizer),
        tokenizer=tokenizer,
        scheduler=LCMScheduler(set_alpha_to_one=False, **BETAS),
        **UNGUARDED,
    ).save_pretrained(folder)


def sdxl(folder: Path) -> None:
    import torch
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline

    torch.manual_seed(0)
    tokenizer = clip_tokenizer()
    scheduler = EulerDiscreteScheduler(
        timestep_spacing="leading", beta_schedule="scaled_linear", steps_offset=1
    )
    StableDiffusionXLPipeline(
        unet=_unet_xl(),
        vae=image_vae(),
        text_encoder=clip_encoder(tokenizer),
        text_encoder_2=clip_encoder(tokenizer, projection=True),
        tokenizer=tokenizer,
        tokenizer_2=tokenizer,
        scheduler=scheduler,
    ).save_pretrained(folder)


def _unet(**more: Any) -> Any:
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        block_out_channels=(4, 8),
        layers_per_block=1,
        sample_size=8,
        norm_num_groups=2,
        cross_attention_dim=32,
        attention_head_dim=2,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        **more,
    )


def _unet_xl() -> Any:
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        block_out_channels=(2, 4),
        layers_per_block=2,
        sample_size=8,
        norm_num_groups=1,
        attention_head_dim=(2, 4),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 2),
        # Six numbers of the picture's size, each as 8, and 32 of the text.
        projection_class_embeddings_input_dim=80,
        cross_attention_dim=64,
    )
