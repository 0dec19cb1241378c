"""What is said for what is written, by tables, and where every written word is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdvid.speech.lexicon import Lexicon
from mdvid.speech.normalise import normalise
from mdvid.speech.normalise.base import Spoken

TABLES = Path(__file__).with_name("tables")


def _cases() -> list[tuple[str, str, str]]:
    return [
        (path.stem, *line.split(" => "))  # type: ignore[misc]
        for path in sorted(TABLES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _say(text: str, lang: str = "en", **lexicon: str) -> Spoken:
    return normalise(text, lang=lang, lexicon=Lexicon(lexicon))


def _map(spoken: Spoken) -> list[tuple[str, str]]:
    return [(word.text, spoken.text[word.start : word.end]) for word in spoken.words]


@pytest.mark.parametrize(("lang", "written", "said"), _cases())
def test_the_table_of_each_language_holds(lang: str, written: str, said: str) -> None:
    spoken = _say(written, lang)
    assert spoken.text == said
    _check_words(written, spoken)


@pytest.mark.parametrize("lang", ["en", "de", "es", "fr"])
def test_every_language_has_a_table_worth_its_name(lang: str) -> None:
    assert sum(case[0] == lang for case in _cases()) >= 150


MAPS = [
    ("It costs $5.20 today.", ["It", "costs", "five dollars and twenty cents", "today"]),
    ("Drive 5 km/h now", ["Drive", "five", "kilometres per hour", "now"]),
    ("From 3-5 km.", ["From", "three to five", "kilometres"]),
    ("$5 million here", ["five million", "dollars", "here"]),
    ("One — two 🎉 three", ["One", "", "two", "", "three"]),
    ('"Well," (he) said.', ["Well", "he", "said"]),
    ("R & D", ["R", "and", "D"]),
    ("One (or two) of (three).", ["One", "or", "two", "of", "three"]),
    ("don't stop", ["don't", "stop"]),
]


@pytest.mark.parametrize(("written", "parts"), MAPS)
def test_every_written_word_has_what_is_said_for_it(written: str, parts: list[str]) -> None:
    assert [said for _, said in _map(_say(written))] == parts


def test_a_remark_in_brackets_is_heard_between_commas() -> None:
    assert _say("One (or two) of (three).").text == "One, or two, of, three."
    assert _say("(Well) file(s) here").text == "Well, files here"


def test_other_languages_keep_their_text_but_for_markup_and_emoji() -> None:
    assert _say("Costa 5,20 € *davvero* 🎉 qui.", "it").text == "Costa 5,20 davvero qui."
    assert _say("你好，世界。", "zh").text == "你好，世界。"
    assert _say("नमस्ते दुनिया।", "hi").text == "नमस्ते दुनिया।"


def test_the_lexicon_matches_whole_words_only() -> None:
    spoken = _say("SQL is not MySQL or SQLite.", SQL="sequel", MySQL="my sequel")
    assert spoken.text == "sequel is not my sequel or S Q lite."


def test_the_longest_entry_wins_and_its_words_are_shared_out() -> None:
    lexicon = {"New York": "noo york", "New York Times": "the paper"}
    spoken = normalise("New York Times of New York", lang="en", lexicon=Lexicon(lexicon))
    assert spoken.text == "the paper of noo york"
    assert [s for _, s in _map(spoken)] == ["the", "paper", "", "of", "noo", "york"]


def test_an_entry_in_lower_case_matches_any_case_and_another_only_its_own() -> None:
    assert _say("Mdvid and mdvid", mdvid="em dee").text == "em dee and em dee"
    assert _say("It is IT", IT="information technology").text == "It is information technology"


def test_what_the_lexicon_says_is_not_read_again() -> None:
    assert _say("A GIF.", GIF="J 1 F").text == "A J 1 F."


def test_an_empty_entry_is_not_said() -> None:
    spoken = _say("Hello sic you", sic="")
    assert spoken.text == "Hello you"


def test_code_is_read_as_a_programmer_reads_it() -> None:
    text = "Type npm install --save-dev and x = 1 now."
    spoken = normalise(text, lang="en", lexicon=Lexicon(), code=[(5, 27), (32, 37)])
    assert spoken.text == "Type npm install dash dash save dev and x equals one now."


ALPHABET = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aB1 .,:;-–—'\"()[]{}/\\@#$€%&*+=<>~^_|°²½×→ä ñßΩ中。！🎉\u00a0\u200d\u0301"
        ),
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]),
    ),
    max_size=60,
)
HARD_WORDS = """
    Dr. e.g. 3.5 $5.20 5 km/h 16:9 9:30 am v1.2.3 SQL MySQL https://a.de/x?y a@b.org x_y 1/2 IV
    --flag foo() 1,234 1.234 2026-11-21 3. Mai 10-20% — … Chapter U.S. C++ #1 🎉 ( ) 5,20 € z. B.
    1.º EE. UU. 1 999999999999999999999 -5 ~5 a/b 10² mc^2 "a 'b' *c* 1st 90s 21 días Uhr
"""
FRAGMENTS = st.lists(st.sampled_from(HARD_WORDS.split()), max_size=12).map(" ".join)


@given(text=ALPHABET | FRAGMENTS, lang=st.sampled_from(["en", "de", "es", "fr", "it"]))
@settings(max_examples=400, deadline=None)
def test_words_are_in_order_apart_and_cover_all_that_is_said(text: str, lang: str) -> None:
    text = " ".join(word for word in text.split(" ") if word)
    _check_words(text, normalise(text, lang=lang, lexicon=Lexicon({"km": "kay em", "a": "b c"})))


def _check_words(written: str, spoken: Spoken) -> None:
    assert [word.text for word in spoken.words] == [w for w in written.split(" ") if w]
    position = 0
    for word in spoken.words:
        assert position <= word.start <= word.end <= len(spoken.text)
        uncovered = spoken.text[position : word.start]
        assert not any(character.isalnum() for character in uncovered)
        position = word.end
    assert not any(character.isalnum() for character in spoken.text[position:])
    assert spoken.text == spoken.text.strip()
    assert "  " not in spoken.text
