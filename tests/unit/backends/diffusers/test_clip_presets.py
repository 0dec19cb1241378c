from __future__ import annotations

from collections.abc import Mapping

import pytest

from mdvid.backends.diffusers.clip_presets import Traits, Wishes, plan
from mdvid.media.model import Size

WIDE = Size(1920, 1080)
NOTHING = Wishes()

SVD: Mapping[str, object] = {
    "image": None,
    "height": 576,
    "width": 1024,
    "num_frames": None,
    "num_inference_steps": 25,
    "fps": 7,
    "motion_bucket_id": 127,
    "noise_aug_strength": 0.02,
    "decode_chunk_size": None,
}
WAN: Mapping[str, object] = {
    "image": None,
    "height": 480,
    "width": 832,
    "num_frames": 81,
    "num_inference_steps": 50,
    "guidance_scale": 5.0,
}


def _wan(*flags: str, multiple: int = 16) -> Traits:
    return Traits(
        name="WanImageToVideoPipeline",
        defaults=WAN,
        multiple=multiple,
        group=4,
        flags=frozenset(flags),
    )


def test_stable_video_diffusion_is_used_as_it_was_trained() -> None:
    traits = Traits(
        name="StableVideoDiffusionPipeline",
        defaults=SVD,
        sample=Size(768, 768),
        multiple=64,
        frames=25,
    )
    found = plan(traits, WIDE, NOTHING)
    assert (found.size, found.frames, found.fps, found.steps) == (Size(1024, 576), 25, 7, 25)
    assert found.arguments == {
        "decode_chunk_size": 8,
        "motion_bucket_id": 127,
        "noise_aug_strength": 0.02,
        "fps": 7,
    }


@pytest.mark.parametrize(
    ("flags", "multiple", "expected"),
    [
        ((), 16, (Size(848, 480), 81, 16, 50)),
        (("expand_timesteps",), 32, (Size(1280, 704), 121, 24, 50)),
        (("boundary_ratio",), 16, (Size(848, 480), 81, 16, 40)),
    ],
)
def test_models_of_one_class_are_told_apart(
    flags: tuple[str, ...], multiple: int, expected: tuple[Size, int, int, int]
) -> None:
    found = plan(_wan(*flags, multiple=multiple), WIDE, NOTHING)
    assert (found.size, found.frames, found.fps, found.steps) == expected


def test_a_distilled_model_takes_few_steps_and_no_guidance() -> None:
    defaults = {"num_frames": 161, "num_inference_steps": 50, "guidance_scale": 3}
    found = plan(
        Traits(name="LTXConditionPipeline", defaults=defaults, flags=frozenset({"distilled"})),
        WIDE,
        NOTHING,
    )
    assert (found.steps, found.negative) == (8, "")
    assert found.arguments == {"guidance_scale": 1.0}, "it has no other argument"


def test_the_rate_is_told_to_a_model_that_wants_to_know() -> None:
    defaults = {"num_frames": 161, "frame_rate": 25, "width": 704, "height": 512}
    found = plan(Traits(name="LTXImageToVideoPipeline", defaults=defaults), WIDE, NOTHING)
    assert (found.fps, found.arguments["frame_rate"]) == (25, 25)


@pytest.mark.parametrize(
    ("wanted", "group", "frames"),
    [(81, 4, 81), (80, 4, 81), (82, 4, 81), (2, 4, 5), (30, 8, 33), (30, 1, 30), (24, 6, 25)],
)
def test_frames_come_one_and_then_in_groups(wanted: int, group: int, frames: int) -> None:
    traits = Traits(name="Any", defaults={}, group=group)
    assert plan(traits, WIDE, Wishes(frames=wanted)).frames == frames


@pytest.mark.parametrize("size", [WIDE, Size(1080, 1920), Size(700, 700), Size(400, 1000)])
@pytest.mark.parametrize("multiple", [8, 16, 32, 64])
def test_sizes_keep_the_area_and_nearly_the_ratio(size: Size, multiple: int) -> None:
    found = plan(_wan(multiple=multiple), size, NOTHING).size
    assert found.width % multiple == found.height % multiple == 0
    assert found.width * found.height == pytest.approx(832 * 480, rel=0.2)
    ratio = (found.width / found.height) / (size.width / size.height)
    assert ratio == pytest.approx(1, rel=0.15)


def test_no_side_vanishes() -> None:
    found = plan(_wan(multiple=64), Size(4000, 10), Wishes(pixels=4096)).size
    assert found.height == 64


def test_a_model_that_can_do_one_size_only_gets_that() -> None:
    traits = Traits(
        name="CogVideoXImageToVideoPipeline", defaults={}, sample=Size(720, 480), fixed=True
    )
    assert plan(traits, WIDE, Wishes(pixels=100)).size == Size(720, 480)


def test_what_the_user_wants_goes_before_what_the_model_wants() -> None:
    found = plan(_wan(), WIDE, Wishes(frames=17, steps=6, pixels=256 * 144))
    assert (found.frames, found.steps, found.size) == (17, 6, Size(256, 144))


def test_a_class_that_nobody_heard_of_is_used_as_its_signature_says() -> None:
    defaults = {
        "image": None,
        "frames": 33,
        "target_fps": 12,
        "num_inference_steps": 9,
        "width": 640,
        "height": 360,
    }
    found = plan(Traits(name="BrandNewPipeline", defaults=defaults), Size(640, 360), NOTHING)
    assert (found.size, found.frames, found.fps) == (Size(640, 352), 33, 12)
    assert (found.steps, found.arguments) == (9, {"target_fps": 12})


def test_a_class_that_says_nothing_is_used_as_most_are() -> None:
    found = plan(Traits(name="BrandNewPipeline", defaults={}), WIDE, NOTHING)
    assert (found.size, found.frames, found.fps) == (Size(848, 480), 49, 16)
    assert (found.steps, found.arguments) == (50, {})
