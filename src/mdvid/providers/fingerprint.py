"""Fingerprints of mdvid's own code: what it computes is part of every key."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def code_fingerprint(*packages: str) -> str:
    """Return a digest of the source of packages of mdvid (`media`, `backends/libav`).

    A version number would have to be raised by hand with every change; the source cannot be
    forgotten. Reads a few dozen kilobytes, once.
    """
    root = Path(__file__).parents[1]
    content = hashlib.sha256()
    for package in packages:
        for file in sorted((root / package).glob("*.py")):
            content.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return content.hexdigest()[:16]
