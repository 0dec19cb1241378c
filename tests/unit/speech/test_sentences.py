"""Where sentences end, and where a full stop is only a full stop."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdvid.speech.sentences import LONGEST, split_sentences


def _split(text: str, lang: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, lang)]


ENGLISH = [
    "One thing.|Another thing.",
    "Fruit, e.g. apples, is good.|So is bread.",
    "Pi is 3.14.|It goes on.",
    "Dr. Smith met Mr. Jones.|They spoke.",
    "J. R. R. Smith wrote it.|He was old.",
    "The U.S. Army came.|It left.",
    "They live in the U.S.|They work there.",
    "Apples, pears, etc.|They are good.",
    "Apples, pears, etc. are good.",
    "Wait...|Then go.",
    "Wait... and go.",
    "Wait…|Then go.",
    '"Really?" he asked.|"Yes!"|She left.',
    "He said (quietly.)|She heard.",
    "See example.com.|Then v1.2.3.|Done.",
    "Is it?|Yes!|No?!|Well.",
    "No. 5 is alive.|No.|Never.",
    "See Fig. 3 and p. 12.|Then stop.",
    "1. Open the lid.|2. Close it.",
    "It was 2024.|Then came 2025.",
    "Come at 9 a.m. or 5 p.m.|We wait.",
    "Jan. 5 is early.",
    "no capital. next one",
    "One.|„Two.“|«Three.»",
    "Vs. is short.|Inc. is too.",
    "See vol. II and fig. IV there.|No.|I do not.",
    "Marbury v. Madison was first.|More followed.",
]
GERMAN = [
    "Obst, z. B. Äpfel, ist gut.|Brot auch.",
    "Obst, z.B. Äpfel, ist gut.|Brot auch.",
    "Das heißt, d. h. so, u. a. dort.|Gut.",
    "Am 3. Mai geht es los.|Am 4. ist Schluss.",
    "Der 1. Weltkrieg und das 2. Kapitel.|Ende.",
    "Es waren 3.|Dann 5.",
    "Dr. Meier und Prof. Schulz.|Sie sprachen.",
    "Ca. 5 Stück, Nr. 7, usw.|Ende.",
    "Er sagte: „Gut.“|Sie ging.",
    "Sie starb 30 v. Chr. in Rom.|Er lebte bis 14 n. Chr.|Das war es.",
    "Johann Wolfgang v. Goethe schrieb.|Für alle n.|Gut.",
]
SPANISH = [
    "Fruta, p. ej. manzanas, es buena.|El pan también.",
    "El Sr. López y la Dra. Ruiz.|Hablaron.",
    "Vive en EE. UU. desde ayer.|Bien.",
    "¿Qué?|¡Sí!|Claro.",
    "La pág. 3 y el núm. 5.|Fin.",
    "«Hola.»|Se fue.",
    "Nació en el s. XIX.|Murió en el s. I a. C. en Roma.",
    "Los ss. XVI y XVII.|Fin.",
]
FRENCH = [
    "M. Dupont et Mme Durand.|Ils parlent.",
    "Voir p. 12, fig. 3 et chap. IV.|Fin.",
    "Des fruits, p. ex. Golden, etc.|Puis rien.",
    "Il vit en nov. 2020.|Vraiment ?|Oui !|Voici : fin.",
    "« Vraiment ? » dit-il.|« Oui. »|Elle partit.",
    "C.-à-d. Paris.|Env. 5 habitants, soit en 52 av. J.-C.",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences_end_where_they_end(marked: str) -> None:
    assert _split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize("marked", GERMAN)
def test_german_sentences_end_where_they_end(marked: str) -> None:
    assert _split(marked.replace("|", " "), "de-AT") == marked.split("|")


@pytest.mark.parametrize("marked", FRENCH)
def test_french_sentences_end_where_they_end(marked: str) -> None:
    assert _split(marked.replace("|", " "), "fr-CA") == marked.split("|")


@pytest.mark.parametrize("marked", SPANISH)
def test_spanish_sentences_end_where_they_end(marked: str) -> None:
    assert _split(marked.replace("|", " "), "es") == marked.split("|")


def test_chinese_and_japanese_need_no_space_after_a_full_stop() -> None:
    assert _split("你好。世界！好吗？", "zh") == ["你好。", "世界！", "好吗？"]
    assert _split("「はい。」そうです。", "ja") == ["「はい。」", "そうです。"]


def test_hindi_and_arabic_have_their_own_marks() -> None:
    assert _split("नमस्ते। कैसे हो?", "hi") == ["नमस्ते।", "कैसे हो?"]
    assert _split("مرحبا؟ نعم.", "ar") == ["مرحبا؟", "نعم."]


def test_nothing_inside_a_protected_stretch_ends_a_sentence() -> None:
    text = "Type a. B now. Done."
    spans = split_sentences(text, "en", [(5, 9)])
    assert [text[s.start : s.end] for s in spans] == ["Type a. B now.", "Done."]


def test_a_long_sentence_is_cut_after_a_clause_and_says_that_it_goes_on() -> None:
    text = ", ".join(["some words here"] * 40) + "."
    parts = split_sentences(text, "en")
    assert len(parts) > 1
    assert all(text[p.start : p.end].endswith(",") for p in parts[:-1])
    assert [p.whole for p in parts] == [False] * (len(parts) - 1) + [True]


def test_a_long_sentence_without_clauses_is_cut_at_a_space() -> None:
    text = "word " * 200 + "end"
    assert all(part.split() for part in _split(text))
    assert " ".join(_split(text)) == text


def test_how_long_is_too_long_may_be_said() -> None:
    text = "One small clause, and then another one. The end."
    pieces = split_sentences(text, "en", longest=30)
    assert [text[p.start : p.end] for p in pieces] == [
        "One small clause,",
        "and then another one.",
        "The end.",
    ]
    assert [p.whole for p in pieces] == [False, True, True]


def test_a_word_without_end_is_cut_anyway() -> None:
    assert [len(part) for part in _split("x" * 1000)] == [350, 350, 300]


@given(st.text(alphabet="aB1. ,;!?。\"')(…é", max_size=800))
@settings(max_examples=200, deadline=None)
def test_sentences_are_in_order_and_lose_nothing_but_spaces(text: str) -> None:
    position = 0
    for sentence in split_sentences(text, "en"):
        assert not text[position : sentence.start].strip()
        assert 0 < sentence.end - sentence.start <= LONGEST
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        position = sentence.end
    assert not text[position:].strip()
