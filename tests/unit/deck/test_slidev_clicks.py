"""What comes with a click in Slidev comes with a step, and nothing else does."""

import re

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import DeckOptions, Dialect, Slide


def only(read: Read, text: str) -> Slide:
    (slide,) = read(text, DeckOptions(dialect=Dialect.SLIDEV)).value.slides
    return slide


def steps(slide: Slide) -> list[tuple[str, str]]:
    """Return when something on a slide comes, and the words from there to the next such thing."""
    parts = re.split(r'<[^<>]*data-step="(\d+)"[^<>]*>', slide.body)[1:]
    texts = [" ".join(re.sub(r"<[^<>]*>", " ", part).split()) for part in parts[1::2]]
    return list(zip(parts[::2], texts, strict=True))


LATER = "<p v-click>{}</p>\n"

CLICKS = {
    "what follows is seen at once": ("<div v-click>\n\na\n\n</div>\n\nb\n", [("2", "a b")], 2),
    "an attribute among others": ('<p class="x" v-click id="i">a</p>\n', [("2", "a")], 2),
    "one after the other": (
        "<p v-click>a</p>\n<p v-click>b</p>\n<p v-after>c</p>\n",
        [("2", "a"), ("3", "b"), ("3", "c")],
        3,
    ),
    "a number is a click": (
        '<p v-click="2">a</p>\n<p v-click>b</p>\n',
        [("3", "a"), ("2", "b")],
        3,
    ),
    "from the last one": (
        "<p v-click=\"'+2'\">a</p>\n<p v-click>b</p>\n",
        [("3", "a"), ("4", "b")],
        4,
    ),
    "at": ('<v-click at="3">a</v-click> b\n', [("4", "a b")], 4),
    "a bound at": ('<v-click :at="1">a</v-click>\n', [("2", "a")], 2),
    "from one click to another": ('<p v-click="[2, 4]">a</p>\n', [("3", "a")], 3),
    "within a line": ("a <v-click>b</v-click> <v-click>c</v-click>\n", [("2", "b"), ("3", "c")], 3),
    "an element within": ("<v-click><div>a</div></v-click>\n", [("2", "a")], 2),
    "over lines": ('<div\n  v-click\n  class="x"\n>\n\na\n\n</div>\n', [("2", "a")], 2),
    "every item": ("<v-clicks>\n\n- a\n- b\n\n</v-clicks>\n", [("2", "a"), ("3", "b")], 3),
    "no blank lines": ("<v-clicks>\n- a\n- b\n</v-clicks>\n", [("2", "a"), ("3", "b")], 3),
    "stars": ("<v-clicks>\n\n* a\n* b\n\n</v-clicks>\n\n* c\n", [("2", "a"), ("3", "b c")], 3),
    "numbers": ("<v-clicks>\n\n1. a\n2. b\n\n</v-clicks>\n", [("2", "a"), ("3", "b")], 3),
    "inner items come with theirs": (
        "<v-clicks>\n\n- a\n  - b\n  - c\n- d\n\n</v-clicks>\n",
        [("2", "a b c"), ("3", "d")],
        3,
    ),
    "depth": (
        '<v-clicks depth="2">\n\n- a\n  - b\n    - c\n- d\n\n</v-clicks>\n',
        [("2", "a"), ("3", "b c"), ("4", "d")],
        4,
    ),
    "every": (
        "<v-clicks :every='2'>\n\n- a\n- b\n- c\n\n</v-clicks>\n",
        [("2", "a"), ("2", "b"), ("3", "c")],
        3,
    ),
    "items from a click on": (
        '<v-clicks at="3">\n\n- a\n- b\n\n</v-clicks>\n\n<b v-click>c</b>\n',
        [("4", "a"), ("5", "b"), ("2", "c")],
        5,
    ),
    "items from the last click on": (
        "<p v-click>a</p>\n\n<v-clicks :at=\"'+0'\" every='2'>\n\n- b\n- c\n- d\n\n</v-clicks>\n",
        [("2", "a"), ("2", "b"), ("2", "c"), ("3", "d")],
        3,
    ),
    "every block": (
        "<v-clicks>\n\n## a\n\nb\nc\n\n> d\n\n</v-clicks>\n\ne\n",
        [("2", "a"), ("3", "b c"), ("4", "d e")],
        4,
    ),
    "items in HTML": (
        "<v-clicks>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</v-clicks>\n",
        [("2", "a"), ("3", "b")],
        3,
    ),
    "blocks in HTML": (
        "<v-clicks>\n\n<div>\n\na\n\nb\n\n</div>\n\nc\n\n</v-clicks>\n",
        [("2", "a b"), ("3", "c")],
        3,
    ),
    "twice": (
        "<v-clicks>\n\n- a\n\n</v-clicks>\n\nb\n\n<v-clicks>\n\n- c\n\n</v-clicks>\n",
        [("2", "a b"), ("3", "c")],
        3,
    ),
    "what hides takes its click": (
        "<p v-click-hide>a</p>\n<p v-click>b</p>\n",
        [("2", "a"), ("3", "b")],
        3,
    ),
    "what marks takes its click": (
        "a <b v-mark.red>b</b> <i v-click>c</i>\n",
        [("2", "b"), ("3", "c")],
        3,
    ),
    "a component": (
        "<Box v-click>\n\na\n\n</Box>\n\n<b v-click>b</b>\n",
        [("2", "a"), ("3", "b")],
        3,
    ),
    "a component at its click": ('<Box v-click="3">a</Box>\n', [("4", "a")], 4),
    "components in components": (
        "<Box>\n<Box v-click>\n\na\n\n</Box>\n</Box>\n\nb\n",
        [("2", "a b")],
        2,
    ),
    "a component that shows nothing takes its click": (
        '<arrow v-click x1="1" /><Toc v-click />\n\n<b v-click>b</b>\n',
        [("2", ""), ("3", ""), ("4", "b")],
        4,
    ),
    "in code nothing does": ("`<v-click>` a `<p v-click>`\n", [], 1),
    "with code that lights up": (
        "<p v-click>a</p>\n\n```ts {1|2}\nb\nc\n```\n",
        [("2", "a b c")],
        3,
    ),
    "one in the place of the other": (
        "<v-switch>\n<template #1>a</template>\n<template #3-5>b</template>\n</v-switch>\n\n"
        + LATER.format("c"),
        [("2", "a"), ("4", "b"), ("5", "c")],
        5,
    ),
    "the first at once": (
        "<v-switch><template #0>a</template><template v-slot:1>b</template></v-switch>\n",
        [("2", "b")],
        2,
    ),
    "a part of a component": (
        "<Box><template #head><p v-click>a</p></template></Box>\n",
        [("2", "a")],
        2,
    ),
    "code that changes and lights up": (
        "````md magic-move\n```js {1|2}\na\nb\n```\nno\n```js {*|1}\nc\n```\n````\n\n"
        + LATER.format("d"),
        [("3", "c"), ("5", "d")],
        5,
    ),
    "code that moves": (
        "````md magic-move\n```js\na\n```\n```js\nb\n```\n````\n\n<p v-click>c</p>\n",
        [("2", "b"), ("3", "c")],
        3,
    ),
}


@pytest.mark.parametrize("name", CLICKS)
def test_a_click_is_a_step(read: Read, name: str) -> None:
    text, expected, count = CLICKS[name]
    slide = only(read, text)
    assert steps(slide) == expected
    assert len(slide.steps) == count


def test_tags_over_several_lines_keep_the_places_of_what_follows(read: Read) -> None:
    text = (
        "# A\n\n<div\n  :class=\"{\n  a: b }\"\n  .prop='c'\n  v-click\n>a</div\n>\n\n"
        "<Box\n  v-click\n>b</Box\n>\n\n<v-click\n at='+1'\n>c</v-click\n> [d]{.e\n .f}\n\n"
        "![](g.png)\n"
    )
    slide = only(read, f"---\nmdc: true\n---\n{text}")
    assert slide.pictures[0].span.line == 3 + text.count("\n")
    assert [number for number, _ in steps(slide)] == ["2", "3", "4"]
