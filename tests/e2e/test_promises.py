"""The providers in the box keep the promises that plugins are held to."""

import pytest

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.backends.espeak import EspeakNarrator
from mdvid.testing import check_narrator, check_renderer


@pytest.mark.espeak
@pytest.mark.parametrize(("lang", "text"), [("en", "Good evening."), ("de", "Guten Abend, Welt.")])
def test_the_voice_in_the_box_keeps_every_promise(lang: str, text: str) -> None:
    check_narrator(EspeakNarrator({}), lang=lang, text=text)


@pytest.mark.browser
def test_the_browser_keeps_every_promise() -> None:
    check_renderer(ChromiumRenderer(None))
