"""Slidev's slides are never miscounted."""

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import DeckOptions, Dialect

SLIDEV = DeckOptions(dialect=Dialect.SLIDEV)

COUNTS = {
    "a ruler between blank lines": ("# A\n\n---\n\n# B\n", ["A", "B"]),
    "a ruler right below text": ("a\n---\n\n# B\n", ["a", "B"]),
    "a ruler right above a heading": ("# A\n\n---\n# B\n\n---\n# C\n", ["A", "B", "C"]),
    "spaces behind a ruler": ("# A\n\n---  \t\n\n# B\n", ["A", "B"]),
    "more dashes": ("# A\n\n----\n\n# B\n\n----------\n\n# C\n", ["A", "B", "C"]),
    "front matter below more dashes is text": ("# A\n\n----\nlayout: end\n", ["A", "layout: end"]),
    "too few dashes": ("# A\n\n--\n\nb\n", ["A -- b"]),
    "an indented ruler": ("# A\n\n   ---\n\nb\n", ["A b"]),
    "stars and underscores": ("# A\n\n***\n\nb\n\n___\n\nc\n", ["A b c"]),
    "windows": ("# A\r\n\r\n---\r\nlayout: end\r\n---\r\n\r\n# B\r\n", ["A", "B"]),
    "front matter": ("# A\n\n---\nlayout: center\n---\n\n# B\n", ["A", "B"]),
    "front matter right above a heading": ("# A\n---\nlayout: end\n---\n# B\n", ["A", "B"]),
    "front matter with spaces behind it": ("# A\n\n--- \nlayout: end\n---\t\n\n# B\n", ["A", "B"]),
    "empty front matter": ("# A\n\n---\n---\n\n# B\n", ["A", "B"]),
    "nested maps": ("# A\n\n---\na:\n  b:\n    c: 1\nd:\n- 1\n- 2\n---\n\n# B\n", ["A", "B"]),
    "maps in braces": ("# A\n\n---\na: {\n  b: 1\n}\nc: [1,\n 2\n]\n---\n# B\n", ["A", "B"]),
    "comments in it": ("# A\n\n---\n# why\nlayout: end # so\n# end\n---\n# B\n", ["A", "B"]),
    "blank lines in it": ("# A\n\n---\nlayout: end\n\nclass: x\n---\n\n# B\n", ["A", "B"]),
    "text over lines in it": ("# A\n\n---\ntitle: |\n  a\n\n  # b\n---\n# B\n", ["A", "B"]),
    "quoted keys": ("# A\n\n---\n\"layout\": end\n'class': x\n---\n# B\n", ["A", "B"]),
    "quotes with rulers": ("# A\n\n---\ntitle: '---'\n---\n# B\n", ["A", "B"]),
    "front matter of every slide": (
        "# A\n\n---\nlayout: end\n---\n\n# B\n\n---\nlayout: end\n---\n\n# C\n",
        ["A", "B", "C"],
    ),
    "a slide without anything else": (
        "# A\n\n---\nlayout: image\nimage: a.png\n---\n\n---\n\n# C\n",
        ["A", "", "C"],
    ),
    "front matter and front matter": (
        "# A\n\n---\nlayout: image\nimage: a.png\n---\n---\nlayout: end\n---\n# C\n",
        ["A", "", "C"],
    ),
    "an empty slide": ("# A\n\n---\n\n---\n\n# C\n", ["A", "", "C"]),
    "a ruler at the end": ("# A\n\n---\n\n# B\n\n---\n", ["A", "B"]),
    "text like a key": ("# A\n\n---\n\nkey: value\n\n---\n\n# C\n", ["A", "key: value", "C"]),
    "text like keys, and then not": ("# A\n\n---\nfirst: a\nand so on\n---\n\n# C\n", 3),
    "a sentence with a colon": ("# A\n\n---\nThree things: a, b\n\n---\n\n# C\n", 3),
    "an address": ("# A\n\n---\nhttps://example.org\n\n---\n\n# C\n", 3),
    "a list": ("# A\n\n---\n- one: 1\n- two: 2\n\n---\n\n# C\n", 3),
    "a table": ("# A\n\n---\n| a: b | c |\n| --- | --- |\n| d | e |\n\n---\n\n# C\n", 3),
    "a ruler in a fence": ("# A\n\n```\n---\nlayout: end\n---\n```\n\n---\n\n# B\n", 2),
    "a ruler in a fence of tildes": ("# A\n\n~~~\n\n---\n\n~~~\n\n---\n\n# B\n", 2),
    "a fence in a longer fence": ("# A\n\n````md\n```\n---\n```\n---\n````\n\n---\n\n# B\n", 2),
    "a fence right below a ruler": ("# A\n\n---\n```yml\nkey: 1\n---\n```\n\n---\n\n# B\n", 3),
    "a fence that is indented": ("# A\n\n- a\n\n  ```\n  ---\n  ```\n\n---\n\n# B\n", 2),
    "a ruler in a comment": ("# A\n\n<!--\n\n---\n\nlayout: end\n---\n-->\n\n---\n\n# B\n", 2),
    "a ruler in a note": ("# A\n\n<!-- a\n---\nb -->\n---\n\n# B\n", 2),
    "a comment right above a ruler": ("# A\n\n<!-- a -->\n---\n\n# B\n", 2),
    "a block of front matter": ("# A\n\n---\n\n```yaml\nlayout: end\n```\n\n# B\n", ["A", "B"]),
    "a block with a ruler in it": ("# A\n\n---\n\n```yaml\na: |\n  ---\n```\n\n# B\n", ["A", "B"]),
    "a block further down": ("# A\n\n---\n\n# B\n\n```yaml\nlayout: end\n```\n", 2),
    "hidden slides": ("# A\n\n---\nhide: true\n---\n\nb\n\n---\ndisabled: true\n---\n\nc\n", ["A"]),
    "a hidden first slide": ("---\nhide: true\n---\n\n# A\n\n---\n\n# B\n", ["B"]),
    "not hidden": ("# A\n\n---\nhide: false\n---\n\n# B\n", ["A", "B"]),
    "front matter at the top": ("---\ntheme: seriph\n---\n\n# A\n\n---\n\n# B\n", ["A", "B"]),
    "headmatter right above front matter": (
        "---\ntheme: seriph\n---\n# A\n---\nlayout: end\n---\n# B\n",
        ["A", "B"],
    ),
    "a ruler in a style sheet's comment": ("# A\n\n<style>\n/* - */\n</style>\n\n---\n\n# B\n", 2),
    "the word for a slot": ("# A\n\n::right::\n\n---\n\n# B\n", 2),
    "nothing but front matter at the end": ("# A\n\n---\nlayout: end\n---\n", ["A"]),
}


@pytest.mark.parametrize("name", COUNTS)
def test_slides_are_counted_as_slidev_does(read: Read, name: str) -> None:
    text, expected = COUNTS[name]
    slides = read(text, SLIDEV).value.slides
    if isinstance(expected, int):
        assert len(slides) == expected
    else:
        assert [" ".join(slide.text.split("\n")).strip() for slide in slides] == expected


def test_a_heading_within_front_matter_is_warned_about(read: Read) -> None:
    deck = read("# A\n\n---\nlayout: end\n\n# Forgotten\n\n---\n\n# C\n", SLIDEV)
    assert [slide.title for slide in deck.value.slides] == ["A", "C"]
    (warning,) = [d for d in deck.diagnostics if "within the front matter" in d.message]
    assert warning.span
    assert (warning.span.line, warning.span.excerpt) == (6, "# Forgotten")
