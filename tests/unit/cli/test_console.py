import io
import json
from dataclasses import replace

import pytest

from mdvid.cli.console import Console
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import ConfigError, DeckError, ProviderFailed


def console(**settings: bool) -> Console:
    return Console(out=io.StringIO(), err=io.StringIO(), **settings)


def printed(console: Console) -> list[str]:
    assert isinstance(console.out, io.StringIO)
    assert isinstance(console.err, io.StringIO)
    assert not console.out.getvalue(), "standard output carries only what was asked for"
    return console.err.getvalue().splitlines()


def diagnostic(
    severity: Severity, message: str, line: int = 0, slide: int | None = None
) -> Diagnostic:
    span = Span("deck.md", line) if line else None
    return Diagnostic(severity=severity, message=message, span=span, slide=slide)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def test_diagnostics_are_sorted_by_place_and_counted() -> None:
    one = console()
    one.show([diagnostic(ERROR, "c"), diagnostic(WARNING, "b", 9), diagnostic(ERROR, "a", 2)])
    assert printed(one) == [
        "error: a",
        "  deck.md:2:1",
        "warning: b",
        "  deck.md:9:1",
        "error: c",
        "2 errors, 1 warning",
    ]


def test_a_single_problem_is_not_counted() -> None:
    one = console()
    one.show([diagnostic(WARNING, "a")])
    assert printed(one) == ["warning: a"]


def test_the_same_warning_on_many_slides_is_said_once() -> None:
    one = console()
    one.show([diagnostic(WARNING, "unknown class `x`", 5 * n, slide=n) for n in (2, 3, 7)])
    assert printed(one)[:2] == ["warning: unknown class `x` (slides 2-3, 7)", "  deck.md:10:1"]


def test_errors_are_all_shown() -> None:
    one = console()
    one.show([diagnostic(ERROR, "no", 5 * n, slide=n) for n in (2, 3)])
    assert printed(one) == [
        "error: no",
        "  deck.md:10:1",
        "error: no",
        "  deck.md:15:1",
        "2 errors",
    ]


@pytest.mark.parametrize(
    ("settings", "shown"),
    [({}, ["e", "w"]), ({"quiet": True}, ["e"]), ({"verbose": True}, ["e", "w", "i"])],
)
def test_how_much_is_said_can_be_chosen(settings: dict[str, bool], shown: list[str]) -> None:
    one = console(**settings)
    one.show([diagnostic(ERROR, "e"), diagnostic(WARNING, "w"), diagnostic(INFO, "i")])
    assert [line.split()[-1] for line in printed(one) if ": " in line] == shown


def test_under_strict_warnings_are_shown_as_errors_even_when_quiet() -> None:
    one = console(quiet=True)
    one.show([diagnostic(WARNING, "w")], strict=True)
    assert printed(one) == ["error: w"]


def test_an_error_of_the_deck_is_shown_as_its_diagnostics() -> None:
    one = console()
    one.fail(DeckError((diagnostic(ERROR, "a", 1), diagnostic(WARNING, "b", 2))))
    assert printed(one) == [
        "error: a",
        "  deck.md:1:1",
        "warning: b",
        "  deck.md:2:1",
        "1 error, 1 warning",
    ]


def test_an_error_is_shown_with_its_hint_and_where_it_happened() -> None:
    one = console()
    one.fail(ConfigError("no such thing", hint="buy one"))
    one.fail(ProviderFailed("it broke"), "slides 1, 2")
    assert printed(one) == ["error: no such thing", "hint: buy one", "error: slides 1, 2: it broke"]


def test_notes_are_said_unless_quiet_and_details_only_when_verbose() -> None:
    loud, normal, quiet = console(verbose=True), console(), console(quiet=True)
    for one in (loud, normal, quiet):
        one.note("note")
        one.detail("detail")
    assert [printed(one) for one in (loud, normal, quiet)] == [["note", "detail"], ["note"], []]


def test_tables_are_aligned_by_what_a_terminal_shows() -> None:
    one = console(quiet=True)
    one.table(("name", "lang"), [("灯", "ja"), ("x\ny", ""), ("longer", "en")])
    assert isinstance(one.out, io.StringIO)
    assert one.out.getvalue().splitlines() == [
        "name    lang",
        "灯      ja",
        "x␊y",
        "longer  en",
    ]


def test_json_is_printed_as_it_is() -> None:
    one = console(quiet=True)
    one.json({"path": "é\n"})
    assert isinstance(one.out, io.StringIO)
    assert json.loads(one.out.getvalue()) == {"path": "é\n"}


def test_a_bug_is_shown_with_its_traceback_and_what_to_do() -> None:
    one = console(quiet=True)
    one.bug(RuntimeError("boom"))
    assert printed(one) == [
        "RuntimeError: boom",
        "error: this is a bug in mdvid: please report it with the text above",
    ]


@pytest.mark.parametrize(
    ("environment", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colours_follow_the_environment(environment: dict[str, str], colored: bool) -> None:
    assert Console.standard(environment).color is colored


def test_a_column_is_shortened_so_that_a_table_fits() -> None:
    one = replace(console(), width=40)
    rows = [("a", "long " * 20, "GPL"), ("b", "short", "MIT")]
    one.table(("name", "about", "licence"), rows, shortened="about")
    assert isinstance(one.out, io.StringIO)
    lines = one.out.getvalue().splitlines()
    assert max(map(len, lines)) == 40
    assert lines[1].startswith("a     long long")
    assert lines[1].endswith("…  GPL")
    assert lines[2].split() == ["b", "short", "MIT"]
