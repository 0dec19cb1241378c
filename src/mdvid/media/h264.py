"""The H.264 headers that holding a picture needs. Clauses are those of ITU-T H.264 (08/2021).

Only what x264 writes for one progressive 8-bit 4:2:0 picture is understood. Anything else is
refused by `ValueError`, because a hold made for a stream read wrongly would be garbage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mdvid.media import nal
from mdvid.media.bits import BitReader, BitWriter
from mdvid.media.model import Size

_MAIN = 77
_HIGH = 100
_P_ONLY = 5
"""slice_type of a P slice in a picture that has only such (table 7-6)."""

_SKIP_HEADER = b"\x41"
"""nal_ref_idc 2 (it is the reference of the next picture), nal_unit_type 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceParameters:
    """What a sequence parameter set says (clause 7.3.2.1.1)."""

    profile: int
    level: int
    frame_number_bits: int
    """log2_max_frame_num: frame_num counts modulo two to that power."""
    macroblocks: int
    size: Size


@dataclass(frozen=True)
class ParameterSets:
    """One sequence and one picture parameter set, as NAL units without start codes."""

    sps: bytes
    pps: bytes

    @cached_property
    def sequence(self) -> SequenceParameters:
        """The sequence parameter set, read."""
        return read_sps(self.sps)

    @property
    def stream(self) -> bytes:
        """All that a decoder needs, as a byte stream: both sets, and the one of holds."""
        return nal.join((self.sps, self.pps, hold_pps(self.pps)))


def read_sps(unit: bytes) -> SequenceParameters:
    """Read a sequence parameter set (clause 7.3.2.1.1).

    Raises:
        ValueError: it is not of the kind that can be held.
    """
    bits = BitReader(nal.unescape(unit[1:]))
    profile, _, level = bits.u(8), bits.u(8), bits.u(8)
    _same("seq_parameter_set_id", bits.ue(), 0)
    if profile == _HIGH:
        _same("chroma_format_idc", bits.ue(), 1)
        _same("bit_depth_luma_minus8", bits.ue(), 0)
        _same("bit_depth_chroma_minus8", bits.ue(), 0)
        _same("qpprime_y_zero_transform_bypass_flag", bits.u(1), 0)
        _same("seq_scaling_matrix_present_flag", bits.u(1), 0)
    elif profile > _MAIN:
        raise ValueError(f"profile_idc {profile} cannot be held")
    frame_number_bits = bits.ue() + 4
    # Type 2: the picture order follows frame_num, so nothing else has to be counted (8.2.1.3).
    _same("pic_order_cnt_type", bits.ue(), 2)
    bits.ue()  # max_num_ref_frames
    _same("gaps_in_frame_num_value_allowed_flag", bits.u(1), 0)
    columns, rows = bits.ue() + 1, bits.ue() + 1
    _same("frame_mbs_only_flag", bits.u(1), 1)
    bits.u(1)  # direct_8x8_inference_flag
    return SequenceParameters(
        profile=profile,
        level=level,
        frame_number_bits=frame_number_bits,
        macroblocks=columns * rows,
        size=_cropped(bits, 16 * columns, 16 * rows),
    )


def hold_pps(unit: bytes) -> bytes:
    """Return a copy of a picture parameter set with id 1, for CAVLC (clause 7.3.2.2).

    Skip pictures refer to it: in CABAC a skipped macroblock costs a decision each, in CAVLC all
    of them are one mb_skip_run.

    Raises:
        ValueError: it is not of the kind that can be held.
    """
    rbsp = nal.unescape(unit[1:])
    bits = BitReader(rbsp)
    _same("pic_parameter_set_id", bits.ue(), 0)
    _same("seq_parameter_set_id", bits.ue(), 0)
    bits.u(1)  # entropy_coding_mode_flag
    rest = bits.at
    _check_pps(bits)
    # The stop bit is the last one that is set; what is before it is copied (clause 7.2).
    value = int.from_bytes(rbsp, "big")
    stop = 8 * len(rbsp) - (value & -value).bit_length()
    bits.at = rest
    copy = BitWriter().ue(1).ue(0).u(1, 0).u(stop - rest, bits.u(stop - rest))
    return unit[:1] + nal.escape(copy.u(1, 1).fill(0).data())


def skip_pictures(sequence: SequenceParameters) -> tuple[bytes, ...]:
    """Return, by frame_num, the picture that repeats the one before it, as a byte stream.

    It is one P slice in which every macroblock is P_Skip (clause 7.3.4). The motion of such a
    macroblock is inferred (8.4.1.1): zero in the first row and column, where a neighbour is
    missing, hence zero everywhere. There is no residual, and the deblocking filter is off, so
    the samples are those of the reference, exactly.
    """
    return tuple(
        _skip_picture(number, sequence) for number in range(1 << sequence.frame_number_bits)
    )


def idr_number(unit: bytes, sequence: SequenceParameters) -> int:
    """Return idr_pic_id of an IDR slice (clause 7.3.3)."""
    return _to_idr_number(BitReader(nal.unescape(unit[1:64])), sequence).ue()


def with_idr_number(unit: bytes, sequence: SequenceParameters, number: int) -> bytes:
    """Return an IDR slice coded in CABAC with another idr_pic_id (clause 7.3.3).

    Two IDR pictures in a row must differ in it (7.4.3). CABAC data begins on a whole byte
    (cabac_alignment_one_bit, 7.3.4), so only the header is written anew.
    """
    rbsp = nal.unescape(unit[1:])
    bits = _to_idr_number(BitReader(rbsp[:64]), sequence)
    before = bits.at
    bits.ue()
    after = bits.at
    _rest_of_idr_header(bits)
    length, data = bits.at - after, -(-bits.at // 8)
    bits.at = 0
    header = BitWriter().u(before, bits.u(before)).ue(number)
    bits.at = after
    header.u(length, bits.u(length)).fill(1)
    return unit[:1] + nal.escape(header.data() + rbsp[data:])


def _skip_picture(frame_number: int, sequence: SequenceParameters) -> bytes:
    bits = BitWriter().ue(0).ue(_P_ONLY).ue(1)  # first_mb_in_slice, slice_type, PPS of holds
    bits.u(sequence.frame_number_bits, frame_number)
    bits.u(1, 0)  # num_ref_idx_active_override_flag
    bits.u(1, 0)  # ref_pic_list_modification_flag_l0
    bits.u(1, 0)  # adaptive_ref_pic_marking_mode_flag
    bits.se(0).ue(1)  # slice_qp_delta, disable_deblocking_filter_idc
    bits.ue(sequence.macroblocks)  # mb_skip_run: all of them
    return nal.START_CODE + _SKIP_HEADER + nal.escape(bits.u(1, 1).fill(0).data())


def _to_idr_number(bits: BitReader, sequence: SequenceParameters) -> BitReader:
    bits.ue()  # first_mb_in_slice
    bits.ue()  # slice_type
    bits.ue()  # pic_parameter_set_id
    bits.u(sequence.frame_number_bits)
    return bits


def _rest_of_idr_header(bits: BitReader) -> None:
    """Read on to the end of the header of an I slice of an IDR picture."""
    bits.u(2)  # no_output_of_prior_pics_flag, long_term_reference_flag
    bits.se()  # slice_qp_delta
    if bits.ue() != 1:  # disable_deblocking_filter_idc
        bits.se()  # slice_alpha_c0_offset_div2
        bits.se()  # slice_beta_offset_div2


def _check_pps(bits: BitReader) -> None:
    """Refuse what would put more into the header of a skip picture than is written there."""
    _same("bottom_field_pic_order_in_frame_present_flag", bits.u(1), 0)
    _same("num_slice_groups_minus1", bits.ue(), 0)
    bits.ue()  # num_ref_idx_l0_default_active_minus1
    bits.ue()  # num_ref_idx_l1_default_active_minus1
    _same("weighted_pred_flag", bits.u(1), 0)
    bits.u(2)  # weighted_bipred_idc
    bits.se()  # pic_init_qp_minus26
    bits.se()  # pic_init_qs_minus26
    bits.se()  # chroma_qp_index_offset
    _same("deblocking_filter_control_present_flag", bits.u(1), 1)
    bits.u(1)  # constrained_intra_pred_flag
    _same("redundant_pic_cnt_present_flag", bits.u(1), 0)


def _cropped(bits: BitReader, width: int, height: int) -> Size:
    """Read the cropping rectangle, in units of 2 by 2 samples for 4:2:0 (clause 7.4.2.1.1)."""
    if not bits.flag():
        return Size(width, height)
    left, right, top, bottom = bits.ue(), bits.ue(), bits.ue(), bits.ue()
    return Size(width - 2 * (left + right), height - 2 * (top + bottom))


def _same(name: str, value: int, wanted: int) -> None:
    if value != wanted:
        raise ValueError(f"{name} is {value}, but only {wanted} can be held")
