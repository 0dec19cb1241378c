"""The lexicon as it comes out of YAML."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mdvid.diagnostics import Severity, Span, Warned
from mdvid.speech.lexicon import Lexicon, parse_words

SPAN = Span("deck.md", 3, 10)


def parsed_from(words: Mapping[object, object]) -> Warned[Lexicon]:
    return parse_words((written, said, SPAN) for written, said in words.items())


def test_a_mapping_of_text_to_text_is_a_lexicon() -> None:
    parsed = parsed_from({"SQL": "sequel", "New  York": " noo york "})
    assert parsed.value.entries == {"SQL": "sequel", "New York": "noo york"}
    assert parsed.diagnostics == ()


def test_without_words_there_is_nothing_to_find() -> None:
    assert parsed_from({}).value.pattern is None


def test_numbers_may_be_spoken_forms() -> None:
    assert parsed_from({"one": 1}).value.entries == {"one": "1"}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1: "one"}, "`1` in `lexicon` is not text"),
        ({" ": "x"}, "` ` in `lexicon` is not text"),
        ({"a": None}, "the entry `a` in `lexicon` does not say how it is spoken"),
        ({"a": True}, "the entry `a` in `lexicon` does not say how it is spoken"),
        ({"a": ["b"]}, "the entry `a` in `lexicon` does not say how it is spoken"),
        ({"a": "/eI/"}, "the entry `a` in `lexicon` is in phonemes that are no IPA"),
        ({"a": "/usr/bin/"}, "the entry `a` in `lexicon` is in phonemes that are no IPA"),
        ({"a": "[[eI]]"}, "the entry `a` in `lexicon` is in phonemes that are no IPA"),
        ({"a": "say ⟦eɪ⟧"}, "the entry `a` in `lexicon` is in phonemes that are no IPA"),
        ({"Fr": {"a": "b"}}, "`Fr` in `lexicon` has a table, and is no language"),
        ({"fr": {"a": ["b"]}}, "the entry `a` in `lexicon` does not say how it is spoken"),
        ({"a": "b" * 201}, "the entry `a…` in `lexicon` is too long"),
    ],
)
def test_what_is_no_lexicon_is_an_error_at_its_place(
    value: Mapping[object, object], message: str
) -> None:
    parsed = parsed_from(value)
    assert [(d.severity, d.message, d.span) for d in parsed.diagnostics] == [
        (Severity.ERROR, message, SPAN)
    ]


def test_good_entries_survive_beside_bad_ones() -> None:
    parsed = parsed_from({"a": None, "b": "bee", "c": []})
    assert parsed.value.entries == {"b": "bee"}
    assert len(parsed.diagnostics) == 2


def test_signs_in_an_entry_are_taken_as_they_are() -> None:
    pattern = parsed_from({"C++": "see plus plus", ".NET": "dot net"}).value.pattern
    assert pattern is not None
    assert pattern.findall("C++ and .NET, not a.NETWORK") == ["C++", ".NET"]
