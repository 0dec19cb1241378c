"""`pins.json`: what is written is read back, in an order that makes small differences."""

import json
from dataclasses import replace
from typing import Any

import pytest

from mdvid.engine.digest import Digest
from mdvid.pipeline.pins import (
    ModelName,
    Origin,
    Pin,
    PinFile,
    Pins,
    Prompted,
    ProviderFacts,
    VoiceName,
)
from mdvid.pipeline.pins_file import BadPins, NewerPins, dump_pins, load_pins

A, B = Digest("a" * 64), Digest("b" * 64)
SPOKEN = Pin(
    key=B,
    kind="narration",
    files=(PinFile(suffix=".wav", sha256=A), PinFile(suffix=".json", sha256=B)),
    origin=Origin(
        provider="coqui",
        model="tts_models/en/ljspeech/vits",
        revision="0f3d",
        licence="MIT",
        seed=0,
    ),
    made_from=(Origin(model="other"),),
    slide="Lights",
    text="Welcome aboard.",
)
DRAWN = Pin(key=A, kind="illustration", files=(PinFile(suffix=".png", sha256=B),), text="a boat")
PINS = Pins(
    pins=(SPOKEN, DRAWN),
    voices=(
        VoiceName(provider="coqui", asked="", lang="en", name="en/vits", word_times=False),
        VoiceName(provider="coqui", asked="de/vits", lang="de", name="de/vits"),
    ),
    models=(ModelName(provider="diffusers", asked="", name="some/sd"),),
    providers=(
        ProviderFacts(kind="narrator", name="coqui", settings=A, recipe={"speed": 1.5}, files=(B,)),
        ProviderFacts(kind="illustrator", name="card", settings=B, palette=True),
    ),
    rerolls={Prompted(text="a boat"): 2, Prompted(text="a boat", style="ink", seed=0): 1},
)


def test_what_is_written_is_read_back() -> None:
    read = load_pins(dump_pins(PINS))
    assert set(read.pins) == set(PINS.pins)
    assert set(read.voices) == set(PINS.voices)
    assert read.models == PINS.models
    assert sorted(read.providers, key=lambda p: p.name, reverse=True) == list(PINS.providers)
    assert read.rerolls == PINS.rerolls
    assert load_pins(dump_pins(Pins())) == Pins()


def test_the_text_does_not_depend_on_the_order_in_which_things_were_pinned() -> None:
    turned = Pins(
        pins=PINS.pins[::-1],
        voices=PINS.voices[::-1],
        models=PINS.models,
        providers=PINS.providers[::-1],
        rerolls=dict(list(PINS.rerolls.items())[::-1]),
    )
    assert dump_pins(turned) == dump_pins(PINS)
    assert dump_pins(load_pins(dump_pins(PINS))) == dump_pins(PINS)


def test_people_find_in_it_what_was_made_by_what_for_which_slide() -> None:
    pin = json.loads(dump_pins(PINS))["pins"][1]
    assert pin == {
        "kind": "narration",
        "key": B,
        "slide": "Lights",
        "text": "Welcome aboard.",
        "provider": "coqui",
        "model": "tts_models/en/ljspeech/vits",
        "revision": "0f3d",
        "licence": "MIT",
        "seed": 0,
        "from": [{"model": "other"}],
        "files": {"narration-bbbbbbbbbbbb.wav": A, "narration-bbbbbbbbbbbb.json": B},
    }


def changed(**changes: Any) -> str:
    content = json.loads(dump_pins(PINS))
    content["pins"][0].update(changes)
    return json.dumps(content)


def narrator(**facts: Any) -> str:
    return json.dumps({"kind": "narrator", "settings": A, **facts})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1 is not JSON"),
        ('{\n"format": 1,\n<<<<<<< ours\n', "line 3 is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "which format"),
        ('{"format": true', "not JSON"),
        ('{"format": 1, "pins": {}}', "`pins` is no list"),
        ('{"format": 1, "pins": [3]}', "`pins`, item 1: it is no object"),
        ('{"format": 1, "rerolls": [{"prompt": "x", "count": true}]}', "`count`"),
        ('{"format": 1, "voices": [{"asked": "x"}]}', "`lang`"),
        ('{"format": 1, "providers": [{"kind": "cook"}]}', "no kind of provider `cook`"),
        (
            f'{{"format": 1, "providers": [{narrator(files=[3])}]}}',
            "`files` has what is no SHA-256",
        ),
        (changed(kind="song"), "`pins`, item 1: there is no kind of result `song`"),
        (changed(key="xyz"), "`key` is no SHA-256"),
        (changed(**{"from": [3]}), "`pins`, item 1, `from`, item 1: it is no object"),
        (changed(files={}), "it has no files"),
        (changed(files={"../../secret.png": A}), "cannot be called `../../secret.png`"),
        (changed(files={"illustration-aaaaaaaaaaaa/../x.png": A}), "cannot be called"),
        (changed(files={"illustration-bbbbbbbbbbbb.png": A}), "cannot be called"),
        (changed(files={"illustration-aaaaaaaaaaaa.png": 7}), "has no SHA-256"),
        (changed(files={"illustration-aaaaaaaaaaaa.svg": A}), "its first file is no `.png`"),
        (
            changed(files={"illustration-aaaaaaaaaaaa.a": A, "illustration-aaaaaaaaaaaa.png": A}),
            "its first file is no `.png`",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_the_place(text: str, why: str) -> None:
    with pytest.raises(BadPins) as refused:
        load_pins(text)
    assert why in str(refused.value)


def test_a_file_of_a_newer_mdvid_is_told_from_a_damaged_one() -> None:
    with pytest.raises(NewerPins, match="format 2"):
        load_pins('{"format": 2, "pins": "otherwise"}')


def test_what_is_joined_has_the_later_word() -> None:
    newer = replace(SPOKEN, slide="Other")
    joined = PINS.joined(Pins(pins=(newer,), rerolls={Prompted(text="a boat"): 3}))
    assert set(joined.pins) == {newer, DRAWN}
    assert joined.rerolls[Prompted(text="a boat")] == 3
    assert joined.voices == PINS.voices


def test_a_reroll_counts_each_prompt_once() -> None:
    boat, crow = Prompted(text="a boat"), Prompted(text="a crow")
    counts = PINS.rerolled([boat, crow, boat]).rerolls
    assert (counts[boat], counts[crow]) == (3, 1)
