"""Voices of Coqui with tiny models of random weights, through their real workers."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mdvid.backends.coqui import CoquiNarrator
from mdvid.backends.models.records import ModelRecord, keep_record
from mdvid.errors import ProviderFailed
from mdvid.media.wav import Wav, read_wav, write_wav
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice
from mdvid.testing import check_narrator

pytestmark = pytest.mark.models

HOP = 256
TEXT = "Hello there, this is the voice of a very small model."


@pytest.fixture(scope="module")
def narrator() -> Iterator[CoquiNarrator]:
    made = CoquiNarrator({}, device="cpu")
    yield made
    made.close()


def request(name: str | Path, text: str = TEXT, lang: str = "en", **more: Any) -> NarrationRequest:
    seed = more.pop("seed", 0)
    voice = Voice(provider="coqui", name=str(name), lang=lang, **more)
    return NarrationRequest(text=text, voice=voice, seed=seed)


def spoken(
    narrator: CoquiNarrator, out: Path, asked: NarrationRequest
) -> tuple[Wav, list[dict[str, int]]]:
    """Return the sound and the times, which are checked for what holds always."""
    narrator.narrate(asked, out)
    sound = read_wav(out.read_bytes())
    times: list[dict[str, int]] = json.loads(out.with_suffix(".json").read_text())
    said = [asked.text[t["offset"] : t["offset"] + t["length"]] for t in times]
    assert said == [word for word in asked.text.split() if any(map(str.isalnum, word))]
    bounds = [bound for t in times for bound in (t["start"], t["end"])]
    assert bounds == sorted(bounds)
    assert 0 <= bounds[0] < bounds[-1] <= sound.samples
    return sound, times


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


SENTENCES = [
    # A kind of tiny model, the language of a text, and the text.
    ("vits", "en", TEXT),
    ("vits_phonemes", "en", "All of the rings in the box are from an artist, and it is 5 o'clock."),
    ("vits_speakers#bob", "de", "Dies sagt jemand anders."),
]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[0])
def test_every_word_has_the_time_of_its_letters(
    narrator: CoquiNarrator,
    tiny: Callable[[str], Path],
    tmp_path: Path,
    sentence: tuple[str, str, str],
) -> None:
    kind, lang, text = sentence
    model, _, speaker = kind.partition("#")
    name = f"{tiny(model)}#{speaker}" if speaker else tiny(model)
    sound, times = spoken(narrator, tmp_path / "a.wav", request(name, text, lang))
    assert sound.rate == 22_050
    # Whole frames of the model, and nothing before, between or after them.
    assert sound.samples % HOP == 0
    assert all(bound % HOP == 0 for t in times for bound in (t["start"], t["end"]))
    assert all(t["end"] > t["start"] for t in times)
    # Tokens of this model are all about as long: so long words take long.
    long = max(times, key=lambda t: t["length"])
    short = min(times, key=lambda t: t["length"])
    assert long["end"] - long["start"] > short["end"] - short["start"]


def test_the_same_request_gives_the_same_bytes_and_another_seed_does_not(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "a.wav"
    digests = []
    for seed in (0, 7, 0, 2**40):
        spoken(narrator, out, request(tiny("vits"), seed=seed))
        digests.append(digest(out))
    assert digests[0] == digests[2]
    assert len(set(digests)) == 3
    program = (
        "import sys; from pathlib import Path; from mdvid.backends.coqui import CoquiNarrator\n"
        "from mdvid.providers.requests import NarrationRequest; from mdvid.speech.model import *\n"
        "n = CoquiNarrator({}, device='cpu'); v = Voice(provider='coqui', name=sys.argv[1])\n"
        "n.narrate(NarrationRequest(text=sys.argv[2], voice=v), Path(sys.argv[3])); n.close()\n"
        "assert 'torch' not in sys.modules\n"
    )
    other = tmp_path / "other.wav"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = (sys.executable, "-c", program, tiny("vits"), TEXT, other)
    subprocess.run(command, check=True, env=environment)
    assert digest(other) == digests[0]


def test_rate_speaker_and_noise_change_what_is_heard(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "a.wav"
    lengths = {}
    for rate in (0.5, 1.0, 2.0):
        lengths[rate] = spoken(narrator, out, request(tiny("vits"), rate=rate))[0].samples
    assert lengths[0.5] > 1.5 * lengths[1.0] > 1.5 * lengths[2.0]
    digests = set()
    for speaker in ("alice", "bob"):
        spoken(narrator, out, request(f"{tiny('vits_speakers')}#{speaker}"))
        digests.add(digest(out))
    assert len(digests) == 2
    spoken(narrator, out, request(tiny("vits")))
    usual = digest(out)
    calm = CoquiNarrator({"noise": 0}, device="cpu")
    calm_digests = set()
    for seed in (1, 2):
        spoken(calm, out, request(tiny("vits"), seed=seed))
        calm_digests.add(digest(out))
    calm.close()
    assert len(calm_digests) == 1
    assert usual not in calm_digests


def test_somebody_in_a_recording_is_imitated(tiny: Callable[[str], Path], tmp_path: Path) -> None:
    lots = np.random.default_rng(1)
    digests = []
    for loudness in (300, 9_000):
        pcm = lots.normal(0, loudness, 16_000).astype("<i2").tobytes()
        (tmp_path / "me.wav").write_bytes(write_wav(Wav(rate=16_000, pcm=pcm)))
        imitator = CoquiNarrator({"speaker_wav": "me.wav"}, device="cpu", root=tmp_path)
        name = imitator.resolve(str(tiny("vits_imitator")), "en")
        spoken(imitator, tmp_path / "a.wav", request(name))
        imitator.close()
        digests.append(digest(tmp_path / "a.wav"))
    assert digests[0] != digests[1]


def test_a_voice_that_tells_no_times_is_measured(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    assert not narrator.model(str(tiny("glow"))).word_times
    usual, times = spoken(narrator, tmp_path / "a.wav", request(tiny("glow")))
    assert times[-1]["end"] > usual.samples * 0.8
    quick, _ = spoken(narrator, tmp_path / "a.wav", request(tiny("glow"), rate=2.0))
    assert 0.3 < quick.samples / usual.samples < 0.7


def test_it_keeps_the_promises_of_a_narrator(
    tiny: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    keep_record(
        ModelRecord(
            provider="coqui",
            name="tts_models/en/tiny/vits",
            folder=tiny("vits"),
            revision="1",
            licence="MIT",
            size=1,
        )
    )
    check_narrator(CoquiNarrator({}, device="cpu"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Say 灯台 now.", "cannot say `灯台`: it knows none of the letters `灯台`"),
        ("灯台", "knows none of the letters `灯台`"),
        ("... !", "nothing to say"),
        ("", "nothing to say"),
    ],
)
def test_what_a_voice_cannot_say_is_refused_and_not_left_out(
    narrator: CoquiNarrator,
    tiny: Callable[[str], Path],
    tmp_path: Path,
    text: str,
    message: str,
) -> None:
    with pytest.raises(ProviderFailed, match=message):
        narrator.narrate(request(tiny("vits"), text), tmp_path / "a.wav")


@pytest.mark.parametrize("text", ["before\0after it", "a" * 400, "[[h@l'oU]] [[", "x"])
@pytest.mark.parametrize("kind", ["vits", "vits_phonemes"])
def test_no_text_harms_us(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path, kind: str, text: str
) -> None:
    out = tmp_path / "a.wav"
    narrator.narrate(request(tiny(kind), text), out)
    samples = read_wav(out.read_bytes()).samples
    times = json.loads(out.with_suffix(".json").read_text())
    assert len(times) >= len(text.replace("\0", " ").replace(" [[", "").split())
    assert all(0 <= t["start"] <= t["end"] <= samples for t in times)


def test_a_long_text_is_said_in_parts_with_a_pause_between_them(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    text = "This is half of it, and it is quite long. " * 10
    _, times = spoken(narrator, tmp_path / "a.wav", request(tiny("vits"), text.strip()))
    gaps = [after["start"] - before["end"] for before, after in itertools.pairwise(times)]
    assert sum(gap > 22_050 // 5 for gap in gaps) == 9


@pytest.fixture
def copy(tiny: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Return what makes a copy of a model that may be changed."""
    return lambda kind: Path(shutil.copytree(tiny(kind), tmp_path / "copy"))


def test_a_voice_may_be_moved_renamed_and_saved_as_safetensors(
    narrator: CoquiNarrator,
    copy: Callable[[str], Path],
    tiny: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    import torch
    from safetensors.torch import save_file

    # Coqui's code takes every path with this word in it for a voice of another kind.
    moved = copy("vits_speakers").rename(tmp_path / "my fairseq")
    written = json.loads((moved / "config.json").read_text())
    written["model_args"]["speakers_file"] = "/somewhere/else/speaker_ids.json"
    written["speakers_file"] = "/somewhere/else/speaker_ids.json"
    written["model_args"]["language_ids_file"] = "/somewhere/else/language_ids.json"
    (moved / "config.json").write_text(json.dumps(written))
    weights = torch.load(moved / "model.pth", weights_only=True)["model"]
    save_file({key: value.clone() for key, value in weights.items()}, moved / "v.safetensors")
    (moved / "model.pth").unlink()
    spoken(narrator, tmp_path / "a.wav", request(f"{moved}#bob"))
    spoken(narrator, tmp_path / "b.wav", request(f"{tiny('vits_speakers')}#bob"))
    assert digest(tmp_path / "a.wav") == digest(tmp_path / "b.wav")


def test_the_pause_between_clauses_is_part_of_the_fingerprint(
    narrator: CoquiNarrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = narrator.fingerprint
    monkeypatch.setattr("mdvid.backends.coqui.narrator.CLAUSE_PAUSE", 350)
    assert narrator.fingerprint != before
