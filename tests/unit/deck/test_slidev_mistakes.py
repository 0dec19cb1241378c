"""What is wrong, or may be wrong, in a deck of Slidev is told where it is."""

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import DeckOptions, Dialect
from mdvid.diagnostics import Severity
from mdvid.errors import DeckError

SLIDEV = DeckOptions(dialect=Dialect.SLIDEV)

SLIPS = [
    ("layuot: center", "unknown setting `layuot` of a slide", "did you mean `layout`?"),
    ("backgruond: red", "unknown setting `backgruond` of a slide", "did you mean `background`?"),
    ("layout: two-coll", "there is no layout `two-coll`", "did you mean `two-cols`?"),
]


def test_a_slot_that_is_a_slip_is_told_where_it_is(read: Read) -> None:
    deck = read("# A\n\n---\nlayout: two-cols\n---\nb\n\n::rigth::\n\nc\n", SLIDEV)
    (found,) = [d for d in deck.diagnostics if d.severity is Severity.WARNING]
    assert (found.message, found.hint) == (
        "`two-cols` has no slot `rigth`",
        "did you mean `right`?",
    )
    assert found.span
    assert (found.span.line, found.span.excerpt) == (8, "::rigth::")
    assert deck.value.slides[1].text.split() == ["b", "c"]


@pytest.mark.parametrize(("front", "message", "hint"), SLIPS)
def test_a_slip_is_told_where_it_is(read: Read, front: str, message: str, hint: str) -> None:
    deck = read(f"# A\n\n---\nclass: x\n{front}\n---\n\n# B\n", SLIDEV)
    (found,) = [d for d in deck.diagnostics if d.severity is Severity.WARNING]
    assert (found.message, found.hint) == (message, hint)
    assert found.span
    assert (found.span.line, found.span.excerpt) == (5, front)
    slip = message.split("`")[1]
    assert front[found.span.column - 1 :][: found.span.length] == slip


def test_a_directive_that_may_be_a_slip_is_told_with_what_may_be_meant(read: Read) -> None:
    deck = read(
        "# A\n\n<p v-clik>b</p>\n<p v-foo>c</p>\n\n<v-clik>d</v-clik>\n\n```plantuml\ne\n```\n",
        SLIDEV,
    )
    note = next(d.message for d in deck.diagnostics if "read as" in d.message)
    assert note == (
        "read as slidev: as the settings say; ignored: `v-clik` (did you mean `v-click`?), `v-foo`,"
        " `<v-clik>` (did you mean `<v-click>`?), diagrams of PlantUML"
    )
    assert deck.value.slides[0].text.split() == ["A", "b", "c", "d", "e"]


def test_a_layout_of_another_theme_is_no_slip(read: Read) -> None:
    deck = read("# A\n\n---\nlayout: 3-images\n---\n\n# B\n", SLIDEV)
    assert not [d for d in deck.diagnostics if d.severity is Severity.WARNING]


WRONG = [
    ("layout: a: b", 4, "this is not YAML"),
    ("layout: end\nlayout: end", 5, "`layout` is there twice"),
    ("layout: end\nhold: soon", 5, "`soon` is no value for `_hold`"),
    ("color: [", 5, "this is not YAML"),
]


@pytest.mark.parametrize(("front", "line", "message"), WRONG)
def test_what_is_wrong_in_front_matter_is_an_error_there(
    read: Read, front: str, line: int, message: str
) -> None:
    with pytest.raises(DeckError) as caught:
        read(f"# A\n\n---\n{front}\n---\n\n# B\n", SLIDEV)
    (error,) = caught.value.diagnostics
    assert error.message.startswith(message)
    assert error.span
    assert error.span.line == line


def test_front_matter_that_is_never_closed_is_an_error(read: Read) -> None:
    with pytest.raises(DeckError) as caught:
        read("# A\n\n---\nlayout: end\n\n", SLIDEV)
    (error,) = caught.value.diagnostics
    assert "never closed" in error.message
    assert error.span
    assert error.span.line == 3


def test_signs_of_another_tool_are_warned_about(read: Read) -> None:
    deck = read("# A\n\n---\nlayout: end\n---\n\n<v-click>b</v-click>\n\n---\n\n[.column]\n\nc\n")
    (warning,) = [d for d in deck.diagnostics if d.severity is Severity.WARNING]
    assert "belong to deckset, but this deck is read as slidev" in warning.message
    assert warning.span
    assert warning.span.line == 11


UNCLOSED = ["<a b='" * 5000, "</v-clicks>" * 5000, "a `" * 999 + "x", "{" + ":a[" * 5_000]


@pytest.mark.parametrize("text", UNCLOSED)
def test_what_is_never_closed_is_read_all_the_same(read: Read, text: str) -> None:
    assert read(f"---\nmdc: true\n---\n# A\n\n{text}\n", SLIDEV).value.slides


@pytest.mark.parametrize("text", ["<!--" * 5000, "<!--\n" * 5000])
def test_comments_that_are_never_closed_are_one_error(read: Read, text: str) -> None:
    with pytest.raises(DeckError, match="never closed"):
        read(f"# A\n\n{text}\n", SLIDEV)
