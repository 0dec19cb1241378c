import gc
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Template

from mdvid.deck.model import (
    Background,
    Deck,
    Dialect,
    Directives,
    Narration,
    Picture,
    PictureRole,
    Slide,
    Step,
)
from mdvid.diagnostics import Span
from mdvid.errors import ThemeError
from mdvid.media.model import Size
from mdvid.theme.loader import load_theme
from mdvid.theme.template import check_template, document_html, slide_html

HERE = Span("deck.md", 1)
PLAIN = load_theme("plain", beside=Path())
DARK = load_theme("dark", beside=Path())
WIDE = Size(1920, 1080)
SLIDE = Slide(number=2, id="a", title="A", body="<h1>A</h1>", text="A", span=HERE)


def render(slide: Slide = SLIDE, *, theme: object = None, step: int = 1, **sources: str) -> str:
    deck = Deck(
        path="deck.md",
        title="T",
        lang="en",
        dialect=Dialect.MARP,
        narration=Narration.NOTES,
        slides=(slide,),
        pages=9,
    )
    named = {name.replace("_", "/", 1).replace("_", "-"): url for name, url in sources.items()}
    chosen = DARK if theme == "dark" else PLAIN
    return slide_html(chosen, slide, deck, size=WIDE, step=step, sources=named)


def background(**fields: str) -> Picture:
    return Picture(
        name="picture/2-1",
        source="x.png",
        role=PictureRole.BACKGROUND,
        background=Background(**fields),  # type: ignore[arg-type]
        span=HERE,
    )


def test_the_document_declares_the_canvas_and_the_order_of_the_styles() -> None:
    html = document_html(PLAIN, size=WIDE, lang="en", style="h1 { color: teal }")
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert "--slide-width:1280px;--slide-height:720px" in html
    order = ["web/fonts.css", "@layer base", "@layer theme.plain", "color: teal", "web/prepare.js"]
    assert [html.index(part) for part in order] == sorted(html.index(part) for part in order)
    assert html.endswith("<body></body>\n</html>\n")


def test_the_decks_css_cannot_leave_its_element() -> None:
    html = document_html(PLAIN, size=WIDE, lang="en", style="</style><script>alert(1)</script>")
    assert "</style><script>alert" not in html


def test_the_language_of_a_document_is_escaped() -> None:
    html = document_html(PLAIN, size=WIDE, lang='en"><script>', style="")
    assert "<script>\n" not in html
    assert 'lang="en&quot;&gt;&lt;script&gt;"' in html


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("he-IL", "rtl"), ("de", "ltr")])
def test_the_direction_follows_the_language(lang: str, direction: str) -> None:
    assert f'dir="{direction}"' in document_html(PLAIN, size=WIDE, lang=lang, style="")


@pytest.mark.parametrize("field", ["id", "lang", "class", "color"])
def test_nothing_breaks_out_of_an_attribute(field: str) -> None:
    evil = '"><script>alert(1)</script>'
    slides = {
        "id": replace(SLIDE, id=evil),
        "lang": replace(SLIDE, directives=Directives(lang=evil)),
        "class": replace(SLIDE, directives=Directives(classes=(evil,))),
        "color": replace(SLIDE, directives=Directives(color=evil)),
    }
    assert "<script>" not in render(slides[field])


def test_text_in_braces_is_no_template() -> None:
    slide = replace(SLIDE, title="{{ 1/0 }}", body="<p>{{ 7 * 7 }} {% if %}</p>")
    assert "{{ 7 * 7 }} {% if %}" in render(slide)


def test_all_steps_of_a_slide_are_the_same_html() -> None:
    body = '<p data-step="2"><img src="picture/1-1"></p>'
    slide = replace(SLIDE, body=body, steps=(Step(number=1), Step(number=2)))
    assert render(slide, step=1) == render(slide, step=2)


def test_a_paragraph_of_pictures_may_come_later() -> None:
    body = '<p data-step="2"><img src="picture/1-1"></p>'
    assert '<p class="pictures" data-step="2"><img' in render(replace(SLIDE, body=body))


def test_the_total_is_told_only_to_css_that_asks_for_it() -> None:
    slide = replace(SLIDE, page=2)
    total = 'data-marpit-pagination-total="9"'
    assert 'data-marpit-pagination="2"' in render(slide)
    assert total not in render(slide)
    asking = "section::after { content: attr(data-marpit-pagination-total) }"
    assert total in render(replace(slide, styles=(asking,)))


def test_pictures_alone_in_a_paragraph_share_what_room_there_is() -> None:
    alone = '<p><img src="picture/2-1" alt=""> <img src="picture/2-2" alt=""></p>'
    assert '<p class="pictures"><img' in render(replace(SLIDE, body=alone))
    assert "pictures" not in render(replace(SLIDE, body="<p>x <img src='picture/2-1'></p>"))


def test_a_dash_at_the_end_of_a_quotation_names_its_source() -> None:
    body = "<blockquote>\n<p>Words</p>\n<p>— <em>Somebody</em></p>\n</blockquote>"
    assert '<p class="source">— <em>Somebody</em></p>' in render(replace(SLIDE, body=body))
    assert "source" not in render(replace(SLIDE, body="<p>— no quotation</p>"))


def test_text_on_a_layer_of_colour_stays_readable() -> None:
    html = render(replace(SLIDE, pictures=(background(color="#2d6a4f"),)))
    assert 'class="slide contrast"' in html


def test_pictures_can_be_given_other_urls() -> None:
    slide = replace(
        SLIDE,
        body='<p>src="picture/2-1</p><img alt="" src="picture/2-1">',
        pictures=(background(),),
        styles=("section { background: url(picture/2-1) }",),
        directives=Directives(
            background_image="url(picture/2-1)", header='<img src="picture/2-1">'
        ),
    )
    html = render(slide, picture_2_1="asset/x.png")
    assert html.count("asset/x.png") == 5
    assert html.count("picture/2-1") == 1


@pytest.mark.parametrize(
    ("share", "length"),
    [
        ("40%", "512px"),
        ("46%", "588px"),
        ("300px", "300px"),
        ("150%", "1280px"),
        ("x%", "640px"),
        ("1px;color:red", "640px"),
    ],
)
def test_a_split_takes_its_share(share: str, length: str) -> None:
    html = render(replace(SLIDE, pictures=(background(side="right", split=share),)))
    assert html.startswith(f'<div class="backgrounds split split-right" style="--split:{length}">')
    assert f'style="--split:{length}"' in html.partition("<section")[2]


def test_a_blurred_background_reaches_beyond_the_edge() -> None:
    html = render(replace(SLIDE, pictures=(background(filters="blur(9px)"),)))
    assert "margin:-60px" in html


@pytest.mark.parametrize(
    ("theme", "filters", "contrast"),
    [
        ("plain", "brightness(0.5)", True),
        ("plain", "brightness(50%)", True),
        ("plain", "brightness(90%)", False),
        ("plain", "", False),
        ("dark", "brightness(0.5)", False),
    ],
)
def test_text_on_a_darkened_picture_is_light(theme: str, filters: str, contrast: bool) -> None:
    html = render(replace(SLIDE, pictures=(background(filters=filters),)), theme=theme)
    assert ('class="slide contrast"' in html) is contrast


@pytest.mark.parametrize(
    ("theme", "color", "ground", "contrast"),
    [
        ("dark", "", "#fff", True),
        ("dark", "#000", "#fff", False),
        ("plain", "", "#fff", False),
        ("plain", "", "black", True),
    ],
)
def test_text_stays_readable_on_a_colour_meant_for_another_theme(
    theme: str, color: str, ground: str, contrast: bool
) -> None:
    directives = Directives(color=color, background_color=ground)
    html = render(replace(SLIDE, directives=directives), theme=theme)
    assert ('class="slide contrast"' in html) is contrast


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("<section>\n{{ nothing }}</section>", 2, "'nothing' is undefined"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("\n\n{{ page.x.y }}", 3, "has no attribute"),
    ],
)
def test_a_template_that_fails_is_reported_with_its_line(
    template: str, line: int, message: str
) -> None:
    deck_theme = replace(PLAIN, template=template, template_path="mine/slide.html")
    deck = Deck(
        path="deck.md",
        title="T",
        lang="en",
        dialect=Dialect.MARP,
        narration=Narration.NOTES,
        slides=(SLIDE,),
        pages=1,
    )
    with pytest.raises(ThemeError, match=message) as caught:
        slide_html(deck_theme, SLIDE, deck, size=WIDE, step=1)
    span = caught.value.diagnostics[0].span
    assert span == Span("mine/slide.html", line, excerpt=template.splitlines()[line - 1])


def test_a_theme_that_is_written_while_it_is_watched_does_not_fill_the_memory() -> None:
    gc.collect()
    # Asked for their `__class__`, as `isinstance` does, some objects of others warn of themselves.
    before = sum(issubclass(type(known), Template) for known in gc.get_objects())
    for number in range(50):
        check_template(replace(PLAIN, template=f"{PLAIN.template}{{# {number} #}}"))
    gc.collect()
    assert sum(issubclass(type(known), Template) for known in gc.get_objects()) - before < 10
