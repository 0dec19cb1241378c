"""Models of real size with random weights: as slow as the real ones, and nothing to download.

Run as a program, `python -m benchmarks.shapes KIND FOLDER` writes one. Shapes are those of the
published configurations of SDXL 1.0 and of Coqui's default VITS.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

SAMPLE_RATE = 22_050


def make(kind: str, folder: Path) -> None:
    """Write the model `kind` (`sdxl`, `small` or `vits`) into `folder`."""
    import torch

    torch.manual_seed(0)
    if kind == "vits":
        _vits(folder)
    else:
        _sdxl(folder, small=kind == "small")


def _sdxl(folder: Path, *, small: bool) -> None:
    """Write Stable Diffusion XL: 2.6 billion parameters in the UNet; `small` has a 64th."""
    import diffusers
    import torch

    part = 8 if small else 1
    widths = tuple(width // part for width in (320, 640, 1280))
    first, second = 768 // part, 1280 // part
    tokenizer = _tokenizer()
    with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
        unet = diffusers.UNet2DConditionModel(
            sample_size=128
            // (4 if small else 1),  # below it, a picture is drawn larger and reduced
            block_out_channels=widths,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
            transformer_layers_per_block=(1, 2, 10),
            attention_head_dim=tuple(max(1, heads // part) for heads in (5, 10, 20)),
            norm_num_groups=32 // part,
            cross_attention_dim=first + second,
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=256,
            projection_class_embeddings_input_dim=second + 6 * 256,
        )
        vae = diffusers.AutoencoderKL(
            block_out_channels=tuple(width // part for width in (128, 256, 512, 512)),
            down_block_types=("DownEncoderBlock2D",) * 4,
            up_block_types=("UpDecoderBlock2D",) * 4,
            layers_per_block=2,
            norm_num_groups=32 // part,
            sample_size=1024,
            scaling_factor=0.13025,
        )
        encoders = (
            _text_encoder(tokenizer, first, 12, 12 // part or 1, projected=False),
            _text_encoder(tokenizer, second, 32, 20 // part or 1, projected=True),
        )
    pipeline = diffusers.StableDiffusionXLPipeline(
        unet=unet,
        vae=vae,
        text_encoder=encoders[0],
        text_encoder_2=encoders[1],
        tokenizer=tokenizer,
        tokenizer_2=tokenizer,
        scheduler=diffusers.EulerDiscreteScheduler(
            beta_schedule="scaled_linear", timestep_spacing="leading", steps_offset=1
        ),
    )
    pipeline.save_pretrained(folder, safe_serialization=True)


def _text_encoder(tokenizer: Any, width: int, layers: int, heads: int, *, projected: bool) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        intermediate_size=4 * width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        projection_dim=width,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config).eval()


def _tokenizer() -> Any:
    """Return CLIP's tokenizer over single bytes: no vocabulary has to be had from anywhere."""
    from transformers import CLIPTokenizer

    letters = [chr(code) for code in range(33, 127)]
    words = [*letters, *(letter + "</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        vocabulary = {word: number for number, word in enumerate(words)}
        (files / "vocab.json").write_text(json.dumps(vocabulary))
        (files / "merges.txt").write_text("#version: 0.2\n")
        special = {"bos_token": "<|startoftext|>"}
        special |= dict.fromkeys(("eos_token", "unk_token", "pad_token"), "<|endoftext|>")
        settings = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, **special}
        (files / "tokenizer_config.json").write_text(json.dumps(settings))
        return CLIPTokenizer.from_pretrained(folder)


def _vits(folder: Path) -> None:
    """Write VITS in Coqui's default shape: one voice, letters instead of phonemes."""
    import math

    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.vits_config import VitsConfig
    from TTS.tts.models.vits import Vits

    audio = BaseAudioConfig(
        sample_rate=SAMPLE_RATE,
        hop_length=256,
        win_length=1024,
        fft_size=1024,
        num_mels=80,
        mel_fmin=0,
        mel_fmax=None,
    )
    config = VitsConfig(audio=audio, use_phonemes=False, text_cleaner="english_cleaners")
    config.model_args.init_discriminator = False
    # Random weights of the stochastic predictor would give any length; this one can be told.
    config.model_args.use_sdp = False
    model = Vits(config)
    with torch.no_grad():
        model.duration_predictor.proj.bias.fill_(math.log(5.5))
    folder.mkdir(parents=True, exist_ok=True)
    model.config.save_json(str(folder / "config.json"))
    torch.save({"model": model.state_dict()}, folder / "model.pth")


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
