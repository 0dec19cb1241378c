"""Scripts that are remembered are those that would be made anew."""

from dataclasses import replace

import pytest

from mdvid.builder.scripts import Scripts
from mdvid.diagnostics import Span
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Voice
from mdvid.speech.script import make_script

VOICE = Voice(provider="fake", name="ann")
NOTES = ("It costs 5 EUR. (pause: 2)\n\nAnd (wait: soon) then?", "[]")


def passages(line: int, *texts: str) -> list[Passage]:
    return [
        Passage(text=text, span=Span("talk.md", line + 4 * i, 6, len(text), text.split("\n")[0]))
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("line", "texts", "voice", "lexicon"),
    [
        (7, NOTES, VOICE, Lexicon()),
        (9, NOTES, VOICE, Lexicon()),
        (3, NOTES, VOICE, Lexicon()),
        (7, NOTES[:1], VOICE, Lexicon()),
        (7, ("It costs 6 EUR.",), VOICE, Lexicon()),
        (7, NOTES, replace(VOICE, lang="de"), Lexicon()),
        (7, NOTES, replace(VOICE, rate=2.0), Lexicon()),
        (7, NOTES, VOICE, Lexicon({"costs": "is worth"})),
        (7, (), VOICE, Lexicon()),
    ],
)
def test_a_script_is_the_same_whatever_was_read_before(
    line: int, texts: tuple[str, ...], voice: Voice, lexicon: Lexicon
) -> None:
    scripts = Scripts()
    scripts.make(passages(7, *NOTES), voice=VOICE, lexicon=Lexicon())
    scripts.begin()
    wanted = make_script(passages(line, *texts), voice=voice, lexicon=lexicon)
    assert scripts.make(passages(line, *texts), voice=voice, lexicon=lexicon) == wanted


def test_notes_that_did_not_change_are_not_read_again() -> None:
    scripts = Scripts()
    first = scripts.make(passages(7, *NOTES), voice=VOICE, lexicon=Lexicon())
    scripts.begin()
    assert scripts.make(passages(7, *NOTES), voice=VOICE, lexicon=Lexicon()) is first


def test_what_nobody_asked_for_in_two_rounds_is_forgotten() -> None:
    scripts = Scripts()
    first = scripts.make(passages(7, *NOTES), voice=VOICE, lexicon=Lexicon())
    scripts.begin()
    scripts.begin()
    assert scripts.make(passages(7, *NOTES), voice=VOICE, lexicon=Lexicon()) is not first
