from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from mdvid.backends.models.environment import worker_environment
from mdvid.backends.models.packages import require, versions
from mdvid.errors import ProviderUnavailable


def test_what_is_installed_is_not_asked_for() -> None:
    require("diffusion", "yaml", "click")


def test_what_is_missing_comes_with_the_command_that_installs_it() -> None:
    with pytest.raises(ProviderUnavailable, match="`nothing_here`, `nor_here` are not") as caught:
        require("diffusion", "yaml", "nothing_here", "nor_here")
    assert caught.value.hint == "pip install 'mdvid[diffusion]'"


def test_a_folder_of_that_name_is_no_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder_of_somebody").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ProviderUnavailable, match="`folder_of_somebody` is not installed"):
        require("coqui", "folder_of_somebody")


def test_versions_are_said_in_the_order_asked() -> None:
    said = versions("click", "nothing-of-that-name")
    assert said == f"click {version('click')}, nothing-of-that-name none"


def test_workers_do_not_download_and_see_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "proxy")
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    told = worker_environment(OMP_NUM_THREADS="2")
    assert told["HF_HUB_OFFLINE"] == "1"
    assert told["CUDA_VISIBLE_DEVICES"] == "1"
    assert told["OMP_NUM_THREADS"] == "2"
    assert not {"HF_TOKEN", "HTTPS_PROXY"} & set(told)
