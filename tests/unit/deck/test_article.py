from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdvid.deck.article_pieces import pack
from mdvid.deck.model import Capacity, Deck, DeckOptions
from mdvid.diagnostics import Warned

Read = Callable[..., Warned[Deck]]
SENTENCE = "This is a sentence that says something about lighthouses. "


def words(deck: Deck) -> str:
    return " ".join(note.text for slide in deck.slides for note in slide.notes)


def test_a_long_paragraph_is_cut_at_sentences_into_even_slides(read: Read) -> None:
    deck = read("# Title\n\n## Part\n\n" + SENTENCE * 20).value
    slides = [slide for slide in deck.slides if slide.title == "Part"]
    assert len(slides) > 1
    assert [slide.continued for slide in slides] == [False] + [True] * (len(slides) - 1)
    lengths = [len(slide.text) for slide in slides]
    assert max(lengths) - min(lengths) <= 2 * len(SENTENCE)
    assert all(slide.text.endswith(".") for slide in slides)


@pytest.mark.parametrize(
    "words_before", ["e.g. This", "Dr. Who", "z. B. Das", "3.5 Times", "J. R. Smith"]
)
def test_abbreviations_do_not_end_a_sentence(read: Read, words_before: str) -> None:
    text = f"Here we have a longer sentence with {words_before} in the middle of all its words. "
    deck = read("# Title\n\n## Part\n\n" + text * 15).value
    assert all(note.text.endswith("words.") for s in deck.slides for note in s.notes[1:])


def test_markup_is_never_cut(read: Read) -> None:
    text = "A *long. Emphasis* and [a link. With text](x.md) stay. " * 20
    for slide in read("# T\n\n## P\n\n" + text).value.slides:
        assert slide.body.count("<em>") == slide.body.count("</em>") == slide.body.count("</a>")


def test_the_heading_is_said_once(read: Read) -> None:
    deck = read("# Title\n\n## Part\n\n" + SENTENCE * 20).value
    assert [n.text for s in deck.slides for n in s.notes].count("Part") == 1


def test_nothing_is_lost_and_nothing_is_said_twice(read: Read) -> None:
    numbered = " ".join(f"Sentence {n} is here, as it has to be." for n in range(60))
    deck = read(f"# Title\n\nIntro.\n\n## Part\n\n{numbered}\n\n- {numbered}\n- short\n").value
    said = words(deck)
    for n in range(60):
        assert said.count(f"Sentence {n} is") == 2


def test_a_smaller_page_gives_more_slides(read: Read) -> None:
    text = "# Title\n\n## Part\n\n" + SENTENCE * 20
    small = read(text, DeckOptions(capacity=Capacity(lines=4, columns=30))).value
    large = read(text, DeckOptions(capacity=Capacity(lines=20, columns=90))).value
    assert len(small.slides) > len(large.slides) == 2


def test_small_subsections_share_the_slide_of_their_section(read: Read) -> None:
    deck = read("# T\n\n## Use\n\n### One\n\na\n\n### Two\n\nb\n\n## Other\n\nc\n").value
    assert [slide.title for slide in deck.slides] == ["T", "Use", "Other"]
    assert "<h3>One</h3>" in deck.slides[1].body


@pytest.mark.parametrize(
    "date", ["2026-11-21", "2026-11-21 09:30:00 +0100", "2026-11-21T09:30Z", "'2026-11-21 9:30'"]
)
def test_the_slide_with_the_title_shows_who_and_on_which_day(read: Read, date: str) -> None:
    deck = read(f"---\ntitle: T\nauthor: [A, B]\ndate: {date}\n---\ntext\n").value
    assert deck.slides[0].directives.classes == ("title",)
    assert deck.slides[0].text == "T\nA, B · 2026-11-21"


def test_the_title_is_not_shown_twice_where_it_is_also_the_heading(read: Read) -> None:
    deck = read("---\ntitle: My Title\n---\n# My title\n\n## A\n\ntext\n").value
    assert [slide.title for slide in deck.slides] == ["My title", "A"]


def test_bold_leads_divide_where_headings_do_not(read: Read) -> None:
    text = "**1. One**\n- a point\n\n**Two:** text\n\n**bold** words in a text\n"
    deck = read(text).value
    assert [slide.title for slide in deck.slides] == ["1. One", "Two"]


def test_bold_leads_divide_nothing_where_there_are_headings(read: Read) -> None:
    deck = read("# T\n\n## A\n\n**Lead**\n\ntext\n\n## B\n\nx\n").value
    assert [slide.title for slide in deck.slides] == ["T", "A", "B"]


def test_lines_wrapped_by_hand_are_no_line_breaks(read: Read) -> None:
    assert "<br>" not in read("# T\n\none\ntwo\n\n" + SENTENCE * 5).value.slides[1].body


def test_comments_before_the_first_section_are_spoken_with_the_title(read: Read) -> None:
    deck = read("---\ntitle: T\n---\n<!-- Hello there. -->\n\n## A\n\nx\n").value
    assert [note.text for note in deck.slides[0].notes] == ["Hello there."]


CODE = "```\n" + "line\n" * 6 + "```\n\n"


def test_code_stays_with_the_text_that_introduces_it(read: Read) -> None:
    part = f"{SENTENCE * 3}\n\nThis is how:\n\n{CODE}"
    deck = read("# T\n\n## A\n\n" + part * 4, DeckOptions(capacity=Capacity(lines=14))).value
    assert sum("<pre" in slide.body for slide in deck.slides) > 1
    for slide in deck.slides:
        assert slide.body.count("This is how") == slide.body.count("<pre")


def test_the_end_of_a_long_text_goes_with_the_code_after_it(read: Read) -> None:
    text = f"# T\n\nIntro.\n\n## A\n\n{SENTENCE * 5}\n\n{CODE}"
    _, first, second = read(text, DeckOptions(capacity=Capacity(lines=11))).value.slides
    assert ("<pre" in first.body, "<pre" in second.body) == (False, True)
    assert first.text.startswith("A\nThis is")
    assert second.notes


def test_code_that_nothing_introduces_stays_with_the_text_after_it(read: Read) -> None:
    text = f"# T\n\nIntro.\n\n## A\n\n{CODE}{SENTENCE * 4}\n\n{SENTENCE * 5}"
    deck = read(text, DeckOptions(capacity=Capacity(lines=14))).value
    assert all(slide.notes for slide in deck.slides)


def test_code_that_has_room_on_a_slide_is_never_cut(read: Read) -> None:
    for lines in range(1, 14):
        options = DeckOptions(capacity=Capacity(lines=14))
        code = "```\n" + "line\n" * lines + "```\n\n"
        text = f"# T\n\n## A\n\n{SENTENCE * 8}\n\n{code}{SENTENCE}\n"
        bodies = [slide.body for slide in read(text, options).value.slides]
        assert sum("<pre" in body for body in bodies) == 1, lines


@pytest.mark.parametrize("marp", [True, False])
def test_a_note_in_a_box_is_a_quote_with_its_name(read: Read, marp: bool) -> None:
    text = "# T\n\n## A\n\n> [!NOTE]\n> Mind the *step*.\n\n> [!NOTE] and [!TIP] are no marks.\n"
    slide = read(text, marp=marp).value.slides[-1]
    assert "<strong>Note:</strong>" in slide.body
    assert "Mind the <em>step</em>." in slide.body
    assert "[!NOTE] and [!TIP] are no marks." in slide.body


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.1, 12), min_size=1, max_size=30))
def test_packing_keeps_order_and_limit(sizes: list[float]) -> None:
    groups = pack(sizes, 9)
    assert [index for group in groups for index in group] == list(range(len(sizes)))
    for group in groups:
        assert len(group) == 1 or sum(sizes[i] for i in group) <= 9
    for left, right in pairwise(groups):
        assert left
        assert right
