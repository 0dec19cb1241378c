from __future__ import annotations

import pytest

from mdvid.backends.models.hub_files import NotUsable, RemoteFile, select

INDEX = {
    "_class_name": "StableDiffusionXLPipeline",
    "force_zeros_for_empty_prompt": True,
    "feature_extractor": [None, None],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "unet": ["diffusers", "UNet2DConditionModel"],
}


def chosen(paths: str, index: dict[str, object] | None = None, kind: str = "illustrator") -> str:
    files = [RemoteFile(path=path, size=1) for path in paths.split()]
    return " ".join(sorted(file.path for file in select(files, index, kind)))


@pytest.mark.parametrize(
    ("there", "needed"),
    [
        ("unet/a.safetensors", "unet/a.safetensors"),
        ("unet/a.safetensors unet/a.fp16.safetensors", "unet/a.safetensors"),
        ("unet/a.safetensors unet/a.bin unet/a.msgpack", "unet/a.safetensors"),
        ("unet/a.fp16.safetensors unet/a.bin", "unet/a.fp16.safetensors"),
        ("unet/a.fp16.safetensors unet/a.bf16.safetensors", "unet/a.fp16.safetensors"),
        ("unet/a.odd.safetensors", "unet/a.odd.safetensors"),
        (
            "unet/a-1-of-2.safetensors unet/a-2-of-2.safetensors unet/a.fp16-1-of-2.safetensors",
            "unet/a-1-of-2.safetensors unet/a-2-of-2.safetensors",
        ),
        (
            "unet/a-1-of-2.safetensors unet/a-2-of-2.safetensors unet/a-1-of-2.fp16.safetensors",
            "unet/a-1-of-2.safetensors unet/a-2-of-2.safetensors",
        ),
        (
            "unet/a.safetensors unet/config.json unet/more/tokens.txt",
            "unet/a.safetensors unet/config.json unet/more/tokens.txt",
        ),
        ("unet/a.safetensors text_encoder/chat_template.jinja text_encoder/spiece.model",) * 2,
        ("unet/a.safetensors LICENSE.md README.md", "LICENSE.md README.md unet/a.safetensors"),
        ("unet/a.safetensors all.safetensors vae/x.safetensors unet/run.py", "unet/a.safetensors"),
        ("unet/a.safetensors unet_copy/a.safetensors", "unet/a.safetensors"),
    ],
)
def test_of_a_pipeline_its_parts_are_needed_in_one_variant(there: str, needed: str) -> None:
    found = chosen(f"model_index.json {there}", INDEX)
    assert found.split() == sorted(["model_index.json", *needed.split()])


@pytest.mark.parametrize(
    ("there", "index", "kind", "why"),
    [
        ("unet/a.bin", INDEX, "illustrator", "has no safetensors: `unet` is there only"),
        (
            "unet/a.safetensors text_encoder/b.ckpt",
            INDEX,
            "animator",
            "has no safetensors: `text_encoder`",
        ),
        ("model_index.json", INDEX, "illustrator", "has no weights in the parts"),
        ("a.safetensors", None, "illustrator", "is no pipeline of diffusers"),
        ("a.safetensors", None, "animator", "is no pipeline of diffusers"),
        ("unet/a.safetensors", {"_class_name": ["own", "Own"]}, "illustrator", "needs code"),
        ("unet/a.safetensors", {}, "illustrator", "needs code"),
        ("a.safetensors", None, "align", "has no `config.json`"),
        ("config.json", None, "align", "has no weights"),
        ("config.json a.bin", None, "align", "has no safetensors: it is there only"),
        ("a.pth", None, "upscaler", "has no safetensors"),
        ("README.md", None, "upscaler", "holds 0 files of weights"),
        ("a.safetensors b.safetensors", None, "upscaler", "holds 2 files of weights"),
    ],
)
def test_what_cannot_be_used_is_refused(
    there: str, index: dict[str, object] | None, kind: str, why: str
) -> None:
    with pytest.raises(NotUsable, match=why):
        chosen(there, index, kind)


@pytest.mark.parametrize(
    ("there", "kind", "needed"),
    [
        ("config.json model.safetensors vocab.json a.bin", "align", None),
        ("x4.safetensors x4.pth notes.txt", "upscaler", "x4.safetensors"),
        ("weights/x4.safetensors README.md", "upscaler", "README.md weights/x4.safetensors"),
    ],
)
def test_of_other_models_their_weights_are_needed(
    there: str, kind: str, needed: str | None
) -> None:
    assert chosen(there, None, kind) == (needed or "config.json model.safetensors vocab.json")
