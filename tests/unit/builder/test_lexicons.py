"""The lexicon of a deck: words in its settings, in tables for a language, in a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mdvid.builder.casting import Casting
from mdvid.builder.lexicons import lexicon_of
from mdvid.builder.reads import files_of
from mdvid.diagnostics import Severity
from mdvid.errors import DeckError
from mdvid.project import Project, load_project
from mdvid.speech.model import Utterance
from mdvid.testing.fakes import FakeNarrator

NO_TABLE = (
    "`lexicon` must be a table from words to how they are said, or a file such as `words.yaml`"
)
UNSAID = "the entry `SQL` in `lexicon` does not say how it is spoken"
NOTES = "# A\n\n<!-- SQL. (voice: fake:fr) SQL. -->\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def project(settings: str, overrides: Mapping[str, object] | None = None) -> Project:
    deck = Path("deck.md")
    deck.write_text(f"---\nlang: en\n{settings}\n---\n{NOTES}")
    return load_project(deck, overrides)


def said(loaded: Project) -> list[str]:
    casting = Casting(loaded, lambda _: FakeNarrator())
    speech = casting.speech(loaded.deck)
    return [item.spoken for item in speech[1] if isinstance(item, Utterance)]


def told(loaded: Project) -> list[str]:
    return [
        f"{d.span.path}:{d.span.line}: {d.message}"
        for d in lexicon_of(loaded).diagnostics
        if d.span
    ]


@pytest.mark.parametrize(
    ("lexicon", "expected"),
    [
        ("{SQL: sequel}", ["sequel.", "sequel."]),
        ("{fr: {SQL: esse ku elle}}", ["S Q L.", "esse ku elle."]),
        ("{SQL: sequel, fr: {SQL: esse ku elle}}", ["sequel.", "esse ku elle."]),
        ("{fr: {SQL: esse ku elle}, SQL: sequel}", ["sequel.", "esse ku elle."]),
        ("{fr: eff are}", ["S Q L.", "S Q L."]),
    ],
)
def test_a_table_under_a_language_is_for_that_language_alone(
    lexicon: str, expected: list[str]
) -> None:
    assert said(project(f"lexicon: {lexicon}")) == expected


def test_a_file_of_words_lies_beside_the_deck() -> None:
    Path("words.yaml").write_text("SQL: sequel\nfr:\n  SQL: esse ku elle\n")
    loaded = project("lexicon: words.yaml")
    assert said(loaded) == ["sequel.", "esse ku elle."]
    assert lexicon_of(loaded).file == Path("words.yaml").resolve()


def test_a_file_of_words_is_watched_even_before_it_is_there() -> None:
    assert any(path.name == "words.yaml" for path in files_of(project("lexicon: words.yaml")))


def test_words_of_the_command_line_go_before_those_of_the_file() -> None:
    Path("words.yaml").write_text("SQL: sequel\nGIF: jif\n")
    loaded = project("lexicon: words.yaml", {"set": ["lexicon.SQL=squeal"]})
    assert lexicon_of(loaded).lexicon.entries == {"SQL": "squeal", "GIF": "jif"}


def test_the_words_of_a_configuration_file_may_be_in_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "team.yml").write_text("SQL: sequel\n")
    (tmp_path / "mdvid.toml").write_text('lexicon = "team.yml"\n')
    assert said(project("theme: plain")) == ["sequel.", "sequel."]


def test_whoever_builds_may_take_words_from_anywhere(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "words.yaml"
    elsewhere.write_text("SQL: sequel\n")
    assert said(project("theme: plain", {"set": [f"lexicon={elsewhere}"]})) == [
        "sequel.",
        "sequel.",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wrods.yaml", "deck.md:3: the lexicon `wrods.yaml` does not exist"),
        ("/etc/words.yaml", "deck.md:3: the lexicon `/etc/words.yaml` does not exist"),
        ("../words.yaml", "is outside the root folder"),
        ("link.yaml", "is outside the root folder"),
        ("folder.yaml", "deck.md:3: the lexicon `folder.yaml` is not a file"),
    ],
)
def test_a_file_that_cannot_be_had_is_an_error_where_it_is_named(
    name: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "words.yaml").write_text("a: b\n")
    (tmp_path.parent / "words.yaml").write_text("a: b\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path.parent / "words.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (found,) = told(project(f"lexicon: {name}"))
    assert message in found
    assert found.startswith("deck.md:3: ")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: b\nSQL: [x]\n", f"words.yaml:2: {UNSAID}"),
        (b"a: b\nSQL:\n", f"words.yaml:2: {UNSAID}"),
        (b"- a\n", "words.yaml:1: expected `key: value` lines, found a list"),
        (b"just text", "words.yaml:1: expected `key: value` lines, found plain text"),
        (
            b"a: b\nNew York: {a: b}\n",
            "words.yaml:2: `New York` in `lexicon` has a table, and is no language",
        ),
        (b"\xff\xfea", "deck.md:3: the lexicon `words.yaml` is not UTF-8"),
        (b"a: b\n" * 60_000, "deck.md:3: the lexicon `words.yaml` is larger than 256 KB"),
    ],
)
def test_what_is_wrong_in_a_file_of_words_is_told_with_its_line(
    content: bytes, expected: str
) -> None:
    Path("words.yaml").write_bytes(content)
    assert told(project("lexicon: words.yaml")) == [expected]


def test_a_file_that_is_no_yaml_is_an_error_with_its_line() -> None:
    Path("words.yaml").write_text("a: b\nSQL: [x\n")
    (found,) = told(project("lexicon: words.yaml"))
    assert found.startswith("words.yaml:")


def test_an_empty_file_of_words_is_an_empty_lexicon() -> None:
    Path("words.yaml").write_text("# nothing yet\n")
    assert lexicon_of(project("lexicon: words.yaml")).lexicon.pattern is None


def test_too_many_words_are_refused() -> None:
    Path("words.yaml").write_text("".join(f"w{n}: x\n" for n in range(5_001)))
    (problem,) = lexicon_of(project("lexicon: words.yaml")).diagnostics
    assert problem.message == "`lexicon` has 5,001 entries; it may have 5,000"


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        ("words.txt", f"{NO_TABLE}, not `words.txt`"),
        ("{Big: {SQL: sequel}}", "`lexicon` must say how `Big` is said as text, not a table"),
        ("{fr: {SQL: [a]}}", "`lexicon` must say how `SQL` is said as text, not a list"),
        ("[SQL]", f"{NO_TABLE}, not a list"),
    ],
)
def test_what_is_no_lexicon_is_an_error_at_its_line(lexicon: str, message: str) -> None:
    with pytest.raises(DeckError) as caught:
        project(f"lexicon: {lexicon}")
    (problem,) = (d for d in caught.value.diagnostics if d.severity is Severity.ERROR)
    assert problem.message == message
    assert problem.span
    assert problem.span.line == 3


def test_the_words_of_a_language_hold_in_its_regions_and_those_of_the_region_go_first() -> None:
    lexicon = lexicon_of(
        project("lexicon: {a: x, fr: {a: y, b: y}, fr-CA: {b: z}, frr: {a: no}}")
    ).lexicon
    assert lexicon.spoken_in("fr-CA").entries == {"a": "y", "b": "z"}
    assert lexicon.spoken_in("fr").entries == {"a": "y", "b": "y"}
    assert lexicon.spoken_in("en").entries == {"a": "x"}
