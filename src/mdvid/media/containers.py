"""What kind of sound file this is, told by how it begins and never by its name.

Only files that hold their sound themselves are known: no playlist, and nothing that names others.
"""

from __future__ import annotations

HEAD = 512
"""Bytes that are enough to tell."""

_BEGINNINGS = (
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"caff", "caf"),
    (b".snd", "au"),
    (b"#!AMR", "amr"),
    (b"wvpk", "wv"),
    (b"FLV\x01", "flv"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (b"riff\x2e\x91\xcf\x11", "w64"),
)
_FORMS = {
    (b"RIFF", b"WAVE"): "wav",
    (b"RF64", b"WAVE"): "wav",
    (b"RIFF", b"AVI "): "avi",
    (b"FORM", b"AIFF"): "aiff",
    (b"FORM", b"AIFC"): "aiff",
}
"""By the first four bytes, and four after a length."""

_ATOMS = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
"""Of ISO/IEC 14496-12 and QuickTime, that a file may begin with."""

_TRANSPORT = 188
"""Bytes of a packet of ISO/IEC 13818-1, each of which begins with 0x47."""


def container_of(head: bytes) -> str:
    """Return what FFmpeg calls the format of a file that begins with `head`; empty if unknown."""
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name
    if form := _FORMS.get((head[:4], head[8:12])):
        return form
    if head[4:8] in _ATOMS:
        return "mov"
    if head[:1] == b"\x47" and head[_TRANSPORT : _TRANSPORT + 1] == b"\x47":
        return "mpegts"
    return _frames(head)


def _frames(head: bytes) -> str:
    """Return what a file is that begins with a frame of MPEG audio (ISO/IEC 11172-3 or 13818-7)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004  # a sync word
        return ""
    layer = head[1] >> 1 & 3
    if layer == 0:
        return "aac" if head[1] & 0xF0 == 0xF0 else ""  # noqa: PLR2004  # 12 bits of it, in ADTS
    # Layer I is as good as unknown, and a text in UTF-16 begins like it.
    valid = layer < 3 and head[1] >> 3 & 3 != 1 and head[2] >> 4 != 15 and head[2] >> 2 & 3 != 3  # noqa: PLR2004
    return "mp3" if valid else ""
