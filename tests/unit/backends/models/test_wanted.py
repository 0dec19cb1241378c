from __future__ import annotations

import pytest

from mdvid.backends.models.wanted import Wanted, parse_wanted
from mdvid.errors import ConfigError


@pytest.mark.parametrize(
    ("kind", "text", "provider", "name"),
    [
        ("voice", "coqui:tts_models/en/ljspeech/vits", "coqui", "tts_models/en/ljspeech/vits"),
        ("voice", "coqui:en/ljspeech/vits", "coqui", "tts_models/en/ljspeech/vits"),
        ("voice", "coqui:en/vctk/vits#p225", "coqui", "tts_models/en/vctk/vits"),
        ("illustrator", "diffusers:a/b", "diffusers", "a/b"),
        ("upscaler", "a/b", "diffusers", "a/b"),
        ("animator", "diffusers:a/b", "diffusers", "a/b"),
        ("align", "a/b", "align", "a/b"),
        ("align", "align:a/b", "align", "a/b"),
    ],
)
def test_models_are_asked_for_by_provider_and_name(
    kind: str, text: str, provider: str, name: str
) -> None:
    assert parse_wanted(kind, text) == Wanted(kind=kind, provider=provider, name=name)


def test_a_revision_stands_after_the_name() -> None:
    wanted = parse_wanted("illustrator", "diffusers:a/b@v1")
    assert (wanted.key, wanted.repo, wanted.revision) == ("diffusers:a/b@v1", "a/b", "v1")
    assert parse_wanted("illustrator", "diffusers:a/b").revision == ""


@pytest.mark.parametrize(
    ("kind", "text", "message", "hint"),
    [
        ("voice", "espeak:en-gb", "its voices come with mdvid", ""),
        ("voice", "none", "silence needs no voice", ""),
        ("illustrator", "card", "it draws without a model", ""),
        ("voice", "piper:en", "mdvid knows no models of `piper`", "--voice coqui:"),
        ("voice", "en/ljspeech/vits", "does not say who", "did you mean `coqui:en/ljspeech/vits`?"),
        ("illustrator", "sdxl", "does not say who", "--illustrator diffusers:"),
        ("illustrator", "diffusers:", "names no model", "--illustrator diffusers:"),
        ("align", "", "names no model", "--align "),
        ("illustrator", "diffusers:./x", "is a folder", "--illustrator diffusers:./folder"),
        ("upscaler", "~/x", "is a folder", "--upscaler diffusers:./folder"),
    ],
)
def test_what_cannot_be_fetched_is_said(kind: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        parse_wanted(kind, text)
    assert hint in (caught.value.hint or "")
