"""Stage directions without a value that are misspelt, and words that only look like them."""

from __future__ import annotations

import pytest

from mdvid.diagnostics import Severity
from mdvid.speech.stage import stage


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[pasue]", "[pause]"),
        ("[pase]", "[pause]"),
        ("[paus]", "[pause]"),
        ("(puase)", "(pause)"),
        ("[clikc]", "[click]"),
        ("[clik]", "[click]"),
        ("[clikc 2]", "[click 2]"),
    ],
)
def test_a_direction_with_a_slip_is_an_error_that_says_what_was_meant(
    written: str, meant: str
) -> None:
    (problem,) = stage(f"One {written} two.").problems
    assert problem.reading.severity is Severity.ERROR
    assert problem.reading.hint is not None
    assert problem.reading.hint.startswith(f"did you mean `{meant}`?")


@pytest.mark.parametrize(
    "word", ["[parse]", "[clock]", "[clicks]", "[laughs]", "(pase)", "(clikc)"]
)
def test_other_words_in_brackets_are_text(word: str) -> None:
    staged = stage(f"One {word} two.")
    assert (staged.text, staged.problems) == (f"One {word} two.", ())
