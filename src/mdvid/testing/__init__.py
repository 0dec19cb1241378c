"""For tests of mdvid and of its plugins: tools that cost nothing, and checks of the ports.

A plugin's test is three lines:

    from mdvid.testing import check_narrator

    def test_my_narrator() -> None:
        check_narrator(MyNarrator({}))
"""

from __future__ import annotations

from mdvid.testing.calls import Call, Calls
from mdvid.testing.checks import check_illustrator, check_narrator, check_renderer
from mdvid.testing.fake_pictures import (
    FakeAnimator,
    FakeConverter,
    FakeEnlarger,
    FakeIllustrator,
    FakeRenderer,
)
from mdvid.testing.fakes import FakeAligner, FakeEncoder, FakeNarrator, FakeTools

__all__ = [
    "Call",
    "Calls",
    "FakeAligner",
    "FakeAnimator",
    "FakeConverter",
    "FakeEncoder",
    "FakeEnlarger",
    "FakeIllustrator",
    "FakeNarrator",
    "FakeRenderer",
    "FakeTools",
    "check_illustrator",
    "check_narrator",
    "check_renderer",
]
