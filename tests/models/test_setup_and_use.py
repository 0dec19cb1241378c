"""What `mdvid setup` fetched is what illustrators and listeners find, and all that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.models.hub import Hub, Repo, serving

from mdvid.backends.align import CtcAligner
from mdvid.backends.diffusers import DiffusersIllustrator
from mdvid.backends.diffusers.enlarger import DiffusersEnlarger
from mdvid.cli.main import main
from mdvid.errors import ExitCode
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest

pytestmark = pytest.mark.models


@contextmanager
def offered(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the files of a folder as a repository."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    with serving(Hub({name: Repo(files)})) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("HF_HOME", "HF_HUB_CACHE", "HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)


def test_a_fetched_illustrator_draws(
    tiny: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with offered("somebody/painter", tiny("sd"), monkeypatch):
        asked = ["setup", "--illustrator", "diffusers:somebody/painter", "--yes"]
        assert main(asked) == ExitCode.OK
    illustrator = DiffusersIllustrator({"steps": 1}, device="cpu", root=tmp_path)
    try:
        assert illustrator.resolve("") == "somebody/painter"
        request = IllustrationRequest(
            prompt="a lighthouse", model="somebody/painter", size=Size(96, 64), seed=7
        )
        illustrator.illustrate(request, tmp_path / "picture.png")
    finally:
        illustrator.close()
    assert (tmp_path / "picture.png").stat().st_size > 100


def test_a_fetched_listener_is_found(
    tiny: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with offered("somebody/ear", tiny("wav2vec2"), monkeypatch):
        assert main(["setup", "--align", "somebody/ear", "--yes"]) == ExitCode.OK
    aligner = CtcAligner(device="cpu", root=tmp_path)
    assert len(aligner.model("somebody/ear").revision) == 40
    aligner.close()


@pytest.mark.parametrize("kind", ["compact", "sdx4"])
def test_a_fetched_enlarger_is_found(
    tiny: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with offered("somebody/lens", tiny(kind), monkeypatch):
        assert main(["setup", "--upscaler", "diffusers:somebody/lens", "--yes"]) == ExitCode.OK
    enlarger = DiffusersEnlarger({}, device="cpu", root=tmp_path)
    assert len(enlarger.model("somebody/lens").revision) == 40
    enlarger.close()
