"""Markdown to plans: `plans/CASE.md` to the steps of its build in `CASE.txt`.

Each line is a step: its name, what it does, and after the arrow the steps whose results it reads.
`CASE.encoded.txt` is the same with `holds: encoded`.
"""

import os
from pathlib import Path

import pytest

from mdvid.config.model import Config
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.engine.plan import Plan
from mdvid.media.model import Size
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.planner import make_plan
from mdvid.pipeline.toolbox import Toolbox
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, SpeechItem, Voice
from mdvid.speech.script import make_script
from mdvid.testing import FakeTools
from mdvid.theme.model import Theme

FOLDER = Path(__file__).parent / "plans"
REWRITE = os.environ.get("MDVID_GOLDEN") == "rewrite"
CASES = sorted(path.stem for path in FOLDER.glob("*.md"))
THEME = Theme(name="bare", description="", template="<section>{{ body }}</section>", css="")
VOICE = Voice(provider="fake")


def read_deck(path: Path) -> Deck:
    text = path.read_text(encoding="utf-8")
    front_matter = read_front_matter(text, path=path.name).value
    return parse_deck(text, front_matter, DeckOptions(), path=path.name).value


def script(deck: Deck) -> dict[int, tuple[SpeechItem, ...]]:
    lexicon = Lexicon()
    return {
        slide.number: make_script(
            [Passage(text=note.text, span=note.span) for note in slide.notes],
            voice=VOICE,
            lexicon=lexicon,
        ).value
        for slide in deck.slides
    }


def plan(deck: Deck, holds: str) -> Plan[PipelineAction]:
    fakes = FakeTools()
    tools = Toolbox(
        narrators={"fake": fakes.narrator},
        illustrator=fakes.illustrator,
        renderer=fakes.renderer,
        encoder=fakes.encoder,
        converter=fakes.converter,
    )
    config = Config(size=Size(64, 36), voice=VOICE, holds=holds)
    speech = script(deck)
    return make_plan(
        PlanInputs(deck=deck, theme=THEME, config=config, tools=tools, code="", speech=speech)
    )


def listing(made: Plan[PipelineAction]) -> str:
    lines = (
        f"{step.id:22}{type(step.action).__name__:16}{'<- ' * bool(step.needs)}"
        f"{' '.join(step.needs)}".rstrip()
        for step in made.steps
    )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("holds", ["skip", "encoded"])
@pytest.mark.parametrize("case", CASES)
def test_a_deck_becomes_this_plan(case: str, holds: str) -> None:
    made = listing(plan(read_deck(FOLDER / f"{case}.md"), holds))
    expected = FOLDER / (f"{case}.txt" if holds == "skip" else f"{case}.encoded.txt")
    if REWRITE:
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
