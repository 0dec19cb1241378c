"""AAC-LC as bytes: ADTS headers and the silent frame. Clauses are those of ISO/IEC 14496-3."""

from __future__ import annotations

from collections.abc import Iterable

from mdvid.media.bits import BitWriter

_LOW_COMPLEXITY = 2
_48_KHZ = 3
_MONO = 1
_HEADER = 7
_UNKNOWN_FULLNESS = 0x7FF
_END = 7


def silent_frame() -> bytes:
    """Return a frame without any spectral line: a raw_data_block (clause 4.4.2.1)."""
    bits = BitWriter().u(3, 0).u(4, 0)  # single_channel_element, element_instance_tag
    bits.u(8, 0)  # global_gain
    bits.u(1, 0).u(2, 0).u(1, 0).u(6, 0).u(1, 0)  # ics_info: one long window, max_sfb 0
    bits.u(1, 0).u(1, 0).u(1, 0)  # no pulse data, noise shaping or gain control
    return bits.u(3, _END).fill(0).data()


def to_adts(frames: Iterable[bytes]) -> bytes:
    """Return frames as an ADTS stream (clause 1.A.2.2): each with a header of seven bytes."""
    return b"".join(_header(len(frame)) + frame for frame in frames)


def from_adts(stream: bytes) -> tuple[bytes, ...]:
    """Return the frames of an ADTS stream that `to_adts` wrote.

    Raises:
        ValueError: it is damaged, or another kind of sound.
    """
    frames: list[bytes] = []
    at, end = 0, len(stream)
    while at < end:
        # There are 47 of them in a second: aac_frame_length is read without slices.
        if (
            not stream.startswith(_PREFIX, at)
            or at + _HEADER > end
            or stream[at + 3] & 0xFC != _FOURTH
        ):
            raise ValueError("not an ADTS stream of mono AAC-LC at 48 kHz, or cut off")
        length = (stream[at + 3] & 3) << 11 | stream[at + 4] << 3 | stream[at + 5] >> 5
        if length <= _HEADER or at + length > end:
            raise ValueError(f"the AAC stream is cut off or damaged at byte {at}")
        frames.append(stream[at + _HEADER : at + length])
        at += length
    return tuple(frames)


def _header(size: int) -> bytes:
    bits = BitWriter().u(12, 0xFFF).u(1, 0).u(2, 0).u(1, 1)  # syncword, MPEG-4, no CRC
    bits.u(2, _LOW_COMPLEXITY - 1).u(4, _48_KHZ).u(1, 0).u(3, _MONO).u(4, 0)
    return bits.u(13, size + _HEADER).u(11, _UNKNOWN_FULLNESS).u(2, 0).data()


_PREFIX, _FOURTH = _header(-_HEADER)[:3], _header(-_HEADER)[3]
