"""Fingerprints of mdvid's own code: what it computes is part of every key."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def code_fingerprint(*parts: str) -> str:
    """Return a digest of the source of parts of mdvid: `media`, `backends/espeak.py`.

    A version number would have to be raised by hand with every change; the source cannot be
    forgotten. Reads a few dozen kilobytes, once.
    """
    root = Path(__file__).parents[1]
    content = hashlib.sha256()
    for part in parts:
        path = root / part
        files = [path] if path.suffix else sorted(path.rglob("*.py"))
        assert files, f"there is no code in `{part}`"
        for file in files:
            name = file.relative_to(root).as_posix()
            content.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return content.hexdigest()[:16]
