"""What a watch holds of the machine's memory: it runs all day, and builds hundreds of times."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8
"""`mallopt`'s number for it (`malloc.h` of glibc)."""

_ARENAS = 2


def spare() -> None:
    """Let threads share memory, from now on; where the C library is not glibc, nothing happens.

    By default glibc gives each thread an arena of its own, up to eight for each core. A build has
    threads for every kind of step, and what these let go stays with their arenas: 80 MB after
    some hundreds of builds.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def release() -> None:
    """Give pages of memory that is free back to the system; takes about a millisecond."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
