from __future__ import annotations

import pytest

from mdvid.speech.model import Voice
from mdvid.speech.voices import voice_for

DEFAULT = Voice(provider="espeak", name="en-us", lang="en")


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("de/thorsten/vits", "de"),
        ("tts_models/de/thorsten/vits", "de"),
        ("es/css10/vits#ana", "es"),
        ("multilingual/multi-dataset/xtts_v2#Ana", "en"),
        ("./de", "en"),
    ],
)
def test_the_name_of_a_model_says_the_language_too(name: str, lang: str) -> None:
    voice = voice_for(f"coqui:{name}", current=DEFAULT, default=DEFAULT)
    assert (voice.provider, voice.name, voice.lang) == ("coqui", name, lang)
