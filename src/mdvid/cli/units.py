"""Numbers as people say them."""

from __future__ import annotations

from fractions import Fraction

from mdvid.diagnostics import counted

_MINUTE = 60
_THOUSAND = 1000


def clock(seconds: Fraction) -> str:
    """Return `2:31` or `1:02:03`."""
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size(bytes_: int) -> str:
    """Return `812 kB`, `1.2 MB`."""
    if bytes_ < _THOUSAND:
        return counted(bytes_, "byte")
    if bytes_ < _THOUSAND**2:
        return f"{bytes_ / _THOUSAND:.0f} kB"
    if bytes_ < _THOUSAND**3:
        return f"{bytes_ / _THOUSAND**2:.1f} MB"
    return f"{bytes_ / _THOUSAND**3:.1f} GB"
