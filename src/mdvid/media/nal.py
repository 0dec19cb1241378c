"""NAL units and byte streams: ITU-T H.264 clauses 7.3.1, 7.4.1 and Annex B."""

from __future__ import annotations

import re
from collections.abc import Iterable

START_CODE = b"\0\0\0\1"

SLICE = 1
IDR = 5
SPS = 7
PPS = 8

_FORBIDDEN = re.compile(rb"\0\0(?=[\0-\3])")


def escape(rbsp: bytes) -> bytes:
    """Insert emulation prevention bytes, so that no start code occurs inside (clause 7.4.1)."""
    return _FORBIDDEN.sub(b"\0\0\3", rbsp)


def unescape(payload: bytes) -> bytes:
    """Remove emulation prevention bytes."""
    return payload.replace(b"\0\0\3", b"\0\0")


def split(stream: bytes) -> tuple[bytes, ...]:
    """Return the NAL units of a byte stream, without start codes (clause B.1)."""
    units = stream.replace(START_CODE, START_CODE[1:]).split(START_CODE[1:])
    return tuple(unit for unit in units if unit)


def join(units: Iterable[bytes]) -> bytes:
    """Return NAL units as a byte stream."""
    return b"".join(START_CODE + unit for unit in units)


def unit_type(unit: bytes) -> int:
    """Return nal_unit_type (table 7-1)."""
    return unit[0] & 0x1F
