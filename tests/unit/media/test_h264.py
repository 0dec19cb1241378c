import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdvid.media import aac, nal
from mdvid.media.bits import BitReader, BitWriter
from mdvid.media.h264 import (
    ParameterSets,
    SequenceParameters,
    hold_pps,
    idr_number,
    read_sps,
    skip_pictures,
    with_idr_number,
)
from mdvid.media.hold import AccessUnit, Holder, joined, read_pictures
from mdvid.media.model import Size


def sps(
    *, profile: int = 100, lists: int = 0, order: int = 2, crop: int = 4, frame_bits: int = 4
) -> bytes:
    bits = BitWriter().u(8, profile).u(8, 0).u(8, 40).ue(0)
    if profile == 100:
        bits.ue(1).ue(0).ue(0).u(1, 0).u(1, lists)
    bits.ue(frame_bits - 4).ue(order).ue(1).u(1, 0).ue(119).ue(67).u(1, 1).u(1, 1)
    bits.u(1, 1).ue(0).ue(0).ue(0).ue(crop).u(1, 0)
    return b"\x67" + nal.escape(bits.u(1, 1).fill(0).data())


def pps(*, weighted: int = 0, control: int = 1) -> bytes:
    bits = BitWriter().ue(0).ue(0).u(1, 1).u(1, 0).ue(0).ue(0).ue(0).u(1, weighted).u(2, 0)
    bits.se(-3).se(0).se(-2).u(1, control).u(1, 0).u(1, 0).u(1, 1).u(1, 0).se(-2)
    return b"\x68" + nal.escape(bits.u(1, 1).fill(0).data())


def idr(number: int, data: bytes = b"\0\0\1\0\0\3data") -> bytes:
    bits = BitWriter().ue(0).ue(7).ue(0).u(4, 0).ue(number).u(2, 0).se(-5).ue(0).se(-3).se(-3)
    return b"\x65" + nal.escape(bits.fill(1).data() + data)


SETS = ParameterSets(sps(), pps())
SEQUENCE = SETS.sequence


@given(numbers=st.lists(st.integers(0, 10**6)), signed=st.lists(st.integers(-(10**6), 10**6)))
def test_exponential_golomb_codes_survive(numbers: list[int], signed: list[int]) -> None:
    bits = BitWriter()
    for number in numbers:
        bits.ue(number)
    for number in signed:
        bits.se(number)
    reader = BitReader(bits.fill(1).data())
    assert [reader.ue() for _ in numbers] == numbers
    assert [reader.se() for _ in signed] == signed


@pytest.mark.parametrize(
    ("number", "code"), [(0, "1"), (1, "010"), (2, "011"), (3, "00100"), (8, "0001001")]
)
def test_exponential_golomb_codes_are_those_of_table_9_2(number: int, code: str) -> None:
    bits = BitWriter().ue(number)
    assert f"{BitReader(bits.fill(0).data()).u(len(code)):0{len(code)}b}" == code


def test_reading_past_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="ends too early"):
        BitReader(b"\0").ue()


@given(rbsp=st.binary().map(lambda data: data.replace(b"\x07", b"\0") + b"\x80"))
def test_no_start_code_is_left_inside_a_nal_unit(rbsp: bytes) -> None:
    escaped = nal.escape(rbsp)
    assert nal.unescape(escaped) == rbsp
    assert not any(bytes((0, 0, last)) in escaped for last in (0, 1, 2))
    assert nal.split(nal.join([b"\x65" + escaped, b"\x41x"])) == (b"\x65" + escaped, b"\x41x")


def test_a_sequence_parameter_set_is_read() -> None:
    assert read_sps(sps()) == SequenceParameters(
        profile=100, level=40, frame_number_bits=4, macroblocks=8160, size=Size(1920, 1080)
    )


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        (sps(lists=1), "seq_scaling_matrix_present_flag is 1"),
        (sps(order=0), "pic_order_cnt_type is 0"),
        (sps(profile=110), "profile_idc 110"),
        (sps()[:6], "ends too early"),
    ],
)
def test_a_sequence_that_cannot_be_held_is_refused(unit: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_sps(unit)


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        (pps(weighted=1), "weighted_pred_flag is 1"),
        (pps(control=0), "deblocking_filter_control_present_flag is 0"),
    ],
)
def test_pictures_that_cannot_be_held_are_refused(unit: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hold_pps(unit)


def test_the_parameter_set_of_holds_differs_in_id_and_entropy_coding_only() -> None:
    before, after = BitReader(nal.unescape(pps()[1:])), BitReader(nal.unescape(hold_pps(pps())[1:]))
    assert (before.ue(), before.ue(), before.u(1)) == (0, 0, 1)
    assert (after.ue(), after.ue(), after.u(1)) == (1, 0, 0)
    rest = 20
    assert before.u(rest) == after.u(rest)


def test_a_skip_picture_takes_seven_bytes_whatever_the_size() -> None:
    pictures = skip_pictures(SEQUENCE)
    assert len(pictures) == 16
    assert {len(picture) - len(nal.START_CODE) for picture in pictures} == {7}
    assert len(set(pictures)) == 16


@given(
    number=st.integers(0, 65_535),
    other=st.integers(0, 65_535),
    data=st.binary(max_size=200).map(lambda data: data.replace(b"\x05", b"\0") + b"\x80"),
)
def test_the_number_of_an_idr_picture_changes_and_nothing_else(
    number: int, other: int, data: bytes
) -> None:
    unit = idr(number, data)
    changed = with_idr_number(unit, SEQUENCE, other)
    assert idr_number(unit, SEQUENCE) == number
    assert idr_number(changed, SEQUENCE) == other
    assert changed == idr(other, data)


def unit(number: int) -> AccessUnit:
    return AccessUnit(nal.START_CODE + idr(number), keyframe=True)


def test_a_hold_counts_frames_from_every_keyframe() -> None:
    units = list(Holder(SETS, 40).hold(unit(0), 90))
    skips = skip_pictures(SEQUENCE)
    assert [i for i, found in enumerate(units) if found.keyframe] == [0, 40, 80]
    assert units[39].data == skips[39 % 16]
    assert units[41].data == skips[1]
    assert len(units) == 90


def numbers(*units: AccessUnit) -> list[int | None]:
    return [
        idr_number(found.data[4:], SEQUENCE) if found.keyframe else None
        for found in joined(units, SEQUENCE)
    ]


def test_idr_pictures_in_a_row_differ_in_their_number() -> None:
    skip = AccessUnit(skip_pictures(SEQUENCE)[1])
    assert numbers(unit(0), unit(0), unit(0), skip, unit(0), unit(0)) == [0, 1, 0, None, 0, 1]
    assert numbers(unit(1), unit(1), unit(0), unit(0)) == [1, 0, 1, 0]
    assert numbers(unit(0), unit(1), unit(1)) == [0, 1, 0]


def test_pictures_are_read_from_a_stream() -> None:
    skip = b"\x41" + b"skip"
    stream = nal.join([sps(), pps(), b"\x06sei", idr(0), skip])
    found = read_pictures(stream)
    assert found.sets == SETS
    assert [(u.data[4:], u.keyframe) for u in found.units] == [(idr(0), True), (skip, False)]


@pytest.mark.parametrize(
    "units", [[], [idr(0)], [sps(), pps()], [sps(), pps(), b"\x41skip", idr(0)]]
)
def test_a_stream_without_what_a_decoder_needs_is_refused(units: list[bytes]) -> None:
    with pytest.raises(ValueError, match="the stream"):
        read_pictures(nal.join(units))


@given(frames=st.lists(st.binary(min_size=1, max_size=8000)))
def test_aac_frames_survive_in_adts(frames: list[bytes]) -> None:
    assert list(aac.from_adts(aac.to_adts(frames))) == frames


@pytest.mark.parametrize(
    "stream", [b"\xff", b"x" * 20, aac.to_adts([b"abc"])[:-1], aac.to_adts([b""])]
)
def test_a_damaged_aac_stream_is_refused(stream: bytes) -> None:
    with pytest.raises(ValueError, match=r"AAC|ADTS"):
        aac.from_adts(stream)
