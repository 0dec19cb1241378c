from __future__ import annotations

import pytest

from mdvid.backends.diffusers.presets import GENERAL, preset


@pytest.mark.parametrize(
    ("family", "traits", "steps", "guidance"),
    [
        ("StableDiffusionPipeline", {"stable", "diffusion", "v1", "5"}, 30, 7.5),
        ("StableDiffusionPipeline", {"sd", "turbo"}, 4, 0),
        ("StableDiffusionPipeline", {"dreamshaper", "lcm"}, 4, 1),
        ("LatentConsistencyModelPipeline", {"lcm", "dreamshaper", "v7"}, 4, 8.5),
        ("StableDiffusionXLPipeline", {"sdxl", "lightning"}, 4, 0),
        ("FluxPipeline", {"flux", "1", "dev"}, 28, 3.5),
        ("FluxPipeline", {"flux", "1", "schnell"}, 4, 0),
        ("Flux2KleinPipeline", {"flux", "2", "klein", "4b", "distilled"}, 4, 1),
        ("Flux2KleinPipeline", {"flux", "2", "klein", "base", "4b"}, 50, 4),
        ("ZImagePipeline", {"z", "image"}, 50, 5),
        ("ZImagePipeline", {"z", "image", "turbo"}, 9, 0),
        ("SanaSprintPipeline", {"sana", "sprint"}, 2, 4.5),
        ("KolorsPipeline", {"kolors", "lcm"}, 4, 1),
    ],
)
def test_a_quick_relative_takes_fewer_steps(
    family: str, traits: set[str], steps: int, guidance: float
) -> None:
    found = preset(family, traits)
    assert (found.steps, found.guidance) == (steps, guidance)


def test_a_word_means_something_for_its_own_family_only() -> None:
    assert preset("PixArtSigmaPipeline", {"turbo", "schnell", "dev"}).steps == 20


def test_a_family_that_nobody_knows_does_as_it_would_by_itself() -> None:
    found = preset("TomorrowsPipeline")
    assert (found.steps, found.guidance, found.area) == (None, None, None)
    assert not found.batched
    assert found.multiple == GENERAL.multiple


def test_a_family_is_guided_by_the_argument_that_it_has() -> None:
    assert preset("QwenImagePipeline").guided_by == "true_cfg_scale"
    assert preset("QwenImagePipeline").negative == " "
    assert preset("GlmImagePipeline").guided_by == "guidance_scale"


def test_sizes_are_never_replaced_by_those_of_a_list() -> None:
    for family in ("PixArtAlphaPipeline", "SanaPipeline", "TomorrowsPipeline"):
        assert preset(family).more["use_resolution_binning"] is False


def test_what_is_no_field_is_an_argument() -> None:
    assert preset("FluxPipeline", {"schnell"}).more["max_sequence_length"] == 256
    assert preset("SanaSprintPipeline").more["intermediate_timesteps"] is None


@pytest.mark.parametrize("family", ["ZImagePipeline", "QwenImagePipeline", "GlmImagePipeline"])
def test_captions_of_different_length_are_not_made_together(family: str) -> None:
    assert not preset(family).batched
