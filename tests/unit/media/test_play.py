"""How coded pictures are repeated, held and cut."""

import pytest
from tests.unit.media.test_h264 import SETS, idr

from mdvid.media import nal
from mdvid.media.h264 import skip_pictures
from mdvid.media.hold import AccessUnit, CodedPictures, Holder

A, B, LAST = (AccessUnit(nal.START_CODE + idr(n), keyframe=True) for n in (0, 1, 2))
P = tuple(AccessUnit(nal.START_CODE + b"\x41" + bytes([n])) for n in range(9))
SKIPS = tuple(AccessUnit(data) for data in skip_pictures(SETS.sequence))


@pytest.mark.parametrize(
    ("units", "again", "frames", "shown"),
    [
        ((A,), 0, 3, [A, SKIPS[1], SKIPS[2]]),
        ((A,), 0, 6, [A, *SKIPS[1:5], A]),  # a keyframe every five frames
        ((A, P[0], P[1]), 0, 7, [A, P[0], P[1], A, P[0], P[1], A]),
        ((A, P[0], P[1]), 0, 2, [A, P[0]]),
        ((A, P[0], LAST), 2, 5, [A, P[0], LAST, SKIPS[1], SKIPS[2]]),
        ((A, P[0], LAST), 2, 3, [A, P[0], LAST]),
        ((A, P[0], LAST), 2, 1, [A]),
        ((A, P[0], LAST), 2, 0, []),
        ((A, P[0], B, P[1]), 2, 7, [A, P[0], B, P[1], B, P[1], B]),
    ],
)
def test_pictures_go_on_for_as_long_as_is_wanted(
    units: tuple[AccessUnit, ...], again: int, frames: int, shown: list[AccessUnit]
) -> None:
    pictures = CodedPictures(SETS, units, again)
    assert list(Holder(SETS, 5).play(pictures, frames)) == shown
