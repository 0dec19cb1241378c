"""How models are called."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SHORT_COQUI = re.compile(r"[^/]+/[^/]+/[^/]+")
_COQUI_VOICES = "tts_models/"


def is_place(name: str) -> bool:
    """Tell whether a model is named by its folder or file: `./`, `../`, `/` or `~` come first."""
    return name in {".", ".."} or name.startswith(("./", "../", "/", "~"))


def place(name: str, root: Path) -> Path:
    """Return the folder or file; relative ones are under `root`, `~` is the user's home."""
    path = Path(os.path.expanduser(name))  # noqa: PTH111  # pathlib raises for unknown users
    return path if path.is_absolute() else root / path


def full_name(provider: str, name: str) -> str:
    """Return the name in full: Coqui's voices may be named without `tts_models/`."""
    if provider == "coqui" and _SHORT_COQUI.fullmatch(name):
        return _COQUI_VOICES + name
    return name


def short_name(provider: str, name: str) -> str:
    """Return what people write: the reverse of `full_name`."""
    return name.removeprefix(_COQUI_VOICES) if provider == "coqui" else name
