"""The notes of one slide to utterances and pauses."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Pause, SpeechItem, Utterance, Voice
from mdvid.speech.script import make_script

VOICE = Voice(provider="espeak", name="en-us", lang="en")


def _script(*notes: str, lang: str = "en") -> tuple[SpeechItem, ...]:
    value, diagnostics = _run(*notes, lang=lang)
    assert diagnostics == ()
    return value


def _run(*notes: str, lang: str = "en") -> tuple[tuple[SpeechItem, ...], tuple[Diagnostic, ...]]:
    passages = [
        Passage(text, Span("deck.md", 10 * number, 6, 1, f"<!-- {text.splitlines()[0]}"))
        for number, text in enumerate(notes, 1)
    ]
    voice = Voice(provider="espeak", name="en-us", lang=lang)
    result = make_script(passages, voice=voice, lexicon=Lexicon({"mdvid": "em dee vid"}))
    return result.value, result.diagnostics


def _utterances(items: tuple[SpeechItem, ...]) -> list[Utterance]:
    return [item for item in items if isinstance(item, Utterance)]


def _texts(*notes: str) -> list[str | int]:
    return [i.milliseconds if isinstance(i, Pause) else i.text for i in _script(*notes)]


def test_a_note_becomes_its_sentences() -> None:
    first, second = _utterances(_script("Welcome to mdvid. It costs $5."))
    assert (first.text, first.spoken) == ("Welcome to mdvid.", "Welcome to em dee vid.")
    assert (second.text, second.spoken) == ("It costs $5.", "It costs five dollars.")
    assert first.voice == VOICE


MARKUP = [
    ("**Bold**, _soft_ and ~~gone~~ text.", "Bold, soft and text."),
    ("A [label](https://x.org/y) and ![alt](a.png) here.", "A label and here."),
    ("Auto <https://x.org> link.", "Auto https://x.org link."),
    ("A <b>tag</b> and <!-- gone --> &amp; more.", "A tag and & more."),
    ("Line one\nline two.", "Line one line two."),
    ("A footnote[^1] here.", "A footnote here."),
    ("Energy is $E = mc^2$ here.", "Energy is E = mc^2 here."),
    ("It costs $5 and not $6.", "It costs $5 and not $6."),
    (r"Not \(pause: 1) but text.", "Not (pause: 1) but text."),
    ("    Indented is no code.", "Indented is no code."),
    (
        "Lift off :rocket: now, at 10:30:45, :no-such-thing: `:rocket:`.",
        "Lift off 🚀 now, at 10:30:45, :no-such-thing: :rocket:.",
    ),
    ("Use `npm i` now.", "Use npm i now."),
    ("Soft\u00adhy\u200bphen.", "Softhyphen."),
]


@pytest.mark.parametrize(("note", "text"), MARKUP)
def test_markup_is_not_text(note: str, text: str) -> None:
    assert _texts(note) == [text]


def test_blocks_are_apart_by_their_kind() -> None:
    note = "# Head\n\nOne.\n\nTwo.\n\n* a\n* b\n\n```\ncode\n```\n\n| c |\n|---|\n| d |"
    assert _texts(note) == [
        *("Head", 800, "One.", 700, "Two.", 700),
        *("a", 500, "b", 500, "c", 500, "d"),
    ]


def test_passages_are_apart_like_paragraphs() -> None:
    assert _texts("One.", "Two.") == ["One.", 700, "Two."]


def test_task_boxes_are_not_said() -> None:
    assert _texts("- [ ] open\n- [x] done") == ["open", 500, "done"]


PAUSES = [
    ("(pause: 0.5)", 500),
    ("(pause: .5)", 500),
    ("(pause: 0,5)", 500),
    ("(pause: 0.5s)", 500),
    ("(pause: 500ms)", 500),
    ("(pause 500 ms)", 500),
    ("(Pause: 2 seconds)", 2000),
    ("[pause: 500ms]", 500),
    ("[pause 0.5s]", 500),
    ("[PAUSE:1000]", 1000),
    ("[pause]", 1000),
    ("(pause)", 1000),
    ("[pause for effect]", 1000),
    ('<break time="500ms"/>', 500),
    ("<break time='0.5s' />", 500),
    ('<break time="500ms"></break>', 500),
    ("<break/>", 1000),
    ("(pause: 1) (pause: 500ms)", 1500),
    ("(pause: 0)", 0),
]


@pytest.mark.parametrize(("written", "milliseconds"), PAUSES)
def test_a_pause_has_many_spellings(written: str, milliseconds: int) -> None:
    assert _texts(f"One. {written} Two.") == ["One.", milliseconds, "Two."]
    assert _texts(f"One.\n\n{written}\n\nTwo.") == ["One.", milliseconds, "Two."]


def test_a_pause_inside_a_sentence_cuts_it_and_leaves_its_punctuation() -> None:
    assert _texts("Wait (pause: 1), then go (pause: 2).") == ["Wait,", 1000, "then go.", 2000]


def test_a_pause_may_come_first_and_last() -> None:
    assert _texts("(pause: 1) One. (pause: 2)") == [1000, "One.", 2000]


def test_directions_in_emphasis_and_code_are_what_they_look_like() -> None:
    assert _texts("*(pause: 1)* One _(pause: 2)_ two.") == [1000, "One", 2000, "two."]
    assert _texts("Write `(pause: 1)` there.") == ["Write (pause: 1) there."]


def test_a_pause_that_is_too_long_is_cut_with_a_warning() -> None:
    items, (warning,) = _run("One. (pause: 500) Two.")
    assert Pause(milliseconds=10_000) in items
    assert warning.severity is Severity.WARNING
    assert warning.hint == "if milliseconds were meant, write `(pause: 500ms)`"


ERRORS = [
    ("(pause: abc)", "`abc` in `(pause: abc)` is no length of time"),
    ("(pause: -1)", "`-1` in `(pause: -1)` is no length of time"),
    ("(pause: NaN)", "`NaN` in `(pause: NaN)` is no length of time"),
    ("(pause: 1e9)", "`1e9` in `(pause: 1e9)` is no length of time"),
    ('<break time="x"/>', '`x` in `<break time="x"/>` is no length of time'),
    ("(rate: fast)", "`fast` in `(rate: fast)` is no rate from 0.5 to 2"),
    ("(rate: 0)", "`0` in `(rate: 0)` is no rate from 0.5 to 2"),
    ("(rate: -1)", "`-1` in `(rate: -1)` is no rate from 0.5 to 2"),
    ("(voice: the low one)", "`the low one` in `(voice: the low one)` is no name of a voice"),
    ("[click: first]", "`first` in `[click: first]` is no number of clicks"),
    ("[click:0]", "`0` in `[click:0]` is no number of clicks"),
    ("(puase: 1)", "there is no stage direction `puase`"),
    ("[pasue 500ms]", "there is no stage direction `pasue`"),
    ("[clik]", "there is no stage direction `clik`"),
    ("(voise: espeak:de)", "there is no stage direction `voise`"),
    ("(voice-speed: 1.2)", "there is no stage direction `voice-speed`"),
]


@pytest.mark.parametrize(("written", "message"), ERRORS)
def test_a_wrong_direction_is_an_error_at_its_place(written: str, message: str) -> None:
    _, (error,) = _run(f"First line.\nThen {written} more.")
    assert (error.severity, error.message) == (Severity.ERROR, message)
    assert error.hint
    assert error.span == Span("deck.md", 11, 6, len(written), f"Then {written} more.")


def test_a_misspelled_direction_comes_with_the_right_one() -> None:
    _, (error,) = _run("(puase: 1) Hi.")
    assert error.hint is not None
    assert error.hint.startswith("did you mean `(pause: 1)`?")
    assert (error.span and error.span.line, error.span and error.span.column) == (10, 6)


@pytest.mark.parametrize(
    "prose",
    [
        "(note: this is prose)",
        "(cause: unknown)",
        "(date: 3 May)",
        "(Paul: yes)",
        "(click)",
        "(audio: only)",
        "[note: as above]",
        "[sic]",
        "(pauses: many)",
        "(see: https://x.org)",
    ],
)
def test_words_in_brackets_that_are_no_direction_are_read(prose: str) -> None:
    (utterance,) = _utterances(_script(f"Well {prose} then."))
    assert utterance.text == f"Well {prose} then."


def test_a_click_is_a_cue_on_the_next_word() -> None:
    items = _utterances(_script("Three things. [click] The first [click] and [click:2] second."))
    cues = [[(cue.step, item.words[cue.word].text) for cue in item.cues] for item in items]
    assert cues == [[], [(2, "The"), (3, "and"), (5, "second.")]]


def test_a_click_before_a_list_item_belongs_to_it() -> None:
    items = _utterances(_script("* one [click]\n* two"))
    assert [[cue.step for cue in item.cues] for item in items] == [[], [2]]


def test_a_click_after_everything_is_followed_when_all_is_said() -> None:
    (item,) = _utterances(_script("All is said. [click] [click] 🎉"))
    assert [(cue.step, cue.word) for cue in item.cues] == [(2, 3), (3, 3)]


def test_a_voice_and_a_rate_hold_to_the_end_of_the_slide() -> None:
    note = "One. (voice: espeak:en-gb) Two. (rate: 1.1) Three."
    items = _utterances(_script(note, "Four. (voice: default) Five."))
    assert [(str(item.voice), item.voice.rate) for item in items] == [
        ("espeak:en-us", 1.0),
        ("espeak:en-gb", 1.0),
        ("espeak:en-gb", 1.1),
        ("espeak:en-gb", 1.1),
        ("espeak:en-us", 1.1),
    ]


def test_a_voice_of_another_language_reads_as_that_language() -> None:
    note = "It costs 3 €. (voice: espeak:de+f3) Das kostet 3 €. (voice: none) Nothing 3."
    _, german, silent = _utterances(_script(note))
    assert (german.voice.lang, german.spoken) == ("de", "Das kostet drei Euro.")
    assert (silent.voice.provider, silent.voice.name, silent.voice.lang) == ("none", "", "en")


@pytest.mark.parametrize(
    ("rate", "factor"), [("1.25", 1.25), ("90%", 0.9), ("1,5", 1.5), ("1.1x", 1.1)]
)
def test_a_rate_has_many_spellings(rate: str, factor: float) -> None:
    (item,) = _utterances(_script(f"(rate: {rate}) Hi."))
    assert item.voice.rate == factor


def test_a_bookmark_is_accepted_and_not_said() -> None:
    assert _texts("Hello <bookmark mark='A'/>there.") == ["Hello there."]


@pytest.mark.parametrize("note", ["...", "---?", "🎉 🎉", "* \n* ", "![only](a.png)"])
def test_a_note_without_words_gives_nothing_and_a_warning(note: str) -> None:
    items, (warning,) = _run(note)
    assert items == ()
    assert warning.severity is Severity.WARNING
    assert warning.message == "there is nothing to say in this note"


def test_every_utterance_knows_its_line() -> None:
    note = "One here.\nTwo **there**. Three.\n\n* Four\n* Five"
    spans = [(u.span.line, u.span.column) for u in _utterances(_script(note))]
    assert spans == [(10, 6), (11, 1), (11, 16), (13, 3), (14, 3)]


def test_a_very_long_note_is_cut_into_short_utterances() -> None:
    items = _utterances(_script("word " * 2_000 + "x" * 2_000))
    assert max(len(item.text) for item in items) <= 350
    assert sum(len(item.words) for item in items) >= 2_000


def test_many_directions_in_a_row_are_read_in_linear_time() -> None:
    (item,) = _script("(pause: 1ms) " * 20_000)
    assert item == Pause(milliseconds=20_000)


def test_nothing_at_all_is_nothing() -> None:
    assert _run() == ((), ())


NOTES = st.lists(
    st.sampled_from(
        [
            *("(pause: 1)", "[click]", "[click:2]", "(voice: de)", "(rate: 1.1)", "<break/>"),
            *("`code (x)`", "`", "**b**", "_", "*", "# H\n", "\n\n", "\n* ", "> ", "|", "$x$"),
            *("Word", "e.g.", "3.5", ".", ",", "…", "(", "]", "<b>", "&amp;", "\\", "🎉", "~~"),
        ]
    ),
    max_size=25,
).map(" ".join)


@given(NOTES | st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_note_gives_a_sound_script(note: str) -> None:
    passage = Passage(note, Span("deck.md", 1))
    script = make_script([passage], voice=VOICE, lexicon=Lexicon()).value
    steps = []
    for item in script:
        if isinstance(item, Pause):
            assert item.milliseconds >= 0
            continue
        assert item.spoken.strip()
        assert [word.text for word in item.words] == item.text.split(" ")
        assert all(0 <= cue.word <= len(item.words) for cue in item.cues)
        steps += [cue.step for cue in item.cues]
    assert steps == sorted(steps)
    pauses = [isinstance(item, Pause) for item in script]
    assert (True, True) not in itertools.pairwise(pauses)
