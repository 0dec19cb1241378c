from collections.abc import Callable

import pytest

from mdvid.deck.model import Deck, DeckOptions, Dialect, Narration, Paginate
from mdvid.diagnostics import Severity, Warned
from mdvid.errors import DeckError, LimitError

Read = Callable[..., Warned[Deck]]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "---\ntitle: x\n---\n", "---\n\n---\n", "<!-- _class: lead -->\n", "[a]: /b\n"],
)
def test_a_deck_without_slides_is_an_error(read: Read, text: str) -> None:
    with pytest.raises(DeckError, match="no slides"):
        read(text)


def test_all_errors_come_at_once_and_in_order(read: Read) -> None:
    text = "---\npaginate: maybe\n---\n<!-- color: 12 -->\n# A\n\n![](gen:)\n\n```\nnever closed\n"
    with pytest.raises(DeckError) as caught:
        read(text)
    lines = [d.span.line for d in caught.value.diagnostics if d.span]
    assert lines == [2, 4, 7, 9]


def test_errors_carry_the_line_they_are_in(read: Read) -> None:
    with pytest.raises(DeckError) as caught:
        read("# A\n\n<!--\nclass: lead\n_color: 12\n-->\n", marp=True)
    (found,) = caught.value.diagnostics
    assert found.span is not None
    assert (found.span.line, found.span.column, found.span.length) == (8, 9, 2)
    assert found.span.excerpt == "_color: 12"


def test_line_and_column_of_a_second_picture_in_a_paragraph(read: Read) -> None:
    deck = read("a\n![](x.png) b ![](x.png) ![c](y.png)\n", marp=True).value
    spans = [(p.span.line, p.span.column, p.span.length) for p in deck.slides[0].pictures]
    assert spans == [(5, 1, 10), (5, 25, 11)]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("# A\n\n## B\n", Dialect.ARTICLE),
        ("---\nlang: es\nlayout: post\n---\ntext\n", Dialect.ARTICLE),
        ("# A\n<!-- Just a note. -->\n", Dialect.ARTICLE),
        ("# A\n\n---\n\n# B\n", Dialect.MARP),
        ("# A\n\n***\n\n# B\n", Dialect.MARP),
        ("---\nmarp: true\n---\n# A\n", Dialect.MARP),
        ("---\nheadingDivider: 2\n---\n# A\n", Dialect.MARP),
        ("<!-- headingDivider: 2 -->\n# A\n", Dialect.MARP),
        ("---\n_class: lead\n---\n# A\n", Dialect.MARP),
        ("# A\n<!-- _class: lead -->\n", Dialect.MARP),
        ("# A\n![bg](a.png)\n", Dialect.MARP),
        ("```\n---\n```\n\n- a\n\n  ---\n", Dialect.ARTICLE),
    ],
)
def test_the_dialect_is_decided_by_evidence(read: Read, text: str, dialect: Dialect) -> None:
    assert read(text).value.dialect is dialect


def test_the_dialect_can_be_said(read: Read) -> None:
    assert read("# A\n\n## B\n", DeckOptions(dialect=Dialect.MARP)).value.dialect is Dialect.MARP


@pytest.mark.parametrize(
    ("text", "said", "narration"),
    [
        ("# A\n\ntext\n", None, Narration.BODY),
        ("# A\n\n<!-- Note. -->\n", None, Narration.NOTES),
        ("# A\n\n---\n\n# B\n", None, Narration.NOTES),
        ("# A\n\n---\n\n# B\n", Narration.BODY, Narration.BODY),
        ("# A\n\ntext\n", Narration.NOTES, Narration.NOTES),
    ],
)
def test_where_the_words_come_from(
    read: Read, text: str, said: Narration | None, narration: Narration
) -> None:
    deck = read(text, DeckOptions(narration=said)).value
    assert deck.narration is narration
    assert any(slide.notes for slide in deck.slides) == (
        narration is Narration.BODY or "Note." in text
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# First\n\n---\n\n# Second\n", "First"),
        ("text\n\n---\n\n## Second *one*\n", "Second one"),
        ("text\n\n---\n\nmore\n", "deck"),
        ("---\ntitle: Given\n---\n# First\n", "Given"),
    ],
)
def test_the_title_of_a_deck(read: Read, text: str, title: str) -> None:
    assert read(text).value.title == title


def test_a_slide_without_a_heading_can_have_a_title_and_keeps_its_id(read: Read) -> None:
    text = (
        "---\n_title: 'The  sea'\n---\n![](a.png)\n\n---\n\nb\n\n---\n\n<!-- _title: C -->\n# D\n"
    )
    titled = read(text).value.slides
    plain = read(text.replace("_title: 'The  sea'\n", "").replace("_title: C", "x: y")).value.slides
    assert [slide.title for slide in titled] == ["The sea", "", "D"]
    assert [slide.id for slide in titled] == [slide.id for slide in plain]


def test_pages_are_counted_as_marp_counts(read: Read) -> None:
    words = ("true", "skip", "true", "hold", "false", "true")
    text = "\n\n---\n\n".join(f"<!-- _paginate: {word} -->\n# A" for word in words)
    deck = read(text).value
    assert [slide.page for slide in deck.slides] == [1, 0, 2, 2, 0, 4]
    assert deck.pages == 4
    assert deck.slides[3].directives.paginate is Paginate.HOLD


def test_lang_in_a_comment_is_a_slides_and_in_front_the_decks(read: Read) -> None:
    text = "---\nlang: es\n---\n# A\n\n---\n\n<!-- _lang: pt_BR -->\n# B\n"
    deck = read(text, DeckOptions(lang="es")).value
    assert deck.lang == "es"
    assert [slide.directives.lang for slide in deck.slides] == ["", "pt-BR"]


@pytest.mark.parametrize(
    ("value", "milliseconds"),
    [("4", 4000), ("2s", 2000), ("500ms", 500), ("1.5", 1500), ("'3 sec'", 3000), ("auto", None)],
)
def test_hold_is_read_in_its_spellings(read: Read, value: str, milliseconds: int | None) -> None:
    assert read(f"<!-- hold: {value} -->\n# A\n").value.slides[0].hold == milliseconds


@pytest.mark.parametrize(
    "value", ["-1", "0", "0.01", "3601", "1e9", ".nan", ".inf", "long", "true"]
)
def test_hold_must_be_a_sensible_time(read: Read, value: str) -> None:
    with pytest.raises(DeckError, match="no value for `hold`"):
        read(f"<!-- hold: {value} -->\n# A\n")


def test_ids_stay_when_slides_move(read: Read) -> None:
    first = read("# A\n\n---\n\n# B\n\n---\n\ntext only here\n").value
    moved = read("text only here\n\n---\n\n# B\n\n---\n\n# A\n").value
    assert {s.id for s in first.slides} == {s.id for s in moved.slides}


def test_a_hint_is_given_where_there_are_no_notes(read: Read) -> None:
    found = read("# A\n\n---\n\n# B\n").diagnostics
    assert any("narration: body" in (d.hint or "") for d in found)
    assert all(d.severity in {Severity.NOTE, Severity.INFO} for d in found)


def test_a_line_of_ten_megabytes_hits_the_limit(read: Read) -> None:
    with pytest.raises(LimitError, match="500,000"):
        read("# A\n\n" + "a" * 10_000_000)


def test_a_picture_within_the_deck_may_be_large(read: Read) -> None:
    address = "data:image/png;base64," + "A" * 1_000_000
    deck = read(f"# A\n\n![x]({address}) <img src='{address}'>\n").value
    assert [picture.source for picture in deck.slides[-1].pictures] == [address]


HOSTILE = {
    "comments": "<!--" * 100_000,
    "comments in a text": "x " + "<!--" * 20_000,
    "comments in a line": "<!-- a -->" * 5_000 + "\n# A",
    "brackets": "[" * 25_000,
    "images": "![" * 5_000,
    "quotes": ">" * 25_000,
    "lists": "- " * 10_000 + "x",
    "stars": "a*" * 20_000,
    "colons": "a:" * 40_000,
    "a comment of blanks": "# A\n<!-- a" + " " * 50_000 + "b -->",
    "a comment of dashes": "# A\n<!-- a" + "-" * 50_000 + "b -->",
    "a comment of colons": "# A\n<!-- " + "a: " * 30_000 + "-->",
    "urls in css": "<style>" + "url(" * 20_000 + "</style>\n# A",
    "open images": "<div>\n" + "<img src=a " * 10_000,
    "open clips": "<div>\n" + "<video>" * 5_000,
    "sentences": "A b. " * 20_000,
    "environments": "\\begin{align}\n" * 500,
    "a long code block": "# A\n\n---\n\n```\n" + "x = 1\n" * 150_000 + "```\n",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_or_refused_in_bounded_time(read: Read, name: str) -> None:
    try:
        assert read(HOSTILE[name]).value.slides
    except DeckError as error:
        assert all(d.span for d in error.diagnostics)  # noqa: PT017  # either is fine
    except LimitError as error:
        assert error.hint  # noqa: PT017


def test_two_thousand_slides_are_two_thousand_slides(read: Read) -> None:
    deck = read("\n\n---\n\n".join(f"# Slide {n}\n\n- a" for n in range(2000))).value
    assert len(deck.slides) == 2000
    assert len({slide.id for slide in deck.slides}) == 2000


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- _backgroundImage: linear-gradient(to top, #67b8e3, #0288d1) -->",
        "<!--\n  _class: lead\n  _backgroundImage: linear-gradient(to top, #67b8e3, #0288d1)\n-->",
    ],
)
def test_colours_in_a_gradient_are_no_comment_of_yaml(read: Read, comment: str) -> None:
    deck = read(f"{comment}\n\n# A\n", marp=True)
    image = deck.value.slides[0].directives.background_image
    assert image == "linear-gradient(to top, #67b8e3, #0288d1)"


def test_a_misspelt_word_of_a_background_is_warned_about(read: Read) -> None:
    found = read("# A\n\n![bg rihgt:40%](a.png)\n", marp=True).diagnostics
    (warning,) = [d for d in found if d.severity is Severity.WARNING]
    assert "`rihgt:40%`" in warning.message
    assert warning.hint == "did you mean `right`?"
