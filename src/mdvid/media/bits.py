"""Reading and writing bits, with the codes of ITU-T H.264 clause 9.1 (Exp-Golomb)."""

from __future__ import annotations

from typing import Self


class BitReader:
    """Reads bytes bit by bit, most significant first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self.length = 8 * len(data)
        self.at = 0
        """Bits read so far."""

    def u(self, bits: int) -> int:
        """Read an unsigned integer of that many bits.

        Raises:
            ValueError: the data ends before.
        """
        self.at += bits
        if self.at > self.length:
            raise ValueError("the bit stream ends too early")
        return (self._value >> (self.length - self.at)) & ((1 << bits) - 1)

    def flag(self) -> bool:
        """Read one bit."""
        return self.u(1) == 1

    def ue(self) -> int:
        """Read an unsigned Exp-Golomb code."""
        zeros = 0
        while not self.u(1):
            zeros += 1
        return (1 << zeros) - 1 + self.u(zeros)

    def se(self) -> int:
        """Read a signed Exp-Golomb code (clause 9.1.1)."""
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)


class BitWriter:
    """Collects bits, most significant first."""

    def __init__(self) -> None:
        self._value = 0
        self.length = 0
        """Bits written so far."""

    def u(self, bits: int, value: int) -> Self:
        """Write an unsigned integer of that many bits."""
        self._value = (self._value << bits) | value
        self.length += bits
        return self

    def ue(self, value: int) -> Self:
        """Write an unsigned Exp-Golomb code."""
        return self.u(2 * (value + 1).bit_length() - 1, value + 1)

    def se(self, value: int) -> Self:
        """Write a signed Exp-Golomb code (clause 9.1.1)."""
        return self.ue(2 * value - 1 if value > 0 else -2 * value)

    def fill(self, bit: int) -> Self:
        """Repeat `bit` up to the next whole byte."""
        while self.length % 8:
            self.u(1, bit)
        return self

    def data(self) -> bytes:
        """Return what was written; it must be whole bytes."""
        return self._value.to_bytes(self.length // 8, "big")
