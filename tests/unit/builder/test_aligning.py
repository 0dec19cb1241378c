"""What aligns words is asked for only where it is needed, and what is missing is said early."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.builder.aligning import aligner_for
from mdvid.builder.narrations import Narrations
from mdvid.builder.tools import Tools
from mdvid.builder.troupe import Troupe
from mdvid.errors import DeckNeedsTool, ProviderUnavailable
from mdvid.pipeline.pins import Pins
from mdvid.project import load_project
from mdvid.providers.protocols import Aligner, ModelInfo
from mdvid.testing import FakeNarrator

NOTES = "# A\n\n<!-- Hello there. (pause: 2) Good evening. -->\n"


class CountingNarrator(FakeNarrator):
    asked = 0

    def model(self, name: str) -> ModelInfo:
        self.asked += 1
        return super().model(name)


def found(
    folder: Path, head: str, *, word_times: bool = False, align: str = "", notes: str = NOTES
) -> Aligner | None:
    """Return what aligns the words of a deck with this front matter."""
    deck = folder / "deck.md"
    deck.write_text(f"---\nmarp: true\n{head}---\n\n{notes}")
    project = load_project(deck, {"align": align} if align else {})
    narrator = FakeNarrator()
    narrator.word_times = word_times
    troupe = Troupe(Tools(), project.config, Pins())
    return aligner_for(project, troupe, Narrations(project, project.deck, lambda _: narrator)).value


@pytest.fixture(autouse=True)
def _nothing_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.mark.parametrize(("head", "word_times"), [("", False), ("align: ear\n", True)])
def test_nobody_aligns_where_nothing_asks_for_it(
    tmp_path: Path, head: str, word_times: bool
) -> None:
    assert found(tmp_path, head, word_times=word_times) is None


def test_recordings_are_aligned_whatever_voices_tell(tmp_path: Path) -> None:
    recorded = "# A\n\n<!-- (audio: a.wav) Hello there. -->\n"
    with pytest.raises(DeckNeedsTool):
        found(tmp_path, "align: some/ear\n", word_times=True, notes=recorded)
    silent = "# A\n\n<!-- (audio: a.wav) -->\n"
    assert found(tmp_path, "align: some/ear\n", word_times=True, notes=silent) is None


def test_a_model_that_is_missing_is_an_error_of_the_line_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DeckNeedsTool) as error:
        found(tmp_path, "align: some/ear\n")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.span is not None
    assert diagnostic.span.line == 3
    assert "the model `some/ear` is not on this machine" in diagnostic.message
    assert "mdvid setup --align some/ear" in (diagnostic.hint or "")


def test_a_model_that_an_option_names_is_no_error_of_the_deck(tmp_path: Path) -> None:
    with pytest.raises(ProviderUnavailable, match="`some/ear` is not on this machine"):
        found(tmp_path, "", align="some/ear")


def test_a_voice_is_asked_once_whether_it_tells_times_however_much_it_says(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(f"---\nmarp: true\nalign: ear\n---\n\n{NOTES}")
    project = load_project(deck, {})
    narrator = CountingNarrator()
    said = Narrations(project, project.deck, lambda _: narrator)
    troupe = Troupe(Tools(), project.config, Pins())
    assert aligner_for(project, troupe, said).value is None
    assert narrator.asked == 1
