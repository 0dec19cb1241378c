"""Small files of each kind that a provider makes, written without any library."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mdvid.media.model import Size

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2
_OPAQUE = frozenset({0, _RGB, 3})
"""Colour types without an alpha channel (PNG, clause 11.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PngHeader:
    """What a PNG says about itself."""

    size: Size
    opaque: bool


def png(size: Size, colour: bytes) -> bytes:
    """Return a PNG of one colour: three bytes, red, green and blue."""
    header = struct.pack(">IIBBBBB", size.width, size.height, 8, _RGB, 0, 0, 0)
    row = b"\0" + colour * size.width
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * size.height, 1)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def png_header(data: bytes) -> PngHeader:
    """Read the header of a PNG; its pixels are not looked at.

    Raises:
        ValueError: it is not a whole PNG.
    """
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or b"IEND" not in data[-12:]:
        raise ValueError("it is not a whole PNG")
    width, height, _, colour_type = struct.unpack(">IIBB", data[16:26])
    return PngHeader(
        size=Size(width, height), opaque=colour_type in _OPAQUE and b"tRNS" not in data
    )


def jpeg(remark: bytes) -> bytes:
    """Return a JPEG of one grey pixel with a remark in it (ITU-T T.81, annex B)."""
    # One code for every table: the difference 0 of the only block, then its end.
    table = bytes((1,)) + bytes(16)
    segments = (
        (0xFE, remark),
        (0xDB, b"\0" + bytes((1,)) * 64),
        (0xC0, bytes((8, 0, 1, 0, 1, 1, 1, 0x11, 0))),
        (0xC4, b"\0" + table),
        (0xC4, b"\x10" + table),
        (0xDA, bytes((1, 1, 0, 0, 63, 0))),
    )
    coded = b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data for marker, data in segments
    )
    return b"\xff\xd8" + coded + b"\x3f" + b"\xff\xd9"


def mp4(remark: bytes) -> bytes:
    """Return an MP4 without any track, with a remark in it (ISO/IEC 14496-12, clause 4.2)."""
    boxes = ((b"ftyp", b"isom\0\0\0\0isom"), (b"free", remark))
    return b"".join(struct.pack(">I", len(data) + 8) + name + data for name, data in boxes)


def annex_b(remark: bytes) -> bytes:
    """Return what has the NAL units of an H.264 stream of one picture (Annex B), none of them real.

    Streams with the same sets of parameters can be joined; these can.
    """
    # Hexadecimal digits have no zero bytes, so nothing has to be escaped.
    units = (b"\x67mdvid", b"\x68test", b"\x65" + remark.hex().encode())
    return b"".join(b"\0\0\0\1" + unit for unit in units)


def read_json(path: Path) -> Any:
    """Return what is in a JSON file.

    Raises:
        ValueError: it is missing or not JSON.
    """
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"there is no `{path.name}`") from error
