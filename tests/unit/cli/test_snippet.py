import pytest

from mdvid.cli.snippet import cells, in_ranges, snippet, visible
from mdvid.diagnostics import Diagnostic, Severity, Span


def shown(excerpt: str, column: int, length: int = 1, width: int = 60) -> list[str]:
    """Return the line and the caret under it, without their margin."""
    span = Span(path="deck.md", line=7, column=column, length=length, excerpt=excerpt)
    diagnostic = Diagnostic(severity=Severity.ERROR, message="x", span=span)
    return [line[8:] for line in list(snippet(diagnostic, width=width))[2:]]


def test_a_diagnostic_is_shown_with_its_place_and_what_to_do() -> None:
    diagnostic = Diagnostic(
        severity=Severity.ERROR,
        message="unknown directive `transiton`",
        span=Span("deck.md", 14, 6, 9, "<!-- transiton: fade -->"),
        hint="did you mean `transition`?",
    )
    assert list(snippet(diagnostic)) == [
        "error: unknown directive `transiton`",
        "  deck.md:14:6",
        "   14 | <!-- transiton: fade -->",
        "      |      ^^^^^^^^^",
        "hint: did you mean `transition`?",
    ]


def test_a_diagnostic_without_a_place_names_its_slide() -> None:
    diagnostic = Diagnostic(severity=Severity.WARNING, message="too much text", slide=3)
    assert list(snippet(diagnostic)) == ["warning: too much text (slide 3)"]
    assert list(snippet(diagnostic, also=[3, 4, 7])) == ["warning: too much text (slides 3-4, 7)"]


def test_the_caret_stands_under_the_text_after_tabs() -> None:
    assert shown("\ta\tb", 4) == ["    a   b", "        ^"]


def test_a_caret_under_a_tab_is_as_wide_as_the_tab() -> None:
    assert shown("a\tb", 2) == ["a   b", " ^^^"]


def test_the_caret_stands_under_the_text_after_wide_characters() -> None:
    assert shown("灯台 is x", 7) == ["灯台 is x", "        ^"]


def test_wide_characters_have_wide_carets() -> None:
    assert shown("a 灯台", 3, 2) == ["a 灯台", "  ^^^^"]


def test_combining_marks_take_no_room() -> None:
    assert shown("e\u0301 x", 4) == ["e\u0301 x", "  ^"]


def test_a_long_line_is_cut_around_the_place() -> None:
    line, caret = shown("a" * 500 + "X" + "b" * 500, 501)
    assert cells(line) <= 52
    assert line.startswith("…")
    assert line.endswith("…")
    assert line[caret.index("^")] == "X"


def test_a_long_line_with_its_place_at_the_beginning_is_cut_at_its_end() -> None:
    line, caret = shown("X" + "b" * 500, 1)
    assert line.startswith("Xb")
    assert line.endswith("…")
    assert caret == "^"


def test_a_line_of_megabytes_is_not_looked_at_whole() -> None:
    line, caret = shown("x" * 10_000_000, 9_999_999, length=10_000_000)
    assert cells(line) <= 60
    assert caret.strip("^ ") == ""
    assert len(caret) <= 60


def test_a_mark_that_is_longer_than_the_window_is_cut_with_it() -> None:
    line, caret = shown("y" * 300, 1, 300)
    assert cells(line) <= 60
    assert len(caret) <= 60


def test_a_place_after_the_end_of_the_line_has_a_caret_there() -> None:
    assert shown("abc", 4) == ["abc", "   ^"]


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00b", "a␀b"),
        ("a\nb", "a␊b"),
        ("\x7f", "␡"),
        ("\x9b", "<U+009B>"),
        ("a\u202eb", "a<U+202E>b"),
        ("\u2066", "<U+2066>"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(hidden: str, seen: str) -> None:
    assert visible(hidden) == seen


def test_a_hostile_message_cannot_colour_the_terminal() -> None:
    span = Span("de\x1bck.md", 1, 1, 1, "\x1b]0;title\x07")
    diagnostic = Diagnostic(severity=Severity.ERROR, message="\x1b[2J", span=span, hint="\x1b")
    assert "\x1b" not in "".join(snippet(diagnostic))


def test_colours_are_escape_sequences_around_the_same_text() -> None:
    span = Span("deck.md", 1, 1, 1, "abc")
    diagnostic = Diagnostic(severity=Severity.ERROR, message="no", span=span)
    colored = list(snippet(diagnostic, color=True))
    assert colored[0] == "\x1b[1;31merror:\x1b[0m \x1b[1mno\x1b[0m"


def test_numbers_are_listed_in_ranges() -> None:
    assert in_ranges([7, 1, 2, 3, 9, 9]) == "1-3, 7, 9"
