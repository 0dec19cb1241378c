"""A deck with a voice that does not say when it speaks a word, from Markdown to captions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mdvid.builder.session import Session
from mdvid.editions.loading import load_editions
from mdvid.engine.plan import Action, Step
from mdvid.engine.report import StepResult
from mdvid.project import load_project

pytestmark = pytest.mark.models

DECK = """\
---
marp: true
format: [json, vtt]
---

# One

<!-- Hello there, big world. -->

---

# Two

<!-- Good evening. -->
"""


class Steps:
    """Remembers what ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def planned(self, steps: Sequence[Step[Action]]) -> None:
        pass

    def started(self, step: Step[Action]) -> None:
        self.ran.append(step.id)

    def progressed(self, step: Step[Action], done: int, total: int) -> None:
        pass

    def finished(self, step: Step[Action], result: StepResult) -> None:
        pass


def words_of(deck: Path) -> list[tuple[str, float, float]]:
    timeline = json.loads(deck.with_suffix(".json").read_text())
    return [
        (word["text"], word["start"], word["end"])
        for slide in timeline["slides"]
        for utterance in slide["speech"]
        for word in utterance["words"]
    ]


def test_words_have_the_times_that_the_model_found(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    deck, steps = tmp_path / "deck.md", Steps()
    deck.write_text(DECK)
    said = {"voice": f"coqui:{tiny('glow')}"}
    heard = said | {"align": str(tiny("wav2vec2"))}
    with Session(tmp_path / "cache") as session:
        assert not session.build(load_project(deck, said)).failures
        guessed = words_of(deck)
        report = session.build(load_project(deck, heard), steps)
        assert not report.failures
        found = words_of(deck)
        again = session.build(load_project(deck, heard))
    assert {"alignment/0001-1", "alignment/0002-1"} <= set(steps.ran)
    assert "narration/0001-1" not in steps.ran, "it was spoken before"
    assert again.built == 0
    assert [word for word, _, _ in found] == [word for word, _, _ in guessed]
    assert found != guessed
    edges = [edge for _, start, end in found for edge in (start, end)]
    assert edges == sorted(edges)


def test_words_of_two_languages_are_heard_by_a_model_for_each(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    deck, steps, ear = tmp_path / "deck.md", Steps(), tiny("wav2vec2")
    deck.write_text(DECK.replace("world. -->", "world. -->\n\n:::lang es\nHola a todos.\n:::"))
    settings = {"lang": "en,es", "voice": f"coqui:{tiny('glow')}"}
    with Session(tmp_path / "cache") as session:
        for heard in ({"en": str(ear)}, {"en": str(ear), "es": str(ear)}):
            (project,) = load_editions(deck, {**settings, "align": heard})
            report = session.build(project, steps)
            assert not report.failures
            estimated = [d.message for d in report.diagnostics if "is estimated" in d.message]
            assert len(estimated) == (0 if "es" in heard else 1)
            assert ("alignment/es/0001-1" in steps.ran) == ("es" in heard)
