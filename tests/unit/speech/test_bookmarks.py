"""Bookmarks in the notes: the cue of the step that they name."""

import pytest

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Cue, Passage, Utterance, Voice
from mdvid.speech.script import make_script

NAMES = {"red": 2, "green": 3, "the.end": 5}


def run(*notes: str, names: dict[str, int] = NAMES) -> tuple[list[Cue], tuple[Diagnostic, ...]]:
    passages = [Passage(n, Span("deck.md", 5, 6, 1, f"<!-- {n} -->")) for n in notes]
    voice = Voice(provider="espeak")
    script = make_script(passages, voice=voice, lexicon=Lexicon(), steps=names)
    said = [item for item in script.value if isinstance(item, Utterance)]
    assert not any("mark" in item.spoken for item in said if "`" not in notes[0])
    return [cue for item in said for cue in item.cues], script.diagnostics


@pytest.mark.parametrize(
    ("note", "cues"),
    [
        ('Now <bookmark mark="red"/>red comes.', [(2, 1)]),
        ("Now <bookmark mark='red' />red <bookmark mark=green>green</bookmark>.", [(2, 1), (3, 2)]),
        ('Now <BOOKMARK MARK="Red"></BOOKMARK> red comes.', [(2, 1)]),
        ('Skip <bookmark mark="green"/> green.', [(3, 1)]),
        ('At once <bookmark mark="the.end"/>', [(5, 2)]),
        ('A [click] b <bookmark mark="green"/>c [click] d.', [(2, 1), (3, 2), (4, 3)]),
        ('`<bookmark mark="red"/>` is how it is written.', []),
    ],
)
def test_a_bookmark_is_the_cue_of_the_step_of_its_name(
    note: str, cues: list[tuple[int, int]]
) -> None:
    found, problems = run(note)
    assert [(cue.step, cue.word) for cue in found] == cues
    assert problems == ()


def test_where_no_step_has_a_name_each_bookmark_is_the_next_step() -> None:
    note = 'A <bookmark mark="x"/>b <bookmark mark="y"/>c <bookmark/>d.'
    cues, problems = run(note, names={})
    assert [(cue.step, cue.word, cue.mark) for cue in cues] == [
        (2, 1, "x"),
        (3, 2, "y"),
        (4, 3, ""),
    ]
    assert problems == ()


def test_where_there_are_clicks_bookmarks_of_no_name_are_left_alone() -> None:
    cues, problems = run('A <bookmark mark="x"/>b.', "C [click] d.", names={})
    assert [(cue.step, cue.word) for cue in cues] == [(2, 1)]
    assert problems == ()


def test_a_bookmark_in_a_recording_counts_by_its_text() -> None:
    cues, _ = run('(audio: a.wav) One. Two <bookmark mark="red"/>three.')
    assert [(cue.step, cue.word) for cue in cues] == [(2, 2)]


@pytest.mark.parametrize(
    ("note", "message", "hint", "column"),
    [
        ('A <bookmark mark="gren"/>b.', "no step `gren`", "did you mean `green`?", 8),
        ('A <bookmark mark="blue"/>b.', "no step `blue`", "are `red`, `green`, `the.end`", 8),
        ("A <bookmark/>b.", "no step ``", "those with a name", 8),
        (
            'A <bookmark mark="green"/>b <bookmark mark="red"/>c.',
            "`red` is shown already",
            "order",
            34,
        ),
        (
            'A <bookmark mark="red"/>b <bookmark mark="red"/>c.',
            "`red` is shown already",
            "order",
            32,
        ),
    ],
)
def test_a_bookmark_that_leads_nowhere_is_a_warning_at_its_place(
    note: str, message: str, hint: str, column: int
) -> None:
    _, (problem,) = run(note)
    assert problem.severity is Severity.WARNING
    assert message in problem.message
    assert hint in (problem.hint or "")
    assert problem.span
    assert (problem.span.line, problem.span.column) == (5, column)
