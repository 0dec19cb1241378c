"""espeak-ng for real: what it says, when, always the same, and whatever it is given."""

from __future__ import annotations

import array
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mdvid.backends.espeak import EspeakNarrator
from mdvid.errors import ProviderFailed
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice

pytestmark = pytest.mark.espeak


@pytest.fixture(scope="module")
def narrator() -> Iterator[EspeakNarrator]:
    made = EspeakNarrator({})
    yield made
    made.close()


def _request(text: str, name: str = "en-us", rate: float = 1.0, seed: int = 0) -> NarrationRequest:
    return NarrationRequest(
        text=text, voice=Voice(provider="espeak", name=name, rate=rate), seed=seed
    )


def _samples(path: Path) -> array.array[int]:
    with wave.open(str(path)) as file:
        assert file.getparams()[:3] == (1, 2, 22_050)
        return array.array("h", file.readframes(file.getnframes()))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


SENTENCES = [
    ("en-us", "Hello there, this is a sentence about the old lighthouse of the town. It shines!"),
    ("de", "Guten Tag, dies ist ein Satz über den alten Leuchtturm der Stadt. Er leuchtet!"),
    ("es", "Buenos días, esta es una frase sobre el viejo faro de la ciudad. ¡Brilla!"),
    ("en-gb+f3", "Somebody else says this, and she says it well."),
]


@pytest.mark.parametrize(("voice", "text"), SENTENCES)
def test_a_sentence_is_spoken_with_a_time_for_every_word(
    narrator: EspeakNarrator, tmp_path: Path, voice: str, text: str
) -> None:
    out = tmp_path / "take.wav"
    narrator.narrate(_request(text, voice), out)
    samples = _samples(out)
    times = json.loads(out.with_suffix(".json").read_text())
    said = [text[t["offset"] : t["offset"] + t["length"]] for t in times]
    assert said == text.split()
    position = 0
    for word in times:
        assert position <= word["start"] < word["end"] <= len(samples)
        heard = samples[word["start"] : word["end"]]
        assert max(map(abs, heard)) > 1_000
        position = word["end"]
    assert abs(samples[position - 1]) >= 100
    assert max(map(abs, samples[position:]), default=0) < 100
    assert 60 <= len(said) / (len(samples) / 22_050) * 60 <= 260


def test_pauses_inside_a_sentence_belong_to_no_word(
    narrator: EspeakNarrator, tmp_path: Path
) -> None:
    out = tmp_path / "take.wav"
    narrator.narrate(_request("First, second."), out)
    first, second = json.loads(out.with_suffix(".json").read_text())
    between = _samples(out)[first["end"] : second["start"]]
    assert len(between) > 1_000
    assert max(map(abs, between)) < 200


def test_the_same_request_gives_the_same_bytes_in_any_order_and_process(tmp_path: Path) -> None:
    texts = [text for _, text in SENTENCES] + ["She sells sea shells."]
    digests = []
    for order in (texts, texts[::-1]):
        narrator = EspeakNarrator({})
        for index, text in enumerate(order):
            narrator.narrate(_request(text), tmp_path / f"{index}.wav")
        narrator.close()
        found = {text: _digest(tmp_path / f"{i}.wav") for i, text in enumerate(order)}
        digests.append([found[text] for text in texts])
    assert digests[0] == digests[1]
    program = (
        "import sys; from pathlib import Path; from mdvid.backends.espeak import *\n"
        "from mdvid.speech.model import Voice\n"
        "n = EspeakNarrator({}); v = Voice(provider='espeak', name='en-us')\n"
        "n.narrate(NarrationRequest(text=sys.argv[1], voice=v), Path(sys.argv[2])); n.close()\n"
    )
    other = tmp_path / "other.wav"
    environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "HOME": "/"}
    subprocess.run((sys.executable, "-c", program, texts[-1], other), check=True, env=environment)
    assert _digest(other) == digests[0][-1]


def test_rate_and_voice_change_what_is_heard(narrator: EspeakNarrator, tmp_path: Path) -> None:
    text = SENTENCES[0][1]
    lengths = {}
    for rate in (0.75, 1.0, 1.5):
        narrator.narrate(_request(text, rate=rate), tmp_path / "take.wav")
        lengths[rate] = len(_samples(tmp_path / "take.wav"))
    assert lengths[0.75] > 1.15 * lengths[1.0]
    assert lengths[1.5] < 0.8 * lengths[1.0]
    digests = set()
    for name in ("en-us", "en-gb", "en-us+f3", "de"):
        narrator.narrate(_request(text, name), tmp_path / "take.wav")
        digests.add(_digest(tmp_path / "take.wav"))
    assert len(digests) == 4


def test_threads_do_not_mix_their_texts(narrator: EspeakNarrator, tmp_path: Path) -> None:
    texts = [f"Number {index} of many {'words ' * (index % 5)}here." for index in range(24)]

    def narrate(index: int) -> str:
        out = tmp_path / f"{index}-{time.monotonic_ns()}.wav"
        narrator.narrate(_request(texts[index]), out)
        return _digest(out)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(narrate, range(24)))
    assert together == [narrate(index) for index in range(24)]


HOSTILE = [
    "<speak>Hello <mark name='a'/> <audio src='/etc/passwd'/>",
    "[[h@l'oU]] and [[",
    "--help -v /etc/passwd",
    "before\0after",
    "🎉🎉 👩‍👩‍👧 🎉",
    "مرحبا بالعالم שלום",
    "e\u0301\u0301\u0301\u0301 \u202e reversed",
    "\ud800 lone surrogate",
    "1" * 10_000,
    "a" * 100_000,
    "%s%n%x \\x00 \x1b[31m \x07",
    "?!?!?! ... --- '''",
    "\uffff\ufffe \U0010ffff",
    "ß" * 2_000,
    "x. " * 3_000,
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
@pytest.mark.parametrize("voice", ["en-us", "cmn"])
def test_no_text_harms_us(narrator: EspeakNarrator, tmp_path: Path, voice: str, text: str) -> None:
    out = tmp_path / "take.wav"
    with contextlib.suppress(ProviderFailed):
        narrator.narrate(_request(text, voice), out)
        times = json.loads(out.with_suffix(".json").read_text())
        length = len(_samples(out))
        assert all(0 <= t["start"] <= t["end"] <= length for t in times)
    narrator.narrate(_request("All is well."), tmp_path / "after.wav")
    assert len(_samples(tmp_path / "after.wav")) > 10_000


def test_a_killed_worker_costs_at_most_one_utterance(tmp_path: Path) -> None:
    narrator = EspeakNarrator({})
    narrator.narrate(_request("First of all."), tmp_path / "a.wav")
    for child in _children():
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ProviderFailed):  # it may not be dead yet when it is asked
        narrator.narrate(_request("First of all."), tmp_path / "b.wav")
    narrator.narrate(_request("First of all."), tmp_path / "b.wav")
    assert _digest(tmp_path / "a.wav") == _digest(tmp_path / "b.wav")
    narrator.close()
    narrator.close()
    with pytest.raises(ProviderFailed, match="closed"):
        narrator.narrate(_request("Too late."), tmp_path / "c.wav")


def test_a_folder_that_is_not_there_is_a_failure(narrator: EspeakNarrator, tmp_path: Path) -> None:
    with pytest.raises(ProviderFailed, match="No such file or directory"):
        narrator.narrate(_request("Hello."), tmp_path / "nowhere" / "take.wav")


def test_every_voice_speaks(narrator: EspeakNarrator, tmp_path: Path) -> None:
    silent = []
    for voice in narrator.voices():
        narrator.narrate(_request("1 2 3 ama", voice.name), tmp_path / "take.wav")
        if len(_samples(tmp_path / "take.wav")) < 5_000:
            silent.append(voice.name)
    assert silent == []


def _children() -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            command = path.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and b"espeak_worker.py" in command:
            found.append(int(path.parent.name))
    return found
