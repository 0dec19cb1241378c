"""`voices:`, as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.config.loader import load_config
from mdvid.config.speakers import speakers
from mdvid.config.values import BadValue
from mdvid.speech.model import Speaker, Voice


def test_a_speaker_is_a_voice_or_a_voice_and_a_rate() -> None:
    written = {
        "Alice": "espeak:en-gb",
        "Bob": {"voice": "coqui:en/vctk/vits#p225", "rate": "1.1"},
        "Dr. Who": {"voice": "espeak"},
        1: "espeak:de",
    }
    assert speakers(written) == {
        "Alice": Speaker(voice=Voice(provider="espeak", name="en-gb")),
        "Bob": Speaker(voice=Voice(provider="coqui", name="en/vctk/vits#p225"), rate=1.1),
        "Dr. Who": Speaker(voice=Voice(provider="espeak")),
        "1": Speaker(voice=Voice(provider="espeak", name="de")),
    }


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("Alice", "must be names with a voice each, such as `Alice: espeak:en-gb`"),
        (["Alice"], "must be names with a voice each, such as `Alice: espeak:en-gb`"),
        ({"Alice": None}, "must name a voice for `Alice`"),
        ({"Alice": ""}, "must name a voice for `Alice`"),
        ({"Alice": {}}, "must name a voice for `Alice`"),
        ({"Alice": {"rate": 1}}, "must name a voice for `Alice`"),
        ({"Alice": True}, "must name a voice for `Alice`"),
        ({"Alice": "!:"}, "must name a voice for `Alice`"),
        ({"Alice": ["espeak"]}, "must name a voice for `Alice`"),
        (
            {"Alice": {"voice": "a", "rate": 9}},
            "must give `Alice` a `rate` that is a number from 0.25 to 4",
        ),
        ({"Alice": {"vioce": "a"}}, "must give `Alice` a `voice` and a `rate`"),
        ({"": "a"}, "must have names of at most 60 letters"),
        ({"A: B": "a"}, "must have names of at most 60 letters"),
        ({"(pause)": "a"}, "must have names of at most 60 letters"),
        ({"Ann": "a", "ANN": "b"}, "must have names that differ by more than capitals"),
    ],
)
def test_what_is_no_speaker_says_why(written: object, problem: str) -> None:
    with pytest.raises(BadValue) as caught:
        speakers(written)
    assert caught.value.problem == problem


def test_a_misspelt_key_comes_with_the_right_one() -> None:
    with pytest.raises(BadValue) as caught:
        speakers({"Alice": {"vioce": "espeak"}})
    assert caught.value.hint == "did you mean `voice`?"


@pytest.mark.parametrize(
    ("written", "name", "rate"),
    [
        ("alice", "en-gb", 1.5),
        ("Bob", "de", 0.8),
        ("espeak:en-us", "en-us", 1.5),
        ("espeak", "", 1.5),
    ],
)
def test_the_voice_of_a_deck_may_be_that_of_a_speaker(
    tmp_path: Path, written: str, name: str, rate: float
) -> None:
    given = {
        "voice": written,
        "rate": 1.5,
        "voices": {"Alice": "espeak:en-gb", "bob": {"voice": "espeak:de", "rate": 0.8}},
    }
    config = load_config(folder=tmp_path, overrides=given).value.config
    assert config.voice == Voice(provider="espeak", name=name, lang="en", rate=rate)
    assert config.rate == rate
