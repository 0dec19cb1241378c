"""Voices that draw lots get a seed of their own for each sentence, and another try."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.errors import ProviderFailed
from mdvid.pipeline.takes import seed_of, speak
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice
from mdvid.testing import Call, FakeTools

VOICE = Voice(provider="fake", name="low")
REQUEST = NarrationRequest(text="Hello there.", voice=VOICE, seed=7)


class Judge:
    """Finds something wrong with the first takes."""

    def __init__(self, refused: int) -> None:
        self.refused = refused

    def __call__(self, call: Call) -> bool:
        if call.method != "check_take":
            return False
        self.refused -= 1
        return self.refused >= 0


def spoken(tools: FakeTools, out: Path, request: NarrationRequest = REQUEST) -> list[int]:
    """Speak; return the seeds that were tried."""
    try:
        speak(request, tools.narrator, tools.encoder, out)
    finally:
        asked = [call.request for call in tools.calls.made if call.method == "narrate"]
    return [request.seed for request in asked if isinstance(request, NarrationRequest)]


@pytest.fixture
def tools() -> FakeTools:
    tools = FakeTools()
    tools.narrator.costly = True
    return tools


def test_a_good_take_is_kept_as_it_is(tools: FakeTools, tmp_path: Path) -> None:
    assert spoken(tools, tmp_path / "artifact.wav") == [7]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["artifact.json", "artifact.wav"]


def test_a_bad_take_is_made_with_the_next_seed_which_is_noted(
    tools: FakeTools, tmp_path: Path
) -> None:
    out, alone = tmp_path / "artifact.wav", tmp_path / "alone" / "artifact.wav"
    alone.parent.mkdir()
    tools.calls.fails = Judge(2)
    assert spoken(tools, out) == [7, 8, 9]
    assert out.with_suffix(".seed").read_text() == "9\n"
    tools.narrator.narrate(NarrationRequest(text=REQUEST.text, voice=VOICE, seed=9), alone)
    assert out.read_bytes() == alone.read_bytes()


def test_after_three_bad_takes_each_seed_is_named(tools: FakeTools, tmp_path: Path) -> None:
    tools.calls.fails = Judge(3)
    with pytest.raises(
        ProviderFailed, match=r"`fake:low` made no take .* seed 7: `check_take`"
    ) as e:
        spoken(tools, tmp_path / "artifact.wav")
    assert "seed 8: " in str(e.value)
    assert "seed 9: " in str(e.value)
    assert not list(tmp_path.iterdir())


def test_a_voice_that_fails_is_not_asked_again(tools: FakeTools, tmp_path: Path) -> None:
    tools.calls.fails = lambda call: call.method == "narrate"
    with pytest.raises(ProviderFailed, match="told to fail"):
        spoken(tools, tmp_path / "artifact.wav")
    assert tools.calls.take() == ["narrate"]


def test_a_voice_that_draws_no_lots_is_judged_later(tools: FakeTools, tmp_path: Path) -> None:
    tools.narrator.costly = False
    tools.calls.fails = Judge(3)
    assert spoken(tools, tmp_path / "artifact.wav") == [7]


def test_seeds_follow_from_the_words_and_the_voice() -> None:
    seed = seed_of("Hello there.", VOICE)
    assert seed == seed_of("Hello there.", Voice(provider="fake", name="low"))
    assert 0 <= seed < 2**31
    others = (
        ("Hello here.", VOICE),
        ("Hello there.", Voice(provider="fake", name="high")),
        ("Hello there.", Voice(provider="fake", name="low", lang="de")),
    )
    assert seed not in {seed_of(text, voice) for text, voice in others}
