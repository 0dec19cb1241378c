"""Tiny models of every family, with random weights: built once, and kept until a builder changes.

They are loaded by the same code as real ones. Building them takes torch, in a process of its own;
without it these tests are left out, unless `MDVID_TEST_REQUIRE` lists `models`, as it does in CI.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from tests.models.hub import Hub, Repo, serving
from tests.models.painter import NAME, PIPELINE
from tests.models.tiny.kinds import BUILDERS, COMMON, siblings

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "tiny"
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    # Threads of several processes that wait for each other in loops: four times the work.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def tiny(request: pytest.FixtureRequest, _one_thread: None) -> Callable[[str], Path]:
    """Return what returns the folder of a tiny model, by its kind. Nobody may write to it."""
    shelf = request.config.cache.mkdir("tiny")

    def find(kind: str) -> Path:
        edition = shelf / f"{BUILDERS[kind]}-{_edition(BUILDERS[kind])}"
        edition.mkdir(exist_ok=True)
        with _locked(edition / "lock"):
            missing = [name for name in siblings(kind) if not (edition / name).is_dir()]
            if missing:
                _build(edition, missing)
        return edition / kind

    return find


def _edition(module: str) -> str:
    """Return what the models of a module follow from: its text, and whose libraries build them."""
    content = hashlib.sha256()
    for name in (module, *COMMON):
        content.update((TINY / f"{name}.py").read_bytes())
    for name in ("torch", "diffusers", "transformers", "coqui-tts"):
        content.update(version(name).encode())
    return content.hexdigest()[:12]


def _build(folder: Path, kinds: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.models.tiny", folder, *kinds],
        check=False,
        cwd=ROOT,
        env=os.environ | OFFLINE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one process at a time do what comes."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with one painter; home, cache and records are the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("HF_HOME", "HF_HUB_CACHE", "HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    with serving(Hub({NAME: Repo(dict(PIPELINE))})) as started:
        monkeypatch.setenv("HF_ENDPOINT", started.address)
        yield started
