from itertools import pairwise

import pytest

from mdvid.deck.frontmatter import MAX_CHARACTERS, read_front_matter
from mdvid.errors import DeckError


def value(line: str) -> object:
    """Return what a front matter of one line `key: ...` says."""
    settings = read_front_matter(f"---\n{line}\n---\n# A\n", path="x.md").value.settings
    (setting,) = settings.values()
    return setting.value


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a: true", True),
        ("a: False", False),
        ("a: ~", None),
        ("a:", None),
        ("a: no", "no"),
        ("a: on", "on"),
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: 007", "007"),
        ("a: 1.5", 1.5),
        ("a: .5", 0.5),
        ("a: 1e999", "1e999"),
        ("a: .nan", ".nan"),
        ("a: .inf", ".inf"),
        ("a: " + "9" * 30, "9" * 30),
        ("a: 10:30:00", "10:30:00"),
        ("a: 2026-11-21", "2026-11-21"),
        ("a: 0x10", "0x10"),
        ("a: 1_000", "1_000"),
        ('a: "12"', "12"),
        ("a: 'true'", "true"),
        ("a: [1, x, {b: 2}]", [1, "x", {"b": 2}]),
        ("<<: x", "x"),
        ("backgroundColor: #fff", "#fff"),
        ("color: #333; # dark", "#333"),
        ("paginate: true # yes", True),
        ("footer: ![w:36 h:36](a.png)", "![w:36 h:36](a.png)"),
        ("header: **bold** & more", "**bold** & more"),
        ("title: Part one: the sea", "Part one: the sea"),
        ("title: It's: here", "It's: here"),
        ("_footer: [x](y.html)", "[x](y.html)"),
        ("theme: @acme/theme", "@acme/theme"),
        (
            "backgroundImage: linear-gradient(to bottom, #67b8e3, #0288d1) # sky",
            "linear-gradient(to bottom, #67b8e3, #0288d1)",
        ),
        ("backgroundImage: url(a.png) # (sky)", "url(a.png)"),
        ("footer: Bug #5, and it's open # for now", "Bug #5, and it's open"),
        ("title: Part one # or two", "Part one"),
    ],
)
def test_values_are_typed_as_authors_mean_them(line: str, expected: object) -> None:
    assert value(line) == expected


def test_style_blocks_keep_their_lines() -> None:
    text = "---\nstyle: |\n  a { color: #fff }\n\n  b: c\nother: 1\n---\n"
    settings = read_front_matter(text, path="x.md").value.settings
    assert settings["style"].value == "a { color: #fff }\n\nb: c\n"
    assert settings["other"].value == 1


def test_keys_and_values_have_places() -> None:
    setting = read_front_matter("---\n\nkey:  value\n---\n", path="x.md").value.settings["key"]
    assert (setting.key_span.line, setting.key_span.column, setting.key_span.length) == (3, 1, 3)
    assert (setting.span.line, setting.span.column, setting.span.length) == (3, 7, 5)
    assert setting.span.excerpt == "key:  value"


@pytest.mark.parametrize(
    ("text", "body_line"),
    [
        ("# A\n", 1),
        ("", 1),
        ("---\na: 1\n---\n# A\n", 4),
        ("---\na: 1\n----------\n# A\n", 4),
        ("---\na: 1\n...\n# A\n", 4),
        ("---  \na: 1\n---  \n# A\n", 4),
        ("\n\n---\na: 1\n---\n# A\n", 6),
        ("---\n---\na: 1\n---\n# A\n", 5),
        ("---\n---\n# A\n", 3),
        ("---\n# A\n", 1),
        ("text\n\n---\na: 1\n---\n", 1),
        ("+++\na = 1\n+++\n", 1),
    ],
)
def test_the_markdown_begins_after_the_front_matter(text: str, body_line: int) -> None:
    assert read_front_matter(text, path="x.md").value.body_line == body_line


def test_only_comments_are_probably_a_slide() -> None:
    found = read_front_matter("---\n# A slide\n---\n# B\n", path="x.md").diagnostics
    assert "only comments" in found[0].message


@pytest.mark.parametrize(
    ("block", "message", "line"),
    [
        ("- a\n- b", "found a list", 2),
        ("just words", "found plain text", 2),
        ("a: 1\na: 2", "`a` is there twice", 3),
        ("a: {b: 1, b: 2}", "`b` is there twice", 2),
        ("a: &x 1", "anchor `&x`", 2),
        ("a: *x", "alias `*x`", 2),
        ("a: !!python/name:os.system x", "tag ", 2),
        ("a: !custom x", "tag `!custom`", 2),
        ("a: " + "[" * 30 + "]" * 30, "nested deeper", 2),
        ("a: " + "[" * 30_000, "nested deeper", 2),
        ("a: [1, 2", "not YAML", 2),
        ("a: b: c", "not YAML", 2),
        ("? [a]\n: b", "a key must be a word", 2),
        ("a: |\n" + "  x\n" * MAX_CHARACTERS, "at most 65,536", 1),
    ],
)
def test_what_is_not_of_the_safe_subset_is_refused_with_its_line(
    block: str, message: str, line: int
) -> None:
    with pytest.raises(DeckError) as caught:
        read_front_matter(f"---\n{block}\n---\n# A\n", path="x.md")
    first = caught.value.diagnostics[0]
    assert message in first.message
    assert first.span is not None
    assert first.span.line == line


def test_an_alias_bomb_is_refused_at_its_first_alias() -> None:
    lines = ["a: &a [x, x]"]
    lines += [f"{k}: &{k} [*{j}, *{j}]" for j, k in pairwise("abcdefgh")]
    with pytest.raises(DeckError) as caught:
        read_front_matter("---\n" + "\n".join(lines) + "\n---\n", path="x.md")
    assert len(caught.value.diagnostics) == 8 + 14


def test_front_matter_that_never_closes_is_an_error_in_its_first_line() -> None:
    with pytest.raises(DeckError, match="never closed") as caught:
        read_front_matter("---\ntitle: x\n\n# A\n", path="x.md")
    span = caught.value.diagnostics[0].span
    assert span is not None
    assert span.line == 1
