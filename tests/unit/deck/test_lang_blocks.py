"""`:::lang es`: notes in other languages."""

from collections.abc import Callable, Collection

import pytest

from mdvid.deck.model import Deck, DeckOptions, Dialect, Narration, Note
from mdvid.deck.translations import block_languages, translated, with_own_blocks
from mdvid.diagnostics import Severity, Warned
from mdvid.errors import DeckError

Read = Callable[..., Warned[Deck]]

DECK = """# One

<!-- Hello. -->

:::lang es
Hola. [click] Dos.
:::

---

# Two
a paragraph
::: lang pt_BR
Oi.
:::
goes on
"""


def said(notes: tuple[Note, ...]) -> list[tuple[str, str]]:
    return [(note.lang, note.text) for note in notes]


def exactly(tag: str) -> Callable[[Collection[str]], str | None]:
    return lambda tags: tag if tag in tags else None


def test_a_block_is_neither_seen_nor_heard_in_the_language_of_the_deck(read: Read) -> None:
    one, two = read(DECK, marp=True).value.slides
    assert said(one.notes) == [("", "Hello.")]
    assert said(one.translations) == [("es", "Hola. [click] Dos.")]
    assert said(two.translations) == [("pt-BR", "Oi.")]
    assert ":::" not in one.body + two.body
    assert "goes on" in two.body
    assert (one.translations[0].span.line, one.translations[0].span.column) == (9, 1)


def test_a_deck_with_blocks_alone_has_no_note_of_silence(read: Read) -> None:
    assert not any("silent" in d.message for d in read("# A\n\n:::lang es\nHola.\n:::").diagnostics)


def test_the_blocks_are_what_a_translation_says(read: Read) -> None:
    deck = read(DECK, marp=True).value
    assert list(block_languages(deck)) == ["es", "pt-BR"]
    one, two = translated(deck, exactly("es"), "es-MX").slides
    assert said(one.notes) == [("es-MX", "Hola. [click] Dos.")]
    assert two.notes == ()
    assert one.body == deck.slides[0].body


def test_blocks_in_the_language_of_the_deck_join_its_notes_in_order(read: Read) -> None:
    text = "# A\n\n:::lang en\nFirst.\n:::\n\n<!-- Second. -->\n\n:::lang en\nThird.\n:::\n"
    deck = with_own_blocks(read(text, marp=True).value, exactly("en"))
    assert said(deck.slides[0].notes) == [("", "First."), ("", "Second."), ("", "Third.")]


def test_blocks_take_the_place_of_a_body_that_would_be_read_aloud(read: Read) -> None:
    text = "# A\n\nSome text.\n\n:::lang en\nFirst.\n:::\n\n---\n\n# B\n"
    options = DeckOptions(narration=Narration.BODY)
    deck = with_own_blocks(read(text, options, marp=True).value, exactly("en"))
    assert [[n.text for n in slide.notes] for slide in deck.slides] == [["First."], ["B"]]


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (":::lang\na\n:::", [(6, "this `:::lang` block does not say its language")]),
        (":::lang español\na\n:::", [(6, "`español` is no language tag")]),
        (":::lang es\na\n", [(6, "this `:::lang` block is never closed")]),
        (
            ":::lang es\na\n\n---\n\n# B\n\n:::lang es\nb\n:::",
            [(6, "this `:::lang` block is not closed before the next block begins")],
        ),
        (
            "::: notes\na\n:::lang es\nb\n:::",
            [(6, "these notes are not closed before the next block begins")],
        ),
    ],
)
def test_a_block_that_cannot_be_read_is_an_error(
    read: Read, text: str, errors: list[tuple[int, str]]
) -> None:
    with pytest.raises(DeckError) as caught:
        read(f"# A\n\n{text}\n", marp=True)
    found = [(d.span.line, d.message) for d in caught.value.diagnostics if d.span]
    assert found == errors
    assert all(d.hint for d in caught.value.diagnostics)


@pytest.mark.parametrize("word", ["lnag", "langs", "lan", "language"])
def test_a_block_that_is_nearly_one_is_warned_about(read: Read, word: str) -> None:
    found = read(f"# A\n\n:::{word} es\nHola.\n:::\n", marp=True).diagnostics
    warnings = [(d.span and d.span.line, d.hint) for d in found if d.severity is Severity.WARNING]
    assert warnings == [(6, "did you mean `:::lang es`?")]


REMARK = (
    "class: center\n\n# One\n\n???\n\nHello.\n\n:::lang es\nHola.\n:::\n\n---\nname: b\n\n# Two\n"
)
PANDOC = "# One\n\n. . .\n\n::: notes\nHello.\n:::\n\n::: lang es\nHola.\n:::\n\n# Two\n"
REVEAL = "# One\n\n:::lang es\nHola.\n:::\n\nNote: Hello.\n\n----\n\n# Two\n"
SLIDEV = (
    "# One\n\n<v-click>a</v-click>\n\n:::lang es\nHola.\n:::\n\n<!-- Hello. -->\n\n---\n\n# Two\n"
)
NARAKEET = (
    "```text\nOne\n```\n\nHello.\n\n:::lang es\nHola.\n:::\n\n---\n\n```text\nTwo\n```\n\nBye.\n"
)
DECKSET = "autoscale: true\n\n# One\n\n^ Hello.\n\n:::lang es\nHola.\n:::\n\n---\n\n# Two\n"


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (REMARK, Dialect.REMARK),
        (PANDOC, Dialect.PANDOC),
        (REVEAL, Dialect.REVEAL),
        (DECKSET, Dialect.DECKSET),
        (SLIDEV, Dialect.SLIDEV),
        (NARAKEET, Dialect.NARAKEET),
    ],
)
def test_blocks_mean_the_same_in_every_dialect(read: Read, text: str, dialect: Dialect) -> None:
    deck = read(text, DeckOptions(dialect=dialect)).value
    one, two = deck.slides
    assert said(one.translations) == [("es", "Hola.")]
    assert said(one.notes) == [("", "Hello.")]
    assert one.translations[0].span.line == text[: text.index("Hola")].count("\n") + 1
    assert "Hola" not in one.body
    assert two.title == "Two"
