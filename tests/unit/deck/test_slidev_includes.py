"""Slides that stand in other files: which ones, in what order, and where their places are."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import Deck, DeckOptions, Dialect, Included
from mdvid.diagnostics import Diagnostic, Severity, Warned
from mdvid.errors import DeckError, DeckTooLarge

FIVE = "# 1\n\n---\n\n# 2\n\n---\nlayout: center\n---\n\n# 3\n\n---\n\n# 4\n\n---\n\n# 5\n"


def including(read: Read, text: str, files: Mapping[str, str]) -> Warned[Deck]:
    found = {key: Included(path=key, text=content) for key, content in files.items()}
    return read(text, DeckOptions(dialect=Dialect.SLIDEV, includes=found))


def titles(read: Read, text: str, files: Mapping[str, str]) -> list[str]:
    return [slide.title for slide in including(read, text, files).value.slides]


def problems(read: Read, text: str, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    with pytest.raises(DeckError) as caught:
        including(read, text, files)
    return caught.value.diagnostics


RANGES = [
    ("", "12345"),
    ("#2", "2"),
    ("#2,4-5", "245"),
    ("#4-5,2", "245"),
    ("#3-", "345"),
    ("#1;3", "13"),
    ("#all", "12345"),
    ("#*", "12345"),
    ("# 2 , 3", "23"),
]


@pytest.mark.parametrize(("slides", "expected"), RANGES)
def test_slides_are_taken_by_their_numbers(read: Read, slides: str, expected: str) -> None:
    text = f"# A\n\n---\nsrc: './five.md{slides}'\n---\n\n---\n\n# Z\n"
    assert titles(read, text, {"five.md": FIVE}) == ["A", *expected, "Z"]


def test_files_include_files_seen_from_where_they_are(read: Read) -> None:
    files = {
        "pages/one.md": "---\nsrc: ./more/two.md\n---\n\n---\nsrc: ../three.md\n---\n",
        "pages/more/two.md": "---\nsrc: /pages/four.md\n---\n",
        "three.md": "# three\n",
        "pages/four.md": "# four\n",
    }
    text = "---\nsrc: pages/one.md\n---\n\n---\nsrc: '@/three.md'\n---\n"
    assert titles(read, text, files) == ["four", "three", "three"]


def test_a_file_may_be_included_twice(read: Read) -> None:
    text = "---\nsrc: ./a.md#1\n---\n\n---\nsrc: a.md#1\n---\n"
    assert titles(read, text, {"a.md": "# a\n\n---\n\n# b\n"}) == ["a", "a"]


def test_what_the_includer_says_counts_more(read: Read) -> None:
    files = {"a.md": "---\nlayout: end\nclass: own\n---\n# a\n\n---\n\n# b\n"}
    deck = including(read, "# A\n\n---\nsrc: a.md\nclass: mine\n---\n", files)
    assert [s.directives.classes for s in deck.value.slides] == [(), ("lead", "mine"), ("mine",)]


def test_hidden_slides_are_included_nowhere(read: Read) -> None:
    files = {"a.md": "# a\n\n---\nhide: true\n---\n\n# b\n"}
    text = "# A\n\n---\nsrc: a.md\n---\n\n---\nsrc: a.md\nhide: true\n---\n"
    assert titles(read, text, files) == ["A", "a"]


def test_places_are_those_in_the_included_file(read: Read) -> None:
    files = {
        "pages/a.md": "# a\n\n---\nlayout: image-left\nimage: ./b.png\n---\n\n# b\n\n![](c.png)\n"
        "![](/d.png)\n![](https://example.org/e.png)\n\n<!-- said -->\n"
    }
    deck = including(read, "# A\n\n---\nsrc: pages/a.md\n---\n\n---\n\n# Z\n\n![](f.png)\n", files)
    first, second, third, last = deck.value.slides
    places = [(s.span.path, s.span.line) for s in (first, second, third, last)]
    assert places == [("deck.md", 1), ("pages/a.md", 1), ("pages/a.md", 8), ("deck.md", 9)]
    assert [(n.span.path, n.span.line, n.span.column) for n in third.notes] == [
        ("pages/a.md", 14, 6)
    ]
    assert [(p.source, p.span.path, p.span.line) for p in (*third.pictures, *last.pictures)] == [
        ("pages/./b.png", "pages/a.md", 5),
        ("pages/c.png", "pages/a.md", 10),
        ("/d.png", "pages/a.md", 11),
        ("https://example.org/e.png", "pages/a.md", 12),
        ("f.png", "deck.md", 11),
    ]


def test_what_comes_up_in_an_included_file_is_told_there(read: Read) -> None:
    files = {"a.md": "---\nlayuot: end\n---\n# a\n\n<video src=b.mp4></video>\n"}
    deck = including(read, "# A\n\n---\nsrc: a.md\n---\n\n---\nclas: x\n---\n\n# B\n", files)
    warnings = [d for d in deck.diagnostics if d.severity is Severity.WARNING and d.span]
    assert {(d.span.path, d.span.line) for d in warnings if d.span} == {
        ("a.md", 6),
        ("deck.md", 8),
    }
    # What a file says at its top may be about all of it.
    assert not [d for d in warnings if "layuot" in d.message]


def test_pictures_in_the_documents_themselves_are_told_apart(read: Read) -> None:
    long = [f"data:image/png;base64,{letter * 3000}" for letter in "AB"]
    files = {"a.md": f"![]({long[0]})\n"}
    deck = including(read, f"![]({long[1]})\n\n---\nsrc: a.md\n---\n", files)
    assert [s.pictures[0].source for s in deck.value.slides] == [long[1], long[0]]


CIRCLES = [
    ({"a.md": "---\nsrc: ./a.md\n---\n"}, "a.md", "`deck.md` → `a.md` → `a.md`"),
    (
        {"a.md": "---\nsrc: b/b.md\n---\n", "b/b.md": "---\nsrc: ../a.md\n---\n"},
        "b/b.md",
        "`a.md` → ",
    ),
    ({"a.md": "---\nsrc: deck.md\n---\n"}, "a.md", "`deck.md` → `a.md` → `deck.md`"),
]


@pytest.mark.parametrize(("files", "where", "chain"), CIRCLES)
def test_a_file_that_includes_itself_is_an_error_with_the_way_there(
    read: Read, files: Mapping[str, str], where: str, chain: str
) -> None:
    (error,) = problems(read, "# A\n\n---\nsrc: a.md\n---\n", files)
    assert "includes itself" in error.message
    assert chain in error.message
    assert error.hint
    assert error.span
    assert (error.span.path, error.span.line) == (where, 2)


WRONG = [
    ("src: a.md#9", "`a.md` has no slide 9", "it has 2 slides"),
    ("src: a.md#1-9", "`a.md` has no slide 1-9", "it has 2 slides"),
    ("src: a.md#0", "`a.md` has no slide 0", "it has 2 slides"),
    ("src: a.md#2-1", "`a.md` has no slide 2-1", "it has 2 slides"),
    ("src: a.md#first", "`first` is no number of a slide", "write numbers and ranges"),
    ("src: a.md#1,,2", "`` is no number of a slide", "write numbers and ranges"),
    ("src:", "`src:` names no file", "src: ./pages/intro.md"),
    ("src: '#2'", "`src:` names no file", "src: ./pages/intro.md"),
]


@pytest.mark.parametrize(("front", "message", "hint"), WRONG)
def test_slides_that_are_not_there_are_an_error(
    read: Read, front: str, message: str, hint: str
) -> None:
    (error, *_) = problems(read, f"# A\n\n---\n{front}\n---\n", {"a.md": "# a\n\n---\n\n# b\n"})
    assert error.message == message
    assert error.hint
    assert error.hint.startswith(hint)
    assert error.span
    assert error.span.line == 4


def test_a_file_that_cannot_be_had_says_why_wherever_it_is_included(read: Read) -> None:
    gone = Included(path="a.md", problem="`a.md` does not exist", hint="did you mean `b.md`?")
    options = DeckOptions(dialect=Dialect.SLIDEV, includes={"a.md": gone})
    with pytest.raises(DeckError) as caught:
        read("# A\n\n---\nsrc: a.md\n---\n\n---\nsrc: a.md\n---\n", options)
    assert [(d.message, d.hint, d.span and d.span.line) for d in caught.value.diagnostics] == [
        (gone.problem, gone.hint, 4),
        (gone.problem, gone.hint, 8),
    ]


def test_files_that_include_each_other_too_deep_are_an_error(read: Read) -> None:
    files = {f"{n}.md": f"---\nsrc: {n + 1}.md\n---\n" for n in range(30)}
    (error,) = problems(read, "# A\n\n---\nsrc: 0.md\n---\n", files)
    assert "more than 10 deep" in error.message


def test_a_deck_that_multiplies_is_too_large(read: Read) -> None:
    ten = "\n\n".join("---\nsrc: {0}.md\n---" for _ in range(10))
    files = {f"{n}.md": ten.format(n + 1) for n in range(6)} | {"6.md": "# a\n"}
    with pytest.raises(DeckTooLarge) as caught:
        including(read, "# A\n\n---\nsrc: 0.md\n---\n", files)
    assert "more than 500 files" in str(caught.value)


def test_words_beside_an_include_are_not_shown_and_that_is_said(read: Read) -> None:
    deck = including(read, "# A\n\n---\nsrc: a.md\n---\n\n# Lost\n", {"a.md": "# a\n"})
    assert [slide.title for slide in deck.value.slides] == ["A", "a"]
    (note,) = [d.message for d in deck.diagnostics if d.severity is Severity.NOTE][:1]
    assert "text of slides with `src:`" in note


CODE = """\
import os

# region one
def a():
    # #region two
    return 1
    # #endregion two
# endregion
"""
SNIPPETS = [
    ("<<< @/code/a.py", "py", CODE.strip(), 1),
    ("<<< @/code/a.py py {1|3}", "py", CODE.strip(), 2),
    ("<<< @/code/a.py {monaco} {1|3|4}{lines:true}", "py", CODE.strip(), 3),
    ("<<< ./code/a.py#one", "py", "def a():\n    return 1", 1),
    ("<<< ./code/a.py#two {1}", "py", "return 1", 1),
    ("<<< code/ticks.md", "md", "````\ncode\n````", 1),
]


@pytest.mark.parametrize(("line", "language", "code", "steps"), SNIPPETS)
def test_code_comes_from_files_or_their_regions(
    read: Read, line: str, language: str, code: str, steps: int
) -> None:
    files = {"code/a.py": CODE, "code/ticks.md": "````\ncode\n````\n"}
    (slide,) = including(read, f"# A\n\n{line}\n", files).value.slides
    shown = unescape(re.sub(r"<[^>]*>", "", slide.body)).strip()
    assert shown.removeprefix("A\n") == code
    assert f'class="language-{language[:2]}' in slide.body
    assert len(slide.steps) == steps


def test_code_is_found_from_the_file_that_shows_it(read: Read) -> None:
    files = {"pages/b.md": "# B\n\n<<< ./c.py\n\n![](d.png)\n", "pages/c.py": "1\n2\n3\n"}
    deck = including(read, "# A\n\n---\nsrc: pages/b.md\n---\n", files)
    second = deck.value.slides[1]
    assert second.text == "B\n1\n2\n3"
    assert [(p.span.path, p.span.line) for p in second.pictures] == [("pages/b.md", 5)]


def test_code_comes_with_its_click(read: Read) -> None:
    text = "<v-clicks>\n\n<<< a.py\n\n</v-clicks>\n"
    (slide,) = including(read, text, {"a.py": "1\n"}).value.slides
    assert 'data-step="2"' in slide.body


def test_a_region_that_is_not_there_is_an_error(read: Read) -> None:
    (error,) = problems(read, "# A\n\n<<< a.py#oen\n", {"a.py": CODE})
    assert (error.message, error.hint) == ("`a.py` has no region `oen`", "did you mean `one`?")
    assert error.span
    assert (error.span.line, error.span.excerpt) == (3, "<<< a.py#oen")


def test_code_that_multiplies_is_too_large(read: Read) -> None:
    with pytest.raises(DeckTooLarge):
        including(read, "# A\n\n" + "<<< a.py\n" * 501, {"a.py": "1\n"})
