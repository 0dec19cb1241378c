"""How long a piece of work may take."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from mdvid.errors import LimitError


@contextmanager
def deadline(milliseconds: int | None, *, kept: bool = True) -> Iterator[None]:
    """Interrupt the block when its time is up; None means: it has all the time there is.

    For the main thread only. What was finished is `kept`, as with any interrupt, or not.

    Raises:
        LimitError: the time is up.
    """
    if milliseconds is None:
        yield
        return
    seconds = milliseconds / 1000

    def expire(signum: int, frame: FrameType | None) -> NoReturn:
        del signum, frame
        raise LimitError(
            f"the deadline of {seconds:g} s has passed",
            hint="finished steps are kept: build again to go on from there"
            if kept
            else "nothing is kept with `--no-cache`: give it more time, or a cache",
        )

    before = signal.signal(signal.SIGALRM, expire)
    # Whoever called us may have an alarm of their own, which goes on afterwards.
    theirs = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *theirs)
