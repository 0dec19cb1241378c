"""What a pin is known by: the same wish has the same key next year, on another machine."""

from dataclasses import replace

import pytest

from mdvid.media.model import Size
from mdvid.pipeline.actions import Align, ConvertPicture, Illustrate, Narrate, PipelineAction
from mdvid.pipeline.costs import kind_of
from mdvid.pipeline.pin_keys import pin_key, settings_digest
from mdvid.providers.requests import AlignmentRequest, IllustrationRequest, NarrationRequest
from mdvid.speech.model import Voice

DRAW = IllustrationRequest(prompt="a lighthouse", model="tiny/sd", size=Size(640, 360), seed=7)
SAY = NarrationRequest(text="Hello.", voice=Voice(provider="coqui", name="en/vits"), seed=5)
TIME = Align(AlignmentRequest(text="Hello.", lang="en", model="tiny/ctc"))


def test_keys_are_those_that_decks_were_pinned_with() -> None:
    """Whoever changes one of these makes every pinned result in the world useless."""
    drawn = pin_key(Illustrate(DRAW), provider="diffusers", recipe={"steps": 4})
    said = pin_key(Narrate(SAY), provider="coqui")
    assert drawn == "6957a3d57891b799c764d584b3601cc7a02e5015d84aa58b025a4fc7d363aca2"
    assert said == "87c97b2cd50e19926bfa672f606c0aab4ffd1a20679d0b75ada68f7a5a05323f"
    assert (
        pin_key(TIME, made_from=[said])
        == "27626ba985b2fac755461a6f85a14af15b5a3ed8f08da08e9373680a4a2d77d6"
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAW, prompt="a boat"),
        replace(DRAW, model="tiny/xl"),
        replace(DRAW, size=Size(360, 640)),
        replace(DRAW, seed=8),
        replace(DRAW, style="ink"),
        replace(DRAW, negative="text"),
    ],
)
def test_another_wish_has_another_key(other: IllustrationRequest) -> None:
    assert pin_key(Illustrate(other)) != pin_key(Illustrate(DRAW))


@pytest.mark.parametrize(
    "voice",
    [
        Voice(provider="other", name="en/vits"),
        Voice(provider="coqui", name="de/vits"),
        Voice(provider="coqui", name="en/vits", lang="de"),
        Voice(provider="coqui", name="en/vits", rate=1.5),
    ],
)
def test_another_voice_has_another_key(voice: Voice) -> None:
    assert pin_key(Narrate(replace(SAY, voice=voice))) != pin_key(Narrate(SAY))


def test_provider_recipe_and_what_it_is_made_from_are_part_of_a_key() -> None:
    one, two = pin_key(Narrate(SAY)), pin_key(Illustrate(DRAW))
    keys = [
        pin_key(Illustrate(DRAW)),
        pin_key(Illustrate(DRAW), provider="diffusers"),
        pin_key(Illustrate(DRAW), provider="diffusers", recipe={"steps": 4}),
        pin_key(Illustrate(DRAW), made_from=[one, two]),
        pin_key(Illustrate(DRAW), made_from=[two, one]),
    ]
    assert len(set(keys)) == len(keys)


def test_the_order_of_settings_has_no_part_in_their_digest() -> None:
    assert settings_digest({"a": 1, "b": [2]}) == settings_digest({"b": [2], "a": 1})
    assert settings_digest({"a": 1}) != settings_digest({"a": 2})


@pytest.mark.parametrize(
    ("action", "kind"),
    [(Illustrate(DRAW), "illustration"), (TIME, "alignment"), (ConvertPicture(), "")],
)
def test_only_what_takes_a_model_can_be_pinned(action: PipelineAction, kind: str) -> None:
    assert kind_of(action) == kind
