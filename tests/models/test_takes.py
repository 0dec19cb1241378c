"""Takes of a voice that draws lots, judged by the real encoder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mdvid.backends.coqui import CoquiNarrator
from mdvid.backends.libav import LibavEncoder
from mdvid.errors import ProviderFailed
from mdvid.media.wav import read_wav
from mdvid.pipeline.takes import seed_of, speak
from mdvid.providers.requests import MasteringRequest, NarrationRequest
from mdvid.speech.model import Voice

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def narrator() -> Iterator[CoquiNarrator]:
    made = CoquiNarrator({}, device="cpu")
    yield made
    made.close()


def request_of(model: Path, text: str, rate: float = 1.0) -> NarrationRequest:
    voice = Voice(provider="coqui", name=str(model), rate=rate)
    return NarrationRequest(text=text, voice=voice, seed=seed_of(text, voice))


def test_a_take_of_a_model_passes_and_can_be_mastered(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    request = request_of(tiny("vits"), "Hello there, and good evening.")
    take, out = tmp_path / "take.wav", tmp_path / "artifact.wav"
    speak(request, narrator, LibavEncoder(), take)
    assert not take.with_suffix(".seed").exists()
    LibavEncoder().master(MasteringRequest(text=request.text), take, out)
    raw, mastered = read_wav(take.read_bytes()), read_wav(out.read_bytes())
    assert (raw.rate, mastered.rate) == (22_050, 48_000)
    assert mastered.samples / mastered.rate == pytest.approx(raw.samples / raw.rate, abs=0.2)


def test_a_voice_whose_every_take_is_bad_says_what_is_wrong_with_each_seed(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    # Seven digits that become thirteen words, at a quarter of the pace.
    request = request_of(tiny("vits"), "7777777", rate=0.25)
    with pytest.raises(ProviderFailed) as error:
        speak(request, narrator, LibavEncoder(), tmp_path / "artifact.wav")
    tried = re.findall(r"seed (\d+): the take is too long for its text", str(error.value))
    assert [int(seed) - request.seed for seed in tried] == [0, 1, 2]
    assert not list(tmp_path.iterdir())
