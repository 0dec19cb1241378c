"""Steps with a name, for the bookmarks of the notes."""

import pytest
from tests.unit.deck.conftest import Read

from mdvid.diagnostics import Severity


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# A\n\n<!-- step: Intro -->\n\nb\n\n<!-- step -->\n\nc", ["", "intro", ""]),
        ("* <!-- step: one --> a\n* b\n* <!-- step: x.3 --> c", ["", "one", "", "x.3"]),
        ("- a\n- <!--step:last--> b", ["", "last"]),
        ("a <!-- step: within --> b", ["", "within"]),
        ("a\n\n<!-- step: nothing-follows -->", [""]),
    ],
)
def test_a_step_has_the_name_that_its_comment_says(read: Read, text: str, names: list[str]) -> None:
    deck = read(f"---\nmarp: true\n---\n{text}\n")
    (slide,) = deck.value.slides
    assert [step.name for step in slide.steps] == names
    assert not slide.notes
    assert not [d for d in deck.diagnostics if d.severity is Severity.WARNING]


def test_two_steps_of_one_name_are_a_warning_and_the_first_has_it(read: Read) -> None:
    deck = read("---\nmarp: true\n---\n* <!-- step: x --> a\n* <!-- step: X --> b\n")
    assert [step.name for step in deck.value.slides[0].steps] == ["", "x", ""]
    (warning,) = (d for d in deck.diagnostics if d.severity is Severity.WARNING)
    assert warning.message == "this slide has two steps `x`"
    assert warning.span
    assert warning.span.line == 5


def test_a_sentence_about_a_step_is_a_note(read: Read) -> None:
    text = (
        "---\nmarp: true\n---\n# A\n\n<!-- Step: first of all, open the door for everybody. -->\n"
    )
    (slide,) = read(text).value.slides
    assert len(slide.steps) == 1
    assert [note.text for note in slide.notes] == [
        "Step: first of all, open the door for everybody."
    ]
