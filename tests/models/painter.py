"""A painter on a hub, as its publisher put it there."""

from __future__ import annotations

import json
from pathlib import Path

NAME = "somebody/painter"
KEY = f"diffusers:{NAME}"

INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.42.1",
    "safety_checker": [None, None],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
}

PIPELINE = {
    "README.md": b"---\nlicense: apache-2.0\n---\n",
    "model_index.json": json.dumps(INDEX).encode(),
    "painter.safetensors": b"all in one, for other programs",
    "tokenizer/merges.txt": b"#version: 0.2\n",
    "unet/config.json": b"{}",
    "unet/diffusion_pytorch_model.bin": b"a pickle",
    "unet/diffusion_pytorch_model.fp16.safetensors": b"half",
    "unet/diffusion_pytorch_model.safetensors": b"weights" * 1000,
    "vae_decoder/model.onnx": b"for others",
}

NEEDED = {
    "README.md",
    "model_index.json",
    "tokenizer/merges.txt",
    "unet/config.json",
    "unet/diffusion_pytorch_model.safetensors",
}


def fetched(root: Path) -> set[str]:
    """Return the files of all snapshots in the hub's cache."""
    found = root.glob("cache/huggingface/hub/models--*/snapshots/*/**/*")
    return {"/".join(p.parts[p.parts.index("snapshots") + 2 :]) for p in found if p.is_file()}
