"""What workers of Coqui write for the time being does not outlast anybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mdvid.backends.coqui import CoquiNarrator
from mdvid.backends.coqui import narrator as module
from mdvid.backends.coqui.coqui_worker import prepare
from mdvid.errors import ProviderFailed
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice

pytestmark = pytest.mark.models

KILLED_WHILE_LOADING = """
import os, signal
from pathlib import Path

def prepare(arguments, report):
    Path(arguments[3]).mkdir()
    Path(arguments[3], "converted.pth").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""

KILLED_MDVID = """
import os, signal, sys
from pathlib import Path
from mdvid.backends.coqui import CoquiNarrator
from mdvid.errors import ProviderFailed
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice
from mdvid.backends.coqui import narrator

narrator.WORKER = Path(sys.argv[2])
voice = Voice(provider="coqui", name=sys.argv[1])
try:
    made = CoquiNarrator({}, device="cpu")
    made.narrate(NarrationRequest(text="Hello.", voice=voice), Path("out.wav"))
except ProviderFailed:
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A worker that is killed while it loads; everything temporary is below `temporary`."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    script = tmp_path / "killed.py"
    script.write_text(KILLED_WHILE_LOADING)
    monkeypatch.setattr(module, "WORKER", script)
    return script


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "temporary").rglob("*"))


def test_a_worker_killed_while_it_loads_leaves_nothing_when_the_narrator_is_closed(
    worker: Path, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    assert worker.is_file()
    narrator = CoquiNarrator({}, device="cpu")
    voice = Voice(provider="coqui", name=str(tiny("vits")))
    with pytest.raises(ProviderFailed):
        narrator.narrate(NarrationRequest(text="Hello.", voice=voice), tmp_path / "a.wav")
    assert "converted.pth" in left(tmp_path)
    narrator.close()
    assert left(tmp_path) == []


def test_what_a_killed_mdvid_left_is_deleted_by_the_next_one(
    worker: Path, tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    command = (sys.executable, "-c", KILLED_MDVID, tiny("vits"), worker)
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    done = subprocess.run(command, check=False, env=environment, cwd=tmp_path)
    assert done.returncode == -signal.SIGKILL
    assert "converted.pth" in left(tmp_path)
    narrator = CoquiNarrator({}, device="cpu")
    voice = Voice(provider="coqui", name=str(tiny("vits")))
    with pytest.raises(ProviderFailed):
        narrator.narrate(NarrationRequest(text="Hello.", voice=voice), tmp_path / "a.wav")
    assert left(tmp_path).count("converted.pth") == 1
    narrator.close()
    assert left(tmp_path) == []


def test_a_worker_that_starts_anew_empties_its_folder_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "converted.pth").touch()
    prepare(["voice", "", "cpu", str(tmp_path / "scratch")], lambda *_: None)
    assert list((tmp_path / "scratch").iterdir()) == []
    with tempfile.TemporaryDirectory() as folder:
        assert Path(folder).parent == tmp_path / "scratch"
