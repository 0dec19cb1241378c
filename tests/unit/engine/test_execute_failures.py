from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.unit.engine.workshop import DECK, Workshop, fail, outcomes, step, write

from mdvid.engine.cache import Cache
from mdvid.errors import LimitError, MdvidError, ProviderFailed


def test_when_a_step_fails_the_independent_ones_go_on(workshop: Workshop) -> None:
    workshop.hooks["still/1"] = fail(ProviderFailed("no pixels"))
    report = workshop.build(*DECK, step("captions", needs=("sound/1", "sound/2")))
    assert outcomes(report) == {
        "still/1": "failed",
        "sound/1": "built",
        "still/2": "built",
        "sound/2": "built",
        "video": "skipped",
        "captions": "built",
    }
    assert (report.built, report.failed, report.skipped) == (4, 1, 1)


def test_a_failed_step_leaves_no_artifact(workshop: Workshop) -> None:
    workshop.hooks["still/1"] = fail(ProviderFailed("no pixels"))
    report = workshop.build(step("still/1"))
    with Cache.open(workshop.root) as cache:
        assert cache.info().artifacts == cache.info().entries == 0
    assert workshop.leftovers() == []
    with pytest.raises(KeyError):
        report.artifact("still/1")


def test_a_failed_step_runs_again_the_next_time(workshop: Workshop) -> None:
    workshop.hooks["a"] = fail(ProviderFailed("once"))
    workshop.build(step("a"))
    del workshop.hooks["a"]
    assert workshop.build(step("a")).built == 1


@pytest.mark.parametrize("error", [ProviderFailed("no pixels"), ZeroDivisionError(), SystemError()])
def test_the_error_of_a_step_is_in_its_result(workshop: Workshop, error: Exception) -> None:
    workshop.hooks["a"] = fail(error)
    assert workshop.build(step("a")).results["a"].error is error


def test_a_step_that_makes_nothing_fails(workshop: Workshop) -> None:
    workshop.hooks["a"] = write("1", side=True)
    error = workshop.build(step("a")).results["a"].error
    assert isinstance(error, MdvidError)
    assert str(error) == "`a` ended without a result"


def test_an_empty_result_is_a_result(workshop: Workshop) -> None:
    workshop.hooks["a"] = write("")
    assert workshop.build(step("a")).artifact("a").size == 0


def test_a_full_disk_is_a_limit_and_not_a_bug(workshop: Workshop) -> None:
    def fill(_: tuple[Path, ...], out: Path) -> None:
        out.write_text("1")
        Path("/dev/full").write_text("1")

    workshop.hooks["a"] = fill
    error = workshop.build(step("a")).results["a"].error
    assert isinstance(error, LimitError)
    assert "no space left" in str(error)
    assert workshop.leftovers() == []


@pytest.mark.parametrize("number", [errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENOMEM])
def test_other_limits_of_the_system_are_no_bugs_either(workshop: Workshop, number: int) -> None:
    workshop.hooks["a"] = fail(OSError(number, os.strerror(number)))
    error = workshop.build(step("a")).results["a"].error
    assert isinstance(error, LimitError)
    assert os.strerror(number) in str(error)
