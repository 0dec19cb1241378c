from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from mdvid.backends.models import devices
from mdvid.backends.models.devices import find_device


@pytest.fixture(autouse=True)
def linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Linux machine with a torch for CUDA and no card; the returned folder is its `/dev`."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(devices, "_torch_version", lambda: "2.11.0")
    monkeypatch.setattr(devices, "DEVICE_FILES", tmp_path)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    return tmp_path


@pytest.mark.parametrize("device", ["cpu", "cuda", "mps"])
def test_a_device_that_was_chosen_is_taken(device: str) -> None:
    assert find_device(device) == device


def test_without_a_card_the_processor_is_taken() -> None:
    assert find_device("auto") == "cpu"


@pytest.mark.parametrize("file", ["nvidia0", "nvidia3", "dxg"])
def test_a_card_is_taken(linux: Path, file: str) -> None:
    (linux / file).touch()
    assert find_device("auto") == "cuda"


def test_the_control_file_of_the_driver_alone_is_no_card(linux: Path) -> None:
    (linux / "nvidiactl").touch()
    assert find_device("auto") == "cpu"


@pytest.mark.parametrize("hidden", ["", "-1"])
def test_a_hidden_card_is_not_taken(
    linux: Path, monkeypatch: pytest.MonkeyPatch, hidden: str
) -> None:
    (linux / "nvidia0").touch()
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", hidden)
    assert find_device("auto") == "cpu"


@pytest.mark.parametrize("torch", ["", "2.11.0+cpu"])
def test_a_card_is_not_taken_by_a_torch_that_cannot(
    linux: Path, monkeypatch: pytest.MonkeyPatch, torch: str
) -> None:
    (linux / "nvidia0").touch()
    monkeypatch.setattr(devices, "_torch_version", lambda: torch)
    assert find_device("auto") == "cpu"


def test_a_torch_for_amd_looks_for_cards_of_amd(
    linux: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "_torch_version", lambda: "2.11.0+rocm7.0")
    (linux / "nvidia0").touch()
    assert find_device("auto") == "cpu"
    (linux / "kfd").touch()
    assert find_device("auto") == "cuda"


@pytest.mark.parametrize(("machine", "device"), [("arm64", "mps"), ("x86_64", "cpu")])
def test_macs_of_today_have_a_card(
    monkeypatch: pytest.MonkeyPatch, machine: str, device: str
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert find_device("auto") == device
