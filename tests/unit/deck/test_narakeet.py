"""Narakeet's scripts: what is seen, what is said, and what is neither."""

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import Deck, DeckOptions, Dialect
from mdvid.diagnostics import Severity, Warned
from mdvid.errors import DeckError

OPTIONS = DeckOptions(dialect=Dialect.NARAKEET)


def notes(deck: Warned[Deck]) -> list[list[str]]:
    return [[note.text for note in slide.notes] for slide in deck.value.slides]


def told(deck: Warned[Deck]) -> str:
    (note,) = (
        d for d in deck.diagnostics if d.severity is Severity.NOTE and "read as" in d.message
    )
    return note.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello (voice: Joanna) there.", ["Hello (voice: Joanna) there."]),
        ("Hello (voice-speed: 1.1) there.", ["Hello (rate: 1.1) there."]),
        ("(voice-speed: 90%)\nHello.", ["(rate: 90%)\nHello."]),
        ("(note: this is read)", ["(note: this is read)"]),
        ("(see:\nthis is read, too)", ["(see:\nthis is read, too)"]),
        ("(audio: a.mp3)\n\nHello.", ["(audio: a.mp3)", "Hello."]),
        ("Hi.\n\n(audio: a.mp3)\n\n> Hello.", ["Hi.\n\n(audio: a.mp3)"]),
        ("<speak>\n  <prosody rate='slow'>Hello</prosody>\n</speak>", ["Hello"]),
        ("A <break time='1s'/> b & 3 < 4.", ["A <break time='1s'/> b & 3 < 4."]),
        ("A <!-- not said --> b.", ["A  b."]),
        ("Look: ![](a.png) there.", ["Look:  there."]),
        ("# Said as well\n\n- one\n- two", ["# Said as well\n\n- one\n- two"]),
        ("(canvas: teal)", []),
        ("(callout:\n  cx: 3\n\n  cy: 4)", ["(callout:\n  cx: 3\n\n  cy: 4)"]),
        ("```\nseen\n```", []),
    ],
)
def test_what_is_said_in_a_scene(read: Read, text: str, said: list[str]) -> None:
    assert notes(read(f"~~~md\n# A\n~~~\n{text}\n", OPTIONS)) == [said]


def test_the_pace_of_the_deck_is_that_of_every_scene_that_speaks(read: Read) -> None:
    text = "---\nvoice-speed: slow\n---\none\n---\n(audio: a.mp3)\n\ntwo\n---\n~~~md\n# B\n~~~\n"
    assert notes(read(text)) == [
        ["(rate: 0.8)\none"],
        ["(rate: 0.8)\n(audio: a.mp3)", "two"],
        [],
    ]


def test_directions_over_several_lines_show_pictures_and_clips(read: Read) -> None:
    text = (
        "(image:\n  file: a.png\n  size: contain\n  position: left)\n\nHello.\n---\n"
        "(video:\n  file: b.mp4\n  sync: match)\n---\n(image: c.png)\n"
    )
    first, second, third = read(text, OPTIONS).value.slides
    (picture,) = first.pictures
    assert picture.background
    assert (picture.source, picture.background.size) == ("a.png", "contain")
    assert picture.background.position == "left"
    assert "b.mp4" in second.body
    assert [p.source for p in third.pictures] == ["c.png"]


def test_the_size_of_all_pictures_gives_way_to_that_of_one(read: Read) -> None:
    text = "---\nasset-resize: contain\n---\n![](a.png)\n---\n![cover](b.png)\n---\n![fit](c.png)\n"
    pictures = [slide.pictures[0].background for slide in read(text).value.slides]
    assert [b.size for b in pictures if b] == ["contain", "cover", "100% 100%"]


def test_words_that_are_no_keywords_are_what_a_picture_shows(read: Read) -> None:
    (slide,) = read("![top-left a lighthouse](a.png)\n", OPTIONS).value.slides
    assert slide.pictures[0].alt == "a lighthouse"
    assert slide.pictures[0].background
    assert slide.pictures[0].background.position == "top left"


def test_one_line_says_what_a_video_does_not_have(read: Read) -> None:
    deck = read(
        "---\nbackground: sound.wav 0.3\nsubtitles: {mode: overlay}\nvoice-volume: loud\n---\n"
        "(font-size: 20)\n(transition: none)\n(theme: mine.css)\n(theme: default)\n"
        "![zoom](a.png)\n![](b.png)\n\n> not this\n\nHello <emphasis>you</emphasis>.\n"
    )
    said = told(deck).partition("; ignored: ")
    assert said[0] == "read as narakeet: it has `background:` in the front matter"
    assert sorted(said[2].split(", ")) == [
        "SSML",
        "`(font-size: )`",
        "`(theme: )`",
        "`background:`",
        "`voice-volume:`",
        "captions of their own",
        "pictures that pan and zoom",
        "slide shows within a scene",
        "the look of `subtitles:`",
    ]


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("(voice-speed: fats)", "`fats` is no speed of a voice", "did you mean `fast`?"),
        ("(voice-speed: quick)", "`quick` is no speed of a voice", "write `slow`, `fast`"),
        ("(voice-sped: fast)", "there is no stage direction `voice-sped`", "`voice-speed`"),
        ("(tranistion: fade)", "there is no stage direction `tranistion`", "`transition`"),
        ("(duration: long)", "`long` is no length of a scene", "write `(duration: 4)`"),
    ],
)
def test_what_is_nearly_a_direction_is_an_error_at_its_line(
    read: Read, written: str, message: str, hint: str
) -> None:
    with pytest.raises(DeckError) as caught:
        read(f"Hello.\n\n{written}\n", OPTIONS)
    (error,) = caught.value.diagnostics
    assert message in error.message
    assert hint in (error.hint or "")
    assert error.span
    assert (error.span.line, error.span.excerpt) == (3, written)


def test_a_fence_that_is_never_closed_is_an_error(read: Read) -> None:
    with pytest.raises(DeckError, match="never closed"):
        read("Hello.\n\n```md\n# A\n", OPTIONS)


def test_directives_hold_and_are_not_said(read: Read) -> None:
    deck = read("<!-- _class: lead -->\n~~~md\n# A\n~~~\nHello.\n", OPTIONS)
    (slide,) = deck.value.slides
    assert slide.directives.classes == ("lead",)
    assert notes(deck) == [["Hello."]]


def test_signs_that_another_tool_has_as_well_are_no_second_dialect(read: Read) -> None:
    deck = read("(duration: 2)\n![left](a.png)\n---\n![right](b.png)\n----\nHello.\n")
    assert deck.value.dialect is Dialect.NARAKEET
    assert not [
        d for d in deck.diagnostics if d.severity is Severity.WARNING and "belong" in d.message
    ]
