"""A text is spelled as a model's vocabulary can, and every word knows its letters."""

from __future__ import annotations

import pytest

from mdvid.backends.align.letters import spell

UPPER = {token: n for n, token in enumerate(["<pad>", "|", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ'"])}
LOWER = {token: n for n, token in enumerate(["<pad>", "|", *"abcdefghijklmnopqrstuvwxyzäöüß'-"])}
CHINESE = {token: n for n, token in enumerate(["<pad>", *"今天很好"])}


def spelled(text: str, vocabulary: dict[str, int]) -> tuple[str, list[str]]:
    """The letters, and the part of the text that each word with a time is."""
    names = {number: token for token, number in vocabulary.items()}
    found = spell(text, vocabulary)
    for word in found.words:
        assert word.first < word.end <= len(found.tokens)
    return (
        "".join(names[token] for token in found.tokens),
        [text[word.offset : word.offset + word.length] for word in found.words],
    )


@pytest.mark.parametrize(
    ("text", "vocabulary", "letters", "words"),
    [
        ("Hello, big world.", UPPER, "HELLO|BIG|WORLD", ["Hello", "big", "world"]),
        ("Hello World", LOWER, "hello|world", ["Hello", "World"]),
        ("Don’t stop", UPPER, "DON'T|STOP", ["Don’t", "stop"]),
        ("naïve café", UPPER, "NAIVE|CAFE", ["naïve", "café"]),
        ("schöne Straße", LOWER, "schöne|straße", ["schöne", "Straße"]),
        ("schöne Straße", UPPER, "SCHONE|STRASSE", ["schöne", "Straße"]),
        ("well-known", LOWER, "well-known", ["well-known"]),
        ("well-known", UPPER, "WELLKNOWN", ["well-known"]),
        ("a — b", UPPER, "A|B", ["a", "b"]),
        ("a жук b", UPPER, "A|B", ["a", "b"]),
        ("今天很好。", CHINESE, "今天很好", ["今", "天", "很", "好"]),
        ("今天 很好", CHINESE, "今天很好", ["今", "天", "很", "好"]),
        ("a|b <pad>", UPPER, "AB|PAD", ["a|b", "pad"]),
        ("", UPPER, "", []),
    ],
)
def test_a_text_is_spelled(
    text: str, vocabulary: dict[str, int], letters: str, words: list[str]
) -> None:
    assert spelled(text, vocabulary) == (letters, words)


def test_letters_are_counted_whether_the_model_knows_them_or_not() -> None:
    assert spell("жук …", UPPER).letters == 3
    assert not spell("жук …", UPPER).tokens
    assert spell("… 7!", UPPER).letters == 0


def test_only_written_gaps_are_delimiters() -> None:
    mixed = {token: n for n, token in enumerate(["<pad>", "|", *"今天A"])}
    assert spelled("今a 天", mixed)[0] == "今A|天"
