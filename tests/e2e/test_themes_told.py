"""What is wrong with a theme is said once, of the theme."""

from __future__ import annotations

import pytest
from tests.e2e.line import Desk

pytestmark = pytest.mark.browser


def test_a_file_that_a_theme_lacks_is_told_once_for_all_slides(desk: Desk) -> None:
    folder = desk.path("themes/harbour")
    folder.mkdir(parents=True)
    css = "section::before { content: url(theme/lgo.svg) }"
    (folder / "theme.css").write_text(css, encoding="utf-8")
    deck = desk.deck("---\ntheme: harbour\n---\n# A\n\n---\n\n# B\n")
    answer = desk.build(deck, "-f", "png", "--voice", "none", "--size", "320x180")
    (warning,) = (d for d in answer["diagnostics"] if d["severity"] == "warning")
    assert warning["message"].startswith("the theme `harbour` has no file `theme/lgo.svg`")
    assert warning["slide"] is None
