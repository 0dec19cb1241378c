"""On what models run, found out without loading torch, which takes seconds."""

from __future__ import annotations

import os
import platform
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_NVIDIA = ("nvidia[0-9]*", "dxg")
"""Device files: of the driver, and of Windows' one under WSL."""

_AMD = ("kfd",)
"""torch for ROCm calls its devices `cuda` too."""

DEVICE_FILES = Path("/dev")


def find_device(wanted: str) -> str:
    """Return `cpu`, `cuda` or `mps` for `auto`; any other name is what the user wants.

    A graphics card is taken if the system shows one, it is not hidden by `CUDA_VISIBLE_DEVICES`,
    and the torch that is installed was built for it.
    """
    if wanted != "auto":
        return wanted
    if sys.platform == "darwin":
        return "mps" if platform.machine() == "arm64" else "cpu"
    return "cuda" if _has_card() else "cpu"


def _has_card() -> bool:
    torch = _torch_version()
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES")
    if not torch or torch.endswith("+cpu") or hidden in {"", "-1", "NoDevFiles"}:
        return False
    patterns = _AMD if "+rocm" in torch else _NVIDIA
    return any(next(DEVICE_FILES.glob(pattern), None) for pattern in patterns)


@cache
def _torch_version() -> str:
    try:
        return version("torch")
    except PackageNotFoundError:
        return ""
