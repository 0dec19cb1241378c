"""The IPA: read from the lexicon, carried through the rules, and cut into sounds."""

import pytest

from mdvid.diagnostics import Span
from mdvid.speech.ipa import NoSound, for_people, read_ipa, sounds_of
from mdvid.speech.lexicon import Lexicon, parse_words
from mdvid.speech.model import Passage, Utterance, Voice
from mdvid.speech.normalise import normalise
from mdvid.speech.script import make_script


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ˈsiːkwəl", "⟦ˈsiːkwəl⟧"),
        ("njuː ˈjɔːk", "⟦njuː⟧ ⟦ˈjɔːk⟧"),
        ("'gI:t", None),
        ("'gɪ:t", "⟦ˈɡɪːt⟧"),
        ("bɔ̃.ʒuʁ", "⟦bɔ̃.ʒuʁ⟧"),
        ("ʤæz t͡ʃɪn", "⟦dʒæz⟧ ⟦t͡ʃɪn⟧"),
        ("usr/bin", None),
        ("x2", None),
        ("ˈˌ", None),
        ("a ˈ b", None),
        ("a . b", None),
        ("ʔ a", "⟦ʔ⟧ ⟦a⟧"),
        ("⟦a⟧", None),
    ],
)
def test_ipa_is_read_as_people_write_it(written: str, said: str | None) -> None:
    assert read_ipa(written) == said


def test_a_word_is_cut_into_the_longest_sounds_that_are_known() -> None:
    known = {"t", "ʃ", "tʃ", "i", "iː", "ɔ̃", "a", "ɪ"}
    assert sounds_of("ˈt͡ʃiː.tɔ̃ˌaɪ", known) == ("ˈ", "tʃ", "iː", "t", "ɔ̃", "ˌ", "a", "ɪ")
    with pytest.raises(NoSound) as caught:
        sounds_of("tɬ̩ːa", known)
    assert caught.value.letter == "ɬ̩ː"


def test_ipa_is_an_entry_of_the_lexicon() -> None:
    words = {"SQL": "/ˈsiːkwəl/", "fr": {"SQL": "/ɛskyˈɛl/"}}
    parsed = parse_words((written, said, None) for written, said in words.items())
    assert parsed.diagnostics == ()
    assert parsed.value.entries == {"SQL": "⟦ˈsiːkwəl⟧"}
    assert parsed.value.spoken_in("fr-CA").find("SQL") == "⟦ɛskyˈɛl⟧"


LEXICON = Lexicon({"SQL": "⟦ˈsiːkwəl⟧", "New York": "⟦njuː⟧ ⟦ˈjɔːk⟧", "and so on": "⟦ɛtk⟧"})


@pytest.mark.parametrize("lang", ["en", "de", "es", "fr", "fi"])
@pytest.mark.parametrize(
    ("written", "said", "words"),
    [
        ("Use SQL, now.", "Use ⟦ˈsiːkwəl⟧, now.", ["Use", "ˈsiːkwəl", "now"]),
        ("SQL's", "⟦ˈsiːkwəl⟧'s", ["ˈsiːkwəl⟧'s"]),
        ("In New York?", "In ⟦njuː⟧ ⟦ˈjɔːk⟧?", ["In", "njuː", "ˈjɔːk"]),
        ("Ah and so on", "Ah ⟦ɛtk⟧", ["Ah", "ɛtk", "", ""]),
        ("Ah ⟦siː⟧ so", "Ah siː so", ["Ah", "siː", "so"]),
    ],
)
def test_the_rules_leave_ipa_alone_and_let_nobody_write_it(
    lang: str, written: str, said: str, words: list[str]
) -> None:
    spoken = normalise(written, lang=lang, lexicon=LEXICON)
    assert spoken.text == said
    assert [word.text for word in spoken.words] == written.split()
    assert [spoken.text[word.start : word.end] for word in spoken.words] == words


def test_people_read_slashes_at_the_same_places() -> None:
    spoken = "In ⟦njuː⟧ ⟦ˈjɔːk⟧?"
    assert for_people(spoken) == "In /njuː/ /ˈjɔːk/?"


def test_the_text_of_a_recording_is_in_letters() -> None:
    note = "SQL. (audio: a.wav) SQL here."
    passage = Passage(note, Span("deck.md", 1, 1, 1, note))
    script = make_script([passage], voice=Voice(provider="espeak"), lexicon=LEXICON)
    said = [item.spoken for item in script.value if isinstance(item, Utterance)]
    assert said == ["⟦ˈsiːkwəl⟧.", "S Q L here."]
