"""mdvid's own folders on this machine, after the XDG Base Directory Specification."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return where fetched models and what is known of them lie."""
    return _base("XDG_DATA_HOME", ".local/share") / "mdvid"


def cache_folder() -> Path:
    """Return where lies what can be found out again."""
    return _base("XDG_CACHE_HOME", ".cache") / "mdvid"


def _base(variable: str, usual: str) -> Path:
    said = Path(os.environ.get(variable, ""))
    # Relative ones are to be ignored, says the specification.
    return said if said.is_absolute() else Path.home() / usual
