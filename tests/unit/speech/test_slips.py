"""Stage directions without a value that are misspelt, and words that only look like them."""

from __future__ import annotations

import pytest

from mdvid.diagnostics import Severity, Span
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Voice
from mdvid.speech.script import make_script
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


@pytest.mark.parametrize(
    ("text", "offset", "length", "message"),
    [
        ("One (voice:) two.", 4, 8, "`(voice:)` says nothing after the colon"),
        ("One (rate: ) two.", 4, 8, "`(rate: )` says nothing after the colon"),
        ("One [audio:] two.", 4, 8, "`[audio:]` says nothing after the colon"),
        ("(audio: take3)", 0, 14, "`take3` in `(audio: take3)` is no name of a recording"),
        ("(audio: /etc/passwd) One.", 0, 20, "`/etc/passwd` in `(audio: /etc/passwd)` is no name"),
        ("One (pause: 1 two.", 4, 14, "the bracket of `(pause: 1 two.` is never closed"),
        ("One [click: 2\ntwo.", 4, 9, "the bracket of `[click: 2` is never closed"),
        ("One (pause: 1] two.", 4, 9, "the bracket of `(pause: 1` is never closed"),
        ("(Voice: espeak:de " + "x" * 99, 0, 117, "`(Voice: espeak:de xxxxxxxxxxxx…` is never"),
        ("One (pause: (rate: 1)) two.", 4, 8, "there is a bracket inside of `(pause:`"),
    ],
)
def test_a_direction_that_is_not_whole_is_an_error(
    text: str, offset: int, length: int, message: str
) -> None:
    (problem,) = stage(text).problems
    assert (problem.offset, problem.length) == (offset, length)
    assert problem.reading.severity is Severity.ERROR
    assert message in problem.reading.message
    assert "backslash before the bracket" in (problem.reading.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "Turn it up (voice) a little.",
        "The (rate) is 5.",
        "Press [click here to go on.",
        "Well (audio: only) then.",
        "He said (audio: from the left) so.",
        "\\(pause: 1 is how it is written.",
        "`(pause: 1` is code.",
        "A (pause for thought (as they say)).",
    ],
)
def test_words_in_brackets_that_only_look_so_are_text(text: str) -> None:
    staged = stage(text)
    assert staged.problems == ()
    assert staged.text == text


@pytest.mark.parametrize("notes", [("[click]",), ("(pause: 1)", "[click:2] (pause: 1)")])
def test_clicks_without_a_word_are_told(notes: tuple[str, ...]) -> None:
    passages = [Passage(text, Span("deck.md", 7, 6, 1, text)) for text in notes]
    voice = Voice(provider="espeak", name="en-us", lang="en")
    (warning,) = make_script(passages, voice=voice, lexicon=Lexicon()).diagnostics
    assert warning.severity is Severity.WARNING
    assert warning.message == "there are clicks in these notes, and nothing is said"
