"""What Slidev's slides become, and what is said of what a video does not have."""

import re

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import Deck, DeckOptions, Dialect, Slide
from mdvid.diagnostics import Severity, Warned
from mdvid.errors import DeckError

SLIDEV = DeckOptions(dialect=Dialect.SLIDEV)
TWO = "# A\n\n---\n\n# B\n"

RECOGNISED = [
    "---\ndrawings:\n  persist: false\n---\n" + TWO,
    "---\ntheme: seriph\nclass: text-center\nbackground: /a.png\n---\n" + TWO,
    "---\ntheme: '@slidev/theme-default'\n---\n" + TWO,
    "---\nmdc: true\ntransition: fade\nclass: x\n---\n" + TWO,
    "# A\n\n---\nlayout: center\n---\n\n# B\n",
    "# A\n\n---\n# two keys\nclass: x\nlayout: two-cols\n---\n\n# B\n",
    "# A\n\n---\nsrc: ./b.md\n---\n",
    "# A\n\n---\n\n<v-clicks>\n\n- b\n\n</v-clicks>\n",
    "# A\n\n---\n\n<div class='x' v-click>b</div>\n",
    "# A\n\n---\n\na\n\n::right::\n\nb\n",
    "# A\n\n---\n\n<<< @/snippets/a.ts\n",
    "# A\n\n---\n\n```ts {monaco}\na\n```\n",
    "# A\n\n---\n\n<Toc />\n",
]
OTHERS = [
    ("---\nclass: lead\nlineNumbers: true\n---\n" + TWO, Dialect.MARP),
    ("---\nmarp: true\ndrawings: x\n---\n" + TWO, Dialect.MARP),
    ("---\nlayout: post\n---\n# A\n\nb\n", Dialect.ARTICLE),
    ("# A\n\n---\nlayout: false\n\n# B\n", Dialect.REMARK),
    ("# A\n\n---\n\nYou write `<v-click>` and `<Toc />` there.\n", Dialect.MARP),
    ("# A\n\n---\n\n```md\n<v-click>\n::right::\n```\n", Dialect.MARP),
]


@pytest.mark.parametrize("text", RECOGNISED)
def test_a_deck_of_slidev_is_recognised(read: Read, text: str) -> None:
    deck = read(text)
    assert deck.value.dialect is Dialect.SLIDEV
    assert not said(deck, Severity.WARNING)


@pytest.mark.parametrize(("text", "dialect"), OTHERS)
def test_a_deck_of_another_tool_is_not_taken_for_slidevs(
    read: Read, text: str, dialect: Dialect
) -> None:
    assert read(text).value.dialect is dialect


def said(deck: Warned[Deck], severity: Severity) -> list[str]:
    return [d.message for d in deck.diagnostics if d.severity is severity]


def only(read: Read, text: str) -> Slide:
    (slide,) = read(text, SLIDEV).value.slides
    return slide


def steps(slide: Slide) -> list[tuple[str, str]]:
    """Return when something on a slide comes, and the words from there to the next such thing."""
    parts = re.split(r'<[^<>]*data-step="(\d+)"[^<>]*>', slide.body)[1:]
    texts = [" ".join(re.sub(r"<[^<>]*>", " ", part).split()) for part in parts[1::2]]
    return list(zip(parts[::2], texts, strict=True))


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


NOTES = {
    "the last comment": ("# A\n\n<!-- no -->\n\nb\n\n<!-- yes -->\n", "yes"),
    "over lines": ("# A\n\n<!--\n\nyes\n\n- and [click] yes\n-->\n\n", "yes\n\n- and [click] yes"),
    "behind text": ("# A\n\nb <!-- yes -->\n", "yes"),
    "behind text, over lines": ("# A\n\nb <!-- yes\nyes -->\n", "yes\nyes"),
    "further in": ("# A\n\n  <!-- yes\n  yes -->\n", "yes\n  yes"),
    "two in a line": ("# A\n\n<!-- no --> <!-- yes -->\n", "yes"),
    "with HTML in it": ("# A\n\n<!-- a <b>b</b> -->\n", "a <b>b</b>"),
    "none at the end": ("# A\n\n<!-- no -->\n\nb\n", ""),
    "in code": ("# A\n\n```\n<!-- no -->\n```\n", ""),
    "a reminder": ("# A\n\n<!-- TODO: a picture -->\n", ""),
    "Slidev's own": (
        "# A\n\n<!--\nThe last comment block of each slide will be treated as slide notes.\n-->\n",
        "",
    ),
    "a directive of ours": ("# A\n\n<!-- _class: invert -->\n", ""),
}


@pytest.mark.parametrize("name", NOTES)
def test_the_last_comment_is_the_note(read: Read, name: str) -> None:
    text, expected = NOTES[name]
    notes = [note.text for note in only(read, text).notes]
    assert "\n".join(notes) == expected


def test_all_comments_are_spoken_if_somebody_wants_it(read: Read) -> None:
    options = DeckOptions(dialect=Dialect.SLIDEV, all_notes=True)
    (slide,) = read("# A\n\n<!-- one -->\n\nb\n\n<!-- two -->\n", options).value.slides
    assert [note.text for note in slide.notes] == ["one", "two"]


LAYOUTS = [
    ("layout: cover", ("title",)),
    ("layout: intro", ("title",)),
    ("layout: center\nclass: text-center", ("center",)),
    ("layout: section\nclass: invert text-3xl", ("section", "invert", "text-3xl")),
    ("layout: quote\nclass: [a, b]", ("quote", "a", "b")),
    ("layout: fact", ("statement",)),
    ("layout: statement", ("statement",)),
    ("layout: end", ("lead",)),
    ("layout: none", ()),
    ("layout: full", ()),
    ("layout:", ()),
]


@pytest.mark.parametrize(("front", "classes"), LAYOUTS)
def test_a_layout_is_a_class_of_our_themes(
    read: Read, front: str, classes: tuple[str, ...]
) -> None:
    deck = read(f"# A\n\n---\n{front}\n---\n\n# B\n\n---\n\n# C\n", SLIDEV)
    assert [s.directives.classes for s in deck.value.slides] == [(), classes, ()]
    assert not said(deck, Severity.WARNING)


def test_what_the_top_says_of_the_first_slide_holds_for_no_other(read: Read) -> None:
    deck = read("---\nclass: x\nlayout: center\n---\n\n# A\n\n---\n\n# B\n", SLIDEV)
    assert [s.directives.classes for s in deck.value.slides] == [("center", "x"), ()]


def test_defaults_hold_for_every_slide_that_does_not_say_otherwise(read: Read) -> None:
    deck = read(
        "---\ndefaults:\n  layout: center\n  class: x\n---\n# A\n\n---\nlayout: end\n---\n# B\n",
        SLIDEV,
    )
    assert [s.directives.classes for s in deck.value.slides] == [("center", "x"), ("lead", "x")]
    assert [s.span.line for s in deck.value.slides] == [6, 11]


def test_settings_of_ours_hold_for_the_slide_that_has_them(read: Read) -> None:
    deck = read("# A\n\n---\nhold: 3\ncolor: red\nlang: de\n---\n\n# B\n\n---\n\n# C\n", SLIDEV)
    _, second, third = deck.value.slides
    assert (second.hold, second.directives.color, second.directives.lang) == (3000, "red", "de")
    assert (third.hold, third.directives.color, third.directives.lang) == (None, "", "")


PICTURES = [
    ("layout: image\nimage: /a.png", "/a.png", ("", "cover", "")),
    ("layout: image-left\nimage: a b (1).png", "a b (1).png", ("left", "cover", "")),
    (
        "layout: image-right\nimage: ./a.png\nbackgroundSize: contain",
        "./a.png",
        ("right", "contain", ""),
    ),
    ("layout: image-right\nimage: a.png\nbackgroundSize: 20%", "a.png", ("right", "20%", "")),
    ("background: https://example.org/a.png", "https://example.org/a.png", ("", "cover", "")),
    ("layout: cover\nbackground: a.png", "a.png", ("", "cover", "brightness(0.6)")),
]


@pytest.mark.parametrize(("front", "source", "shape"), PICTURES)
def test_pictures_of_layouts_lie_behind_or_beside_the_text(
    read: Read, front: str, source: str, shape: tuple[str, str, str]
) -> None:
    (picture,) = read(f"# A\n\n---\n{front}\n---\n\n# B\n", SLIDEV).value.slides[1].pictures
    assert picture.source == source
    assert picture.background
    background = picture.background
    assert (background.side, background.size, background.filters) == shape
    assert "image" in picture.span.excerpt or "background" in picture.span.excerpt


def test_slots_stand_side_by_side_whatever_their_order(read: Read) -> None:
    texts = [
        "---\nlayout: two-cols\n---\nleft\n\n::right::\n\nright\n",
        "---\nlayout: two-cols\n---\n\n::right::\nright\n\n::default::\nleft\n",
    ]
    first, second = (only(read, text) for text in texts)
    assert first.body == second.body
    assert first.text.split() == ["left", "right"]


def test_slots_that_no_layout_of_ours_has_follow_each_other(read: Read) -> None:
    deck = read("# A\n\n---\nlayout: default\n---\nb\n\n::right::\n\nc\n", SLIDEV)
    assert deck.value.slides[1].text.split() == ["b", "c"]
    assert "slots" in said(deck, Severity.NOTE)[0]


def test_tags_over_several_lines_keep_the_places_of_what_follows(read: Read) -> None:
    text = (
        "# A\n\n<div\n  :class=\"{\n  a: b }\"\n  .prop='c'\n  v-click\n>a</div\n>\n\n"
        "<Box\n  v-click\n>b</Box\n>\n\n<v-click\n at='+1'\n>c</v-click\n> [d]{.e\n .f}\n\n"
        "![](g.png)\n"
    )
    slide = only(read, f"---\nmdc: true\n---\n{text}")
    assert slide.pictures[0].span.line == 3 + text.count("\n")
    assert [number for number, _ in steps(slide)] == ["2", "3", "4"]


def test_words_have_attributes_where_the_deck_says_so(read: Read) -> None:
    text = "# A [b]{.red} `[c]{.d}` ![e](f.png)\n"
    plain, attributed = (only(read, f"---\nmdc: {on}\n---\n{text}") for on in ("false", "true"))
    assert plain.title == "A [b]{.red} [c]{.d}"
    assert attributed.title == "A b [c]{.d}"
    assert '<span class="red">b</span>' in attributed.body


def test_a_style_sheet_is_about_its_slide(read: Read) -> None:
    slide = only(
        read, "# A\n\n<style lang='postcss'>\n* { color: red }\n\nh1 { top: 0 }\n</style>\n"
    )
    assert slide.styles == ("* { color: red }\n\nh1 { top: 0 }",)


def test_one_line_says_what_a_video_does_not_have(read: Read) -> None:
    deck = read(
        "# A\n\n---\nlayout: iframe\nurl: https://example.org\nzoom: 0.8\nclicks: 3\n"
        "transition: x\nrouteAlias: here\nfoo: 1\n---\n\n"
        "<Counter :count='3' /> <mdi-home /> {{ $x }}\n\n"
        "<script setup>\nconst a = 1 < 2\n\nconst b = a > 1\n</script>\n\n"
        "<b v-motion @click='x'>b</b>\n\n<<< @/a.ts {1}\n\n```ts {monaco} {1|2}\nc\nd\n```\n\n"
        "---\nlayout: my-own\n---\n\n---\nhide: true\n---\n# E\n",
        SLIDEV,
    )
    (note,) = said(deck, Severity.NOTE)[:1]
    assert note == (
        "read as slidev: as the settings say; ignored: components (2), `layout: iframe`, `url:`,"
        " `zoom:`, `clicks:`, `transition:`, `foo:`, expressions in `{{ }}`, scripts, `v-motion`,"
        " code from files (`<<<`), `monaco`, `layout: my-own`, hidden slides"
    )
    second = deck.value.slides[1]
    assert second.text.split() == ["b", "c", "d"]
    assert len(second.steps) == 2


SLIPS = [
    ("layuot: center", "unknown setting `layuot` of a slide", "did you mean `layout`?"),
    ("backgruond: red", "unknown setting `backgruond` of a slide", "did you mean `background`?"),
    ("layout: two-coll", "there is no layout `two-coll`", "did you mean `two-cols`?"),
]


@pytest.mark.parametrize(("front", "message", "hint"), SLIPS)
def test_a_slip_is_told_where_it_is(read: Read, front: str, message: str, hint: str) -> None:
    deck = read(f"# A\n\n---\nclass: x\n{front}\n---\n\n# B\n", SLIDEV)
    (found,) = [d for d in deck.diagnostics if d.severity is Severity.WARNING]
    assert (found.message, found.hint) == (message, hint)
    assert found.span
    assert (found.span.line, found.span.excerpt) == (5, front)


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


@pytest.mark.parametrize("text", ["<a b='" * 5000, "</v-clicks>" * 5000, "a `" * 999 + "x"])
def test_what_is_never_closed_is_read_all_the_same(read: Read, text: str) -> None:
    assert read(f"# A\n\n{text}\n", SLIDEV).value.slides


@pytest.mark.parametrize("text", ["<!--" * 5000, "<!--\n" * 5000])
def test_comments_that_are_never_closed_are_one_error(read: Read, text: str) -> None:
    with pytest.raises(DeckError, match="never closed"):
        read(f"# A\n\n{text}\n", SLIDEV)
