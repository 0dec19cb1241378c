"""Pins of what several models made one after the other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.builder.studio import TALK, Studio

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import (
    DeckError,
    DeckNeedsTool,
)
from mdvid.pipeline.takes import seed_of
from mdvid.speech.model import Voice
from mdvid.testing import Call

WHOLE_LINE: dict[str, Any] = {
    "align": "ear",
    "set": ["illustration.upscale=2x", "illustration.upscaler=lens", "illustration.animator=legs"],
}
"""Settings with which everything takes a model that can."""


def errors(refused: pytest.ExceptionInfo[DeckError]) -> list[Diagnostic]:
    return [d for d in refused.value.diagnostics if d.severity is Severity.ERROR]


def index(studio: Studio) -> dict[str, object]:
    content: dict[str, object] = json.loads((studio.pins / "pins.json").read_text("utf-8"))
    return content


def test_the_last_of_several_models_is_what_is_pinned(studio: Studio) -> None:
    studio.write(TALK.replace("![a crow](gen:)", "![a crow](gen:){motion=loop}"))
    studio.machine.fakes.narrator.word_times = False
    studio.build(**WHOLE_LINE)
    video = studio.deck.with_suffix(".mp4").read_bytes()
    studio.pin(**WHOLE_LINE)
    pins = index(studio)["pins"]
    assert isinstance(pins, list)
    assert [pin["kind"] for pin in pins] == ["alignment"] * 2 + ["clip"] + ["enlarged"] * 2
    assert [[made["model"] for made in pin["from"]] for pin in pins] == [
        ["high"],
        ["high"],
        ["lens", "paint"],
        ["paint"],
        ["paint"],
    ]
    machine = studio.elsewhere(broken=True)
    assert not studio.build(frozen=True, **WHOLE_LINE).failures
    assert machine.asked == []
    assert studio.deck.with_suffix(".mp4").read_bytes() == video
    studio.elsewhere(models=False)
    studio.write(studio.deck.read_text("utf-8").replace("a crow", "a raven"))
    with pytest.raises(DeckNeedsTool) as refused:
        studio.build(**WHOLE_LINE)
    assert [d.message.partition(" is not")[0] for d in errors(refused)] == [
        "slide 2: the picture of `a raven`",
        "slide 2: the enlarged picture of `a raven`",
        "slide 2: the moving picture of `a raven`",
    ]


def test_settings_of_clips_are_part_of_the_wish(studio: Studio) -> None:
    studio.write(TALK.replace("![a crow](gen:)", "![a crow](gen:){motion=loop}"))
    studio.pin(**WHOLE_LINE)
    machine = studio.elsewhere()
    machine.fakes.animator.recipe = {"clip_frames": 9}
    studio.build(**WHOLE_LINE, illustrators={"diffusers": {"clip_frames": 9}})
    assert studio.made() == ["animate"]


def test_the_seed_of_another_try_is_told(studio: Studio) -> None:
    refused = []

    def fails(call: Call) -> bool:
        first = call.method == "check_take" and call.request not in refused
        if first:
            refused.append(call.request)
        return first

    studio.machine.fakes.calls.fails = fails
    studio.pin()
    pins = index(studio)["pins"]
    assert isinstance(pins, list)
    for pin in pins:
        if pin["kind"] == "narration":
            voice = Voice(provider="fake", name="high")
            assert pin["seed"] == seed_of(pin["text"], voice) + 1
            assert any(name.endswith(".seed") for name in pin["files"])
