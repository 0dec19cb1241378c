import signal
import time

import pytest

from mdvid.cli.deadline import deadline
from mdvid.errors import LimitError


def test_work_that_takes_too_long_is_interrupted() -> None:
    with pytest.raises(LimitError, match=r"deadline of 0\.02 s has passed"), deadline(20):
        time.sleep(60)


@pytest.mark.parametrize("milliseconds", [None, 60_000])
def test_work_that_is_done_in_time_is_left_alone(milliseconds: int | None) -> None:
    handler, (left, _) = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
    with deadline(milliseconds):
        pass
    assert signal.getsignal(signal.SIGALRM) is handler
    assert bool(signal.getitimer(signal.ITIMER_REAL)[0]) is bool(left), "an alarm of others goes on"


@pytest.mark.parametrize(("kept", "hint"), [(True, "steps are kept"), (False, "nothing is kept")])
def test_only_what_is_true_is_said_of_finished_steps(kept: bool, hint: str) -> None:
    with pytest.raises(LimitError) as caught, deadline(20, kept=kept):
        time.sleep(60)
    assert hint in (caught.value.hint or "")
