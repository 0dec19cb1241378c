"""Names of speakers in the notes: who of them is one, and how they speak."""

from __future__ import annotations

import pytest

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Speaker, SpeechItem, Utterance, Voice
from mdvid.speech.script import make_script
from mdvid.speech.speakers import find_speakers

VOICE = Voice(provider="espeak", name="en-us", lang="en", rate=0.9)
SPEAKERS = {
    "Alice": Speaker(voice=Voice(provider="espeak", name="en-gb")),
    "Bob": Speaker(voice=Voice(provider="piper"), rate=1.2),
    "Dr. Who": Speaker(voice=Voice(provider="espeak", name="de")),
}


def _run(text: str) -> tuple[tuple[SpeechItem, ...], tuple[Diagnostic, ...]]:
    passage = Passage(text, Span("deck.md", 10, 6, 1, text.splitlines()[0]))
    result = make_script([passage], voice=VOICE, lexicon=Lexicon(), speakers=SPEAKERS)
    return result.value, result.diagnostics


def _said(text: str) -> list[tuple[str, str]]:
    items, diagnostics = _run(text)
    assert diagnostics == ()
    return [(str(i.voice), i.text) for i in items if isinstance(i, Utterance)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Alice: Hello.", [("espeak:en-gb", "Hello.")]),
        ("Alice: One. Two.", [("espeak:en-gb", "One."), ("espeak:en-gb", "Two.")]),
        ("Alice: Hello.\nBob: Hi.", [("espeak:en-gb", "Hello."), ("piper", "Hi.")]),
        ("Alice: No\n\nstop.", [("espeak:en-gb", "No"), ("espeak:en-gb", "stop.")]),
        ("Alice: Hm.\n\n(voice: default) I.", [("espeak:en-gb", "Hm."), ("espeak:en-us", "I.")]),
        ("I. (voice: alice) You.", [("espeak:en-us", "I."), ("espeak:en-gb", "You.")]),
        ("**Alice:** Hello.", [("espeak:en-gb", "Hello.")]),
        ("**Alice**: Hello.", [("espeak:en-gb", "Hello.")]),
        ("__Alice:__ Hello.", [("espeak:en-gb", "Hello.")]),
        ("ALICE : Hello.", [("espeak:en-gb", "Hello.")]),
        ("- Alice: Hello.\n- Bob: Hi.", [("espeak:en-gb", "Hello."), ("piper", "Hi.")]),
        ("> Alice: Hello.", [("espeak:en-gb", "Hello.")]),
        ("1. Alice: Hello.", [("espeak:en-gb", "Hello.")]),
        ("Dr. Who: Hello.", [("espeak:de", "Hello.")]),
        ("Alice:\nHello.", [("espeak:en-gb", "Hello.")]),
    ],
)
def test_a_name_with_a_voice_changes_the_voice(text: str, said: list[tuple[str, str]]) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is read.",
        "Example: 1.",
        "Carol: hello.",
        "Well, Alice: hello.",
        "Alice went home.",
        "Alice:hello.",
        r"Alice\: hello.",
        "Bo: hello.",
        "`Alice:` is code.",
    ],
)
def test_any_other_text_before_a_colon_is_read(text: str) -> None:
    assert _said(text) == [("espeak:en-us", text.replace("\\", "").replace("`", ""))]


def test_nobody_is_a_speaker_where_no_voices_are_named() -> None:
    passage = Passage("Alice: Hello.", Span("deck.md", 1))
    (item,) = make_script([passage], voice=VOICE, lexicon=Lexicon()).value
    assert isinstance(item, Utterance)
    assert item.text == "Alice: Hello."


def test_a_speaker_has_a_rate_or_that_of_the_slide() -> None:
    items, _ = _run("(rate: 2) I.\n\nAlice: One.\n\nBob: Two.")
    assert [i.voice.rate for i in items if isinstance(i, Utterance)] == [2, 0.9, 1.2]


def test_the_voice_of_a_speaker_reads_in_its_language() -> None:
    items, _ = _run("Dr. Who: 3.\n\nBob: 3.")
    said = [(i.spoken, i.voice.lang) for i in items if isinstance(i, Utterance)]
    assert said == [("drei.", "de"), ("three.", "en")]


@pytest.mark.parametrize("written", ["Alcie:", "Alic:", "**Allice:**"])
def test_a_slip_in_a_name_is_an_error_at_its_place(written: str) -> None:
    line = f"{written} hello."
    _, (error,) = _run(f"First.\n\n{line}")
    name = written.strip("*:")
    assert (error.severity, error.message) == (
        Severity.ERROR,
        f"`voices` has no speaker `{name}`",
    )
    assert error.hint is not None
    assert error.hint.startswith("did you mean `Alice:`?")
    assert error.span == Span("deck.md", 12, 1, len(written), line)


@pytest.mark.parametrize("written", ["Carol:", "**Zoë:**", "- O'Neill:"])
def test_in_a_talk_of_several_a_name_without_a_voice_is_told_and_read(written: str) -> None:
    line = f"{written} hello."
    items, (warning,) = _run(f"Alice: First.\n\n{line}")
    name = written.strip("*:- ")
    assert warning.severity is Severity.WARNING
    assert warning.message == f"`voices` has no speaker `{name}`: the name is read aloud"
    assert warning.span is not None
    assert (warning.span.line, warning.span.excerpt) == (12, line)
    said = [item.text for item in items if isinstance(item, Utterance)]
    assert said == ["First.", f"{name}: hello."]


@pytest.mark.parametrize(
    "text",
    [
        "Carol: hello.",  # nobody else speaks
        "Alice: hello.\n\nthis: is it.",
        "Alice: hello.\n\nThe last point: is it.",
        "Alice: hello.\n\nCarol\\: is a name.",
        "Alice: hello. Carol: is a name.",
        "Alice: hello.\n\nNote: it is late.",
        "Alice: hello.\n\n**Warning:** it is hot.",
        "Alice: hallo.\n\n- Beispiel: ein Turm.\n- Zusammenfassung: ein Licht.",
        "Alice: hola.\n\nPregunta: ¿por qué?",
        "Alice: bonjour.\n\nRéponse : la mer.\n\nRemarque: le vent.",
    ],
)
def test_other_text_before_a_colon_is_no_speaker(text: str) -> None:
    assert _run(text)[1] == ()


def test_a_label_that_is_nearly_a_name_is_a_label() -> None:
    ((span, reading),) = find_speakers("Nora: El mar.\n\nNota: El viento.", ["Nora"])
    assert (span, reading.message) == ((0, 5), "")


@pytest.mark.parametrize("text", ["-  " * 5_000, "> " * 5_000, "a " * 5_000, "1. " * 5_000])
def test_a_line_that_nearly_names_a_speaker_does_not_take_for_ever(text: str) -> None:
    items, _ = _run(f"Well.\n\n{text}")
    assert items
