"""Holding a picture: access units that repeat one coded still for as long as is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from mdvid.media import nal
from mdvid.media.h264 import (
    ParameterSets,
    SequenceParameters,
    idr_number,
    skip_pictures,
    with_idr_number,
)


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One coded picture, as a byte stream without parameter sets."""

    data: bytes
    keyframe: bool = False


@dataclass(frozen=True, slots=True)
class CodedPictures:
    """A stream as it is stored: one picture to hold, every frame of a hold, or a clip."""

    sets: ParameterSets
    units: tuple[AccessUnit, ...]
    again: int = 0
    """Index of the keyframe with which it goes on after its last frame."""


def read_pictures(stream: bytes) -> CodedPictures:
    """Read a byte stream of one coded video sequence with one slice a picture.

    Raises:
        ValueError: parameter sets or an IDR picture at the beginning are missing.
    """
    units = nal.split(stream)
    sps = [unit for unit in units if nal.unit_type(unit) == nal.SPS]
    pps = [unit for unit in units if nal.unit_type(unit) == nal.PPS]
    slices = [unit for unit in units if nal.unit_type(unit) in {nal.SLICE, nal.IDR}]
    if not sps or not pps:
        raise ValueError("the stream has no parameter sets")
    if not slices or nal.unit_type(slices[0]) != nal.IDR:
        raise ValueError("the stream does not begin with an IDR picture")
    pictures = tuple(
        AccessUnit(nal.START_CODE + unit, nal.unit_type(unit) == nal.IDR) for unit in slices
    )
    return CodedPictures(ParameterSets(sps[0], pps[0]), pictures)


class Holder:
    """Makes holds for the stills of one set of parameters."""

    def __init__(self, sets: ParameterSets, interval: int) -> None:
        """Begin; a keyframe is put every `interval` frames."""
        self._skips = tuple(AccessUnit(data) for data in skip_pictures(sets.sequence))
        self._interval = interval

    def hold(self, still: AccessUnit, frames: int) -> Iterator[AccessUnit]:
        """Return the access units that show `still` for so many frames.

        frame_num counts up from each IDR picture, modulo its range (clause 7.4.3). The same
        access units are used again and again; nothing is copied.
        """
        numbers = len(self._skips)
        for frame in range(frames):
            since = frame % self._interval
            yield self._skips[since % numbers] if since else still

    def play(self, pictures: CodedPictures, frames: int) -> Iterator[AccessUnit]:
        """Return the access units that show `pictures` for so many frames.

        All of them come once, then those from `again` on, over and over; if that is a single one,
        it is held. What is repeated begins with an IDR picture, and each picture refers to the one
        before it only: so any number of frames is a stream (clause 7.4.1.2.1).
        """
        rest = pictures.units[pictures.again :]
        yield from pictures.units[: min(pictures.again, frames)]
        left = max(0, frames - pictures.again)
        if len(rest) == 1:
            yield from self.hold(rest[0], left)
        else:
            yield from islice(cycle(rest), left)


def joined(units: Iterable[AccessUnit], sequence: SequenceParameters) -> Iterator[AccessUnit]:
    """Return `units` so that IDR pictures in a row differ in idr_pic_id, as clause 7.4.3 asks.

    That happens where a picture is shown for one frame, or a hold ends on a keyframe.
    """
    last: AccessUnit | None = None
    for unit in units:
        if unit.keyframe:
            last = unit if last is None else _unlike(unit, last, sequence)
            yield last
        else:
            last = None
            yield unit


def _unlike(unit: AccessUnit, last: AccessUnit, sequence: SequenceParameters) -> AccessUnit:
    """Return `unit` with an idr_pic_id that is not that of `last`."""
    number = idr_number(_slice(last), sequence)
    if idr_number(_slice(unit), sequence) != number:
        return unit
    changed = with_idr_number(_slice(unit), sequence, 0 if number else 1)
    return AccessUnit(nal.START_CODE + changed, keyframe=True)


def _slice(unit: AccessUnit) -> bytes:
    return unit.data[len(nal.START_CODE) :]
