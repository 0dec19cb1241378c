"""What Slidev's slides become, and what is said of what a video does not have."""

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import Deck, DeckOptions, Dialect, Slide
from mdvid.diagnostics import Severity, Warned

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


def test_front_matter_names_a_slide_without_a_heading(read: Read) -> None:
    deck = read(
        "---\ntitle: Deck\n---\na\n\n---\ntitle: B\n---\nb\n\n---\ntitle: no\n---\n# C\n", SLIDEV
    )
    assert deck.value.title == "Deck"
    assert [slide.title for slide in deck.value.slides] == ["", "B", "C"]


PICTURES = [
    ("layout: image\nimage: /a.png", "/a.png", ("", "cover", "")),
    ("layout: image-left\nimage: a b (1).png", "a b (1).png", ("left", "cover", "")),
    (
        "layout: image-right\nimage: ./a.png\nbackgroundSize: contain",
        "./a.png",
        ("right", "contain", ""),
    ),
    ("layout: image-right\nimage: a.png\nbackgroundSize: 20%", "a.png", ("right", "20%", "")),
    ("layout: intro-image\nimage: a.png", "a.png", ("", "cover", "brightness(0.6)")),
    ("layout: intro-image-left\nimage: a.png", "a.png", ("left", "cover", "")),
    ("background: https://example.org/a.png", "https://example.org/a.png", ("", "cover", "")),
    ("layout: cover\nbackground: a.png", "a.png", ("", "cover", "brightness(0.6)")),
]


def test_text_on_a_background_is_white(read: Read) -> None:
    for value in ('"linear-gradient(#123, #456)"', "a.png"):
        assert only(read, f"---\nbackground: {value}\n---\n# A\n").directives.color == "white"
    assert only(read, "---\nbackground: '#123456'\n---\n# A\n").directives.color == ""


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
        "---\nlayout: two-cols\n---\nleft\n\n<template v-slot:right>\nright\n</template>\n",
        "---\nlayout: two-cols\n---\n\n::left::\nleft\n\n::right::\nright\n",
        "---\nlayout: two-cols\n---\n<template #right>\nright\n</template>\n\nleft\n",
    ]
    first, *others = (only(read, text) for text in texts)
    assert all(other.body == first.body for other in others)
    assert first.text.split() == ["left", "right"]


def test_slots_that_no_layout_of_ours_has_follow_each_other(read: Read) -> None:
    deck = read("# A\n\n---\nlayout: default\n---\nb\n\n::right::\n\nc\n", SLIDEV)
    assert deck.value.slides[1].text.split() == ["b", "c"]
    assert "slots" in said(deck, Severity.NOTE)[0]


def test_words_have_attributes_where_the_deck_says_so(read: Read) -> None:
    text = "# A [b]{.red} `[c]{.d}` ![e](f.png)\n"
    plain, attributed = (only(read, f"---\nmdc: {on}\n---\n{text}") for on in ("false", "true"))
    assert plain.title == "A [b]{.red} [c]{.d}"
    assert attributed.title == "A b [c]{.d}"
    assert '<span class="red">b</span>' in attributed.body


def test_components_of_mdc_leave_what_they_show(read: Read) -> None:
    text = (
        "# A {.red #x}\n\n:icon{name=a} b :box[c]{.d} `:e{f}` 10:30 {g}\n\n"
        "::card{title='h'}\ni\n::\n\n```\n::j\n```\n"
    )
    deck = read(f"---\nmdc: true\n---\n{text}", SLIDEV)
    assert deck.value.slides[0].text.split() == ["A", "b", "c", ":e{f}", "10:30", "{g}", "i", "::j"]
    assert "components (3)" in said(deck, Severity.NOTE)[0]
    assert not said(deck, Severity.WARNING)
    assert "{.red #x}" in only(read, text).text


def test_code_that_is_compared_is_shown_as_it_was_and_as_it_is(read: Read) -> None:
    slide = only(read, "# A\n\n```js {monaco-diff}\nb\n~~~\nc\n```\n\nd\n")
    assert slide.text.split() == ["A", "b", "c", "d"]


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
