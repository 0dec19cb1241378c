"""Recordings in the notes: which text each of them is for."""

from __future__ import annotations

import pytest

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Pause, Speaker, SpeechItem, Utterance, Voice
from mdvid.speech.script import make_script

VOICE = Voice(provider="espeak", name="en-us", lang="en")
SPEAKERS = {"Alice": Speaker(voice=Voice(provider="espeak", name="en-gb"))}
Told = tuple[str, str] | int


def _run(*notes: str) -> tuple[tuple[SpeechItem, ...], tuple[Diagnostic, ...]]:
    passages = [
        Passage(text, Span("deck.md", 10 * number, 6, 1, text.splitlines()[0]))
        for number, text in enumerate(notes, 1)
    ]
    result = make_script(passages, voice=VOICE, lexicon=Lexicon(), speakers=SPEAKERS)
    return result.value, result.diagnostics


def _told(items: tuple[SpeechItem, ...]) -> list[Told]:
    return [
        i.milliseconds
        if isinstance(i, Pause)
        else (i.recording.source if i.recording else str(i.voice), i.text)
        for i in items
    ]


ME = "espeak:en-us"


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("(audio: a.wav) One. Two.", [("a.wav", "One. Two.")]),
        ("[audio: a.wav] One.", [("a.wav", "One.")]),
        ("[audio=a (1).wav] One.", [("a (1).wav", "One.")]),
        ('(audio: "my take.m4a") One.', [("my take.m4a", "One.")]),
        ("(audio: sub/a.mp4) One.\n\nMe.", [("sub/a.mp4", "One."), 700, (ME, "Me.")]),
        ("Me. (audio: a.wav) One.", [(ME, "Me."), ("a.wav", "One.")]),
        ("(audio: a.wav) One. (audio: b.wav) Two.", [("a.wav", "One."), ("b.wav", "Two.")]),
        ("(audio: a.wav) One. (voice: default) Me.", [("a.wav", "One."), (ME, "Me.")]),
        ("(audio: a.wav) One.\nAlice: Me.", [("a.wav", "One."), ("espeak:en-gb", "Me.")]),
        ("- (audio: a.wav) One.\n- Me.", [("a.wav", "One."), 500, (ME, "Me.")]),
        ("(audio: a.wav)\n\nOne.\n\nTwo.", [("a.wav", "One. Two.")]),
        (
            "(audio: a.wav)\n\nOne.\n\n(audio: b.wav) Two.\n\nMe.",
            [("a.wav", "One."), 700, ("b.wav", "Two."), 700, (ME, "Me.")],
        ),
        ("(audio: a.wav) One. (pause: 2)\n\nMe.", [("a.wav", "One."), 2000, (ME, "Me.")]),
        ("(audio: a.wav) (rate: 2) One.", [("a.wav", "One.")]),
        ("Alice: (audio: a.wav) One.", [("a.wav", "One.")]),
    ],
)
def test_a_recording_is_for_the_text_after_it(note: str, told: list[Told]) -> None:
    items, diagnostics = _run(note)
    assert diagnostics == ()
    assert _told(items) == told


def test_a_recording_alone_in_its_paragraph_is_for_its_note_only() -> None:
    items, _ = _run("(audio: a.wav)\n\nOne.\n\nTwo.", "Me.")
    assert _told(items) == [("a.wav", "One. Two."), 700, (ME, "Me.")]


def test_a_recording_is_where_its_direction_is() -> None:
    (item,), _ = _run("First line.\n\nThen (audio: a.wav) more.")[0][-1:], None
    assert isinstance(item, Utterance)
    assert item.recording
    assert item.recording.span == Span("deck.md", 12, 6, 14, "Then (audio: a.wav) more.")


def test_words_and_clicks_of_a_recording_are_those_of_all_its_text() -> None:
    items, _ = _run("(audio: a.wav) It has 2 parts. [click] And `x_y`.\n\n[click] Me.")
    first, last = (i for i in items if isinstance(i, Utterance))
    assert first.spoken == "It has two parts. And x y."
    assert [w.text for w in first.words] == ["It", "has", "2", "parts.", "And", "x_y."]
    assert [(c.step, first.words[c.word].text) for c in first.cues] == [(2, "And")]
    assert [(c.step, last.words[c.word].text) for c in last.cues] == [(3, "Me.")]


def test_a_pause_inside_a_recording_is_a_warning() -> None:
    items, (warning,) = _run("(audio: a.wav) One. (pause: 1) Two.")
    assert _told(items) == [("a.wav", "One. Two.")]
    assert warning.severity is Severity.WARNING
    assert warning.message == "`a.wav` is played as it is: there is no pause within"
    assert warning.span
    assert (warning.span.line, warning.span.column) == (10, 26)


@pytest.mark.parametrize("note", ["(audio: a.wav)", "Me. (audio: a.wav)\n\nMe."])
def test_a_recording_without_text_is_played_and_warned_of(note: str) -> None:
    items, (warning,) = _run(note)
    assert ("a.wav", "") in _told(items)
    assert warning.severity is Severity.WARNING
    assert warning.message == "no text follows `a.wav`: it has no captions"


def test_a_click_before_a_recording_without_text_waits_for_a_word() -> None:
    items, _ = _run("[click] (audio: a.wav)", "One two.")
    cues = [[(c.step, c.word) for c in i.cues] for i in items if isinstance(i, Utterance)]
    assert cues == [[], [(2, 0)]]


@pytest.mark.parametrize(
    "prose", ["(audio: only)", "(audio)", "(audio 3.5)", "(recording: March 3)", "(sound: on)"]
)
def test_words_about_sound_are_read(prose: str) -> None:
    items, diagnostics = _run(f"Well {prose} then.")
    assert diagnostics == ()
    assert _told(items) == [(ME, f"Well {prose} then.")]


@pytest.mark.parametrize("written", ["(adio: a.wav)", "(sound: a.mp3)", "[recording: a.flac]"])
def test_another_word_for_a_recording_is_an_error_with_the_right_one(written: str) -> None:
    _, (error,) = _run(f"{written} One.")
    assert error.severity is Severity.ERROR
    assert error.hint
    assert "audio: a." in error.hint


@pytest.mark.parametrize(
    ("tag", "milliseconds"),
    [
        ('<break time="500ms"/>', 500),
        ("<break time='1.5s' />", 1500),
        ('<break strength="strong"/>', 1000),
        ('<break strength="weak" time="2s"></break>', 2000),
        ("<break/>", 1000),
    ],
)
def test_breaks_of_ssml_are_pauses(tag: str, milliseconds: int) -> None:
    items, diagnostics = _run(f"One. {tag} Two.")
    assert diagnostics == ()
    assert _told(items) == [(ME, "One."), milliseconds, (ME, "Two.")]


def test_a_break_of_unknown_strength_is_an_error() -> None:
    _, (error,) = _run('One. <break strength="stronk"/> Two.')
    assert error.severity is Severity.ERROR
    assert error.hint == "did you mean `strong`?"
