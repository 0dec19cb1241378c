"""Voices of Coqui that are damaged, and workers that crash, hang or lie."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.models.processes import children

from mdvid.backends.coqui import CoquiNarrator, packages
from mdvid.backends.coqui import narrator as module
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.wav import read_wav
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice

pytestmark = pytest.mark.models


@pytest.fixture
def narrator() -> Iterator[CoquiNarrator]:
    made = CoquiNarrator({"deadline": 60}, device="cpu")
    yield made
    made.close()


def request(folder: Path) -> NarrationRequest:
    return NarrationRequest(text="All is well.", voice=Voice(provider="coqui", name=str(folder)))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def copy(tiny: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Return what makes a copy of a model that may be changed."""
    return lambda kind: Path(shutil.copytree(tiny(kind), tmp_path / "copy"))


def test_a_killed_worker_is_replaced(
    narrator: CoquiNarrator, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    narrator.narrate(request(tiny("vits")), tmp_path / "a.wav")
    for process in children("coqui_worker.py"):
        os.kill(process, signal.SIGKILL)
    narrator.narrate(request(tiny("vits")), tmp_path / "b.wav")
    assert digest(tmp_path / "a.wav") == digest(tmp_path / "b.wav")
    narrator.close()
    narrator.close()
    assert children("coqui_worker.py") == []
    with pytest.raises(ProviderFailed, match="coqui is closed"):
        narrator.narrate(request(tiny("vits")), tmp_path / "c.wav")


LIE = """
import time
from pathlib import Path
from mdvid.media.wav import Wav, write_wav

def prepare(arguments, report):
    def handle(request):
        Path(request["out"]).write_bytes(write_wav(Wav(rate=22_050, pcm=bytes(20))))
        time.sleep({sleep})
        return {reply}
    return handle
"""


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("{}", "does not fit the sound"),
        ("{'samples': 11, 'words': []}", "does not fit the sound"),
        ("{'samples': 10}", "does not fit the sound"),
        ("{'samples': 10, 'words': [[1, 2, 3, 4]]}", "word times that are none"),
        ("{'samples': 10, 'words': [dict(start=0, end=11, offset=0, length=3)]}", "outside"),
        ("{'samples': 10, 'words': [dict(start=0, end=1, offset=0, length=99)]}", "outside"),
        ("[]", "reply without content"),
        ("__import__('os')._exit(3)", "ended without an answer"),
    ],
)
def test_a_worker_that_lies_is_not_believed(
    narrator: CoquiNarrator,
    tiny: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    reply: str,
    message: str,
) -> None:
    script = tmp_path / "lie.py"
    script.write_text(LIE.format(reply=reply, sleep=0))
    monkeypatch.setattr(module, "WORKER", script)
    with pytest.raises(ProviderFailed, match=message):
        narrator.narrate(request(tiny("vits")), tmp_path / "a.wav")


def test_a_worker_that_hangs_is_ended_at_its_deadline(
    tiny: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "hang.py"
    script.write_text(LIE.format(reply="{}", sleep=600))
    monkeypatch.setattr(module, "WORKER", script)
    narrator = CoquiNarrator({"deadline": 1}, device="cpu")
    with pytest.raises(ProviderFailed, match="did not answer within 1 s"):
        narrator.narrate(request(tiny("vits")), tmp_path / "a.wav")
    assert children("hang.py") == []
    narrator.close()


def test_old_packages_of_the_same_name_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    packages.require_packages.cache_clear()
    monkeypatch.setattr(packages, "versions", lambda name: f"{name} 0.22.0")
    with pytest.raises(ProviderUnavailable, match="`TTS` and `coqpit` stand in the way") as told:
        packages.require_packages()
    assert str(told.value.hint).startswith("pip uninstall TTS coqpit; pip install 'mdvid[coqui]'")


def test_a_missing_package_is_told_with_the_extra_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packages.require_packages.cache_clear()
    monkeypatch.setattr(packages, "MODULES", ("torch", "no_such_module"))
    with pytest.raises(ProviderUnavailable, match="`no_such_module` is not installed") as told:
        _ = CoquiNarrator({}).fingerprint
    assert told.value.hint == "pip install 'mdvid[coqui]'"


class Evil:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, ("/nowhere/evil",)


def test_a_checkpoint_that_is_none_is_an_answer(
    narrator: CoquiNarrator,
    copy: Callable[[str], Path],
    tiny: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    import torch

    folder = copy("vits")
    weights = folder / "model.pth"
    good = weights.read_bytes()
    weights.write_bytes(good[: len(good) // 2])
    for _ in range(2):
        with pytest.raises(ProviderFailed, match=r"the checkpoint in .* is damaged"):
            narrator.narrate(request(folder), tmp_path / "a.wav")
    torch.save({"model": Evil()}, weights)
    with pytest.raises(ProviderFailed, match="holds more than weights: it is not loaded"):
        narrator.narrate(request(folder), tmp_path / "a.wav")
    shutil.copy(tiny("glow") / "model.pth", weights)
    with pytest.raises(ProviderFailed, match=r"does not fit its `config\.json`"):
        narrator.narrate(request(folder), tmp_path / "a.wav")
    weights.write_bytes(good)
    narrator.narrate(request(folder), tmp_path / "a.wav")
    assert read_wav((tmp_path / "a.wav").read_bytes()).samples > 10_000


MISFIT = """
import importlib.abc, sys
from pathlib import Path

class Misfit(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "torchaudio._extension":
            raise OSError("libc10_cuda.so: cannot open shared object file")

sys.meta_path.insert(0, Misfit())
from mdvid.backends.coqui.loading import load
from mdvid.backends.coqui.speaking import Wanted, speak
sound, times = speak(load(Path(sys.argv[1]), None, "cpu"), Wanted(text="Well", tag="en", seed=0))
assert len(sound) > 1_000 and len(times) == 1
"""


def test_a_torchaudio_that_does_not_fit_torch_does_no_harm(tiny: Callable[[str], Path]) -> None:
    command = (sys.executable, "-c", MISFIT, tiny("vits"))
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
