"""Illustrators with a diffusion transformer."""

from __future__ import annotations

from pathlib import Path

from tests.models.tiny.texts import (
    clip_encoder,
    clip_tokenizer,
    qwen_encoder,
    qwen_tokenizer,
    t5_encoder,
    t5_tokenizer,
)
from tests.models.tiny.vaes import image_vae


def sd3(folder: Path) -> None:
    import torch
    from diffusers import (
        FlowMatchEulerDiscreteScheduler,
        SD3Transformer2DModel,
        StableDiffusion3Pipeline,
    )

    torch.manual_seed(0)
    clip, t5 = clip_tokenizer(), t5_tokenizer()
    transformer = SD3Transformer2DModel(
        sample_size=8,
        patch_size=1,
        in_channels=4,
        num_layers=1,
        attention_head_dim=8,
        num_attention_heads=4,
        caption_projection_dim=32,
        joint_attention_dim=64,
        pooled_projection_dim=64,
        out_channels=4,
    )
    StableDiffusion3Pipeline(
        transformer=transformer,
        vae=image_vae(shift_factor=0.06, scaling_factor=1.5),
        text_encoder=clip_encoder(clip, projection=True),
        text_encoder_2=clip_encoder(clip, projection=True),
        text_encoder_3=t5_encoder(t5, width=64),  # one saved without it cannot be loaded again
        tokenizer=clip,
        tokenizer_2=clip,
        tokenizer_3=t5,
        scheduler=FlowMatchEulerDiscreteScheduler(),
    ).save_pretrained(folder)


def flux(folder: Path) -> None:
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel

    torch.manual_seed(0)
    clip, t5 = clip_tokenizer(), t5_tokenizer()
    transformer = FluxTransformer2DModel(
        patch_size=1,
        in_channels=16,  # four latents of four channels each become one token
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=[4, 4, 8],
    )
    vae = image_vae(
        use_quant_conv=False, use_post_quant_conv=False, shift_factor=0.06, scaling_factor=1.5
    )
    FluxPipeline(
        transformer=transformer,
        vae=vae,
        text_encoder=clip_encoder(clip),
        text_encoder_2=t5_encoder(t5),
        tokenizer=clip,
        tokenizer_2=t5,
        scheduler=FlowMatchEulerDiscreteScheduler(),
    ).save_pretrained(folder)


def pixart(folder: Path) -> None:
    import torch
    from diffusers import (
        DPMSolverMultistepScheduler,
        PixArtSigmaPipeline,
        PixArtTransformer2DModel,
    )

    torch.manual_seed(0)
    t5 = t5_tokenizer()
    transformer = PixArtTransformer2DModel(
        sample_size=8,
        num_layers=1,
        patch_size=2,
        attention_head_dim=8,
        num_attention_heads=3,
        caption_channels=32,
        in_channels=4,
        cross_attention_dim=24,
        out_channels=8,
        attention_bias=True,
        activation_fn="gelu-approximate",
        num_embeds_ada_norm=1000,
        norm_type="ada_norm_single",
        norm_elementwise_affine=False,
        norm_eps=1e-6,
        use_additional_conditions=False,
    )
    PixArtSigmaPipeline(
        transformer=transformer,
        vae=image_vae(),
        text_encoder=t5_encoder(t5),
        tokenizer=t5,
        scheduler=DPMSolverMultistepScheduler(),
    ).save_pretrained(folder)


def zimage(folder: Path) -> None:
    import torch
    from diffusers import (
        FlowMatchEulerDiscreteScheduler,
        ZImagePipeline,
        ZImageTransformer2DModel,
    )

    torch.manual_seed(0)
    qwen = qwen_tokenizer()
    transformer = ZImageTransformer2DModel(
        all_patch_size=(2,),
        all_f_patch_size=(1,),
        in_channels=4,
        dim=32,
        n_layers=1,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=16,
        axes_dims=[8, 4, 4],
        axes_lens=[256, 64, 64],
    )
    with torch.no_grad():  # these two are left as whatever was in memory
        transformer.x_pad_token.fill_(1)
        transformer.cap_pad_token.fill_(1)
    ZImagePipeline(
        transformer=transformer,
        vae=image_vae(scaling_factor=0.36, shift_factor=0.11),
        text_encoder=qwen_encoder(qwen),
        tokenizer=qwen,
        scheduler=FlowMatchEulerDiscreteScheduler(),
    ).save_pretrained(folder)
