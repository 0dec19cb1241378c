"""The lexicon as it comes out of YAML."""

from __future__ import annotations

import pytest

from mdvid.diagnostics import Severity, Span
from mdvid.speech.lexicon import parse_lexicon

SPAN = Span("deck.md", 3, 10)


def test_a_mapping_of_text_to_text_is_a_lexicon() -> None:
    parsed = parse_lexicon({"SQL": "sequel", "New  York": " noo york "}, SPAN)
    assert parsed.value.entries == {"SQL": "sequel", "New York": "noo york"}
    assert parsed.diagnostics == ()


def test_none_is_an_empty_lexicon() -> None:
    assert parse_lexicon(None, None).value.pattern is None


def test_numbers_may_be_spoken_forms() -> None:
    assert parse_lexicon({"one": 1}, SPAN).value.entries == {"one": "1"}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("SQL", "`lexicon` must be a mapping of words"),
        (["a"], "`lexicon` must be a mapping of words"),
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
def test_what_is_no_lexicon_is_an_error_at_its_place(value: object, message: str) -> None:
    parsed = parse_lexicon(value, SPAN)
    assert [(d.severity, d.message, d.span) for d in parsed.diagnostics] == [
        (Severity.ERROR, message, SPAN)
    ]


def test_good_entries_survive_beside_bad_ones() -> None:
    parsed = parse_lexicon({"a": None, "b": "bee", "c": []}, SPAN)
    assert parsed.value.entries == {"b": "bee"}
    assert len(parsed.diagnostics) == 2


def test_signs_in_an_entry_are_taken_as_they_are() -> None:
    pattern = parse_lexicon({"C++": "see plus plus", ".NET": "dot net"}, None).value.pattern
    assert pattern is not None
    assert pattern.findall("C++ and .NET, not a.NETWORK") == ["C++", ".NET"]
