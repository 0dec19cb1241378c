from __future__ import annotations

import pytest

from mdvid.backends.diffusers import DiffusersIllustrator
from mdvid.errors import ConfigError


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("steps", 0, "a whole number from 1 to 1000"),
        ("steps", 2.5, "a whole number from 1 to 1000"),
        ("steps", True, "a whole number from 1 to 1000"),
        ("guidance", -1, "a number from 0 to 100"),
        ("guidance", "much", "a number from 0 to 100"),
        ("guidance", float("nan"), "a number from 0 to 100"),
        ("guidance", [3], "a number from 0 to 100"),
        ("dtype", "int8", "`auto`, `float32`, `float16` or `bfloat16`"),
        ("batch", 65, "a whole number from 1 to 64"),
        ("compile", 1, "`true` or `false`"),
        ("offload", "maybe", "`true` or `false`"),
        ("idle", 0, "a whole number from 1 to 86400"),
        ("deadline", "1m", "a whole number from 1 to 86400"),
        ("clip_frames", 1, "a whole number from 2 to 1000"),
        ("clip_pixels", 1000, "a whole number from 1024 to 16777216"),
        ("upscale_steps", 0, "a whole number from 1 to 1000"),
    ],
)
def test_a_setting_out_of_range_says_what_it_may_be(name: str, value: object, says: str) -> None:
    with pytest.raises(ConfigError, match=f"`{name}` must be {says}"):
        DiffusersIllustrator({name: value})


def test_an_unknown_setting_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ConfigError, match="no setting `step`") as caught:
        DiffusersIllustrator({"step": 3})
    assert caught.value.hint == "did you mean `steps`?"
    with pytest.raises(ConfigError, match="no setting `sampler`") as caught:
        DiffusersIllustrator({"sampler": "euler"})
    assert "it has batch, clip_deadline" in f"{caught.value.hint}"


@pytest.mark.models
def test_settings_may_be_text_as_on_the_command_line() -> None:
    written = DiffusersIllustrator({"steps": "3", "guidance": "2.5", "compile": "true"})
    assert written.recipe == {"steps": 3, "guidance": 2.5}
    same = DiffusersIllustrator({"steps": 3, "guidance": 2.5, "compile": True})
    assert written.fingerprint == same.fingerprint


def test_the_recipe_is_what_was_said_of_the_pictures_alone() -> None:
    settings = {"guidance": 3, "dtype": "float32", "batch": 4, "idle": 5}
    assert DiffusersIllustrator(settings).recipe == {"guidance": 3}
    assert DiffusersIllustrator({}).recipe == {}


@pytest.mark.models
def test_what_changes_pixels_is_in_the_fingerprint_and_nothing_else() -> None:
    def fingerprint(device: str = "cpu", **settings: object) -> str:
        return DiffusersIllustrator(settings, device=device).fingerprint

    usual = fingerprint()
    assert usual == fingerprint(idle=7, deadline=9, offload=True)
    assert usual == fingerprint(batch=4), "on a CPU, pictures are drawn one at a time"
    others = [
        fingerprint(steps=3),
        fingerprint(guidance=2),
        fingerprint(dtype="float32"),
        fingerprint(compile=True),
        fingerprint("cuda"),
        fingerprint("cuda", batch=4),
    ]
    assert len({usual, *others}) == 1 + len(others)


def test_only_a_graphics_card_is_asked_for_several_pictures_at_once() -> None:
    assert DiffusersIllustrator({"batch": 4}, device="cuda").lanes == 4
    assert DiffusersIllustrator({"batch": 4}, device="cpu").lanes == 1
