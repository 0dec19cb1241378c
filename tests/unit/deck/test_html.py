import gc
import weakref
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from mdvid.deck.html import Sanitiser
from mdvid.deck.model import Deck
from mdvid.diagnostics import Warned

Read = Callable[..., Warned[Deck]]
VOID = {"br", "hr", "img", "input", "wbr", "col", "source"}


class Balance(HTMLParser):
    """Fails on HTML whose tags do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def balance(markup: str) -> Balance:
    parser = Balance()
    parser.feed(markup)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize(
    "markup",
    [
        "</section><section>",
        "<div><p><b>never closed",
        "</div></div></div>text",
        "<!-- --!> <img src=x onerror=alert(1)> -->",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<a href=' javascript:alert(1)'>x</a>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<img src='https://example.org/spy.png' srcset='https://example.org/spy2.png'>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<table><td><p>x",
        "<plaintext>rest",
        "<textarea></section><script>alert(1)</script>",
        "<svg><use href='https://example.org/x.svg#a'/></svg>",
        "<input type=image src='https://example.org/x.png' onfocus=alert(1) autofocus>",
    ],
)
def test_markup_cannot_run_load_or_break_out(read: Read, markup: str) -> None:
    deck = read(f"# A\n\n{markup}\n\n---\n\n# B\n", marp=True).value
    assert len(deck.slides) == 2
    parsed = balance(deck.slides[0].body)
    assert not parsed.seen & {"script", "iframe", "style", "section", "meta", "object", "math"}
    assert not {name for name in parsed.attributes if name.startswith("on")}
    assert "javascript:" not in deck.slides[0].body.replace("&lt;", "<").split("<p>&lt;")[0]
    assert "example.org" not in deck.slides[0].body


def test_images_show_nothing_but_known_pictures() -> None:
    sanitiser = Sanitiser(lambda css: css)
    made = sanitiser.clean(
        '<img src="picture/1-1"><img src="picture/9-9">', frozenset({"picture/1-1"})
    )
    assert made == '<img src="picture/1-1"><img>'


def test_shapes_and_styles_stay() -> None:
    sanitiser = Sanitiser(lambda css: css)
    shape = (
        '<svg viewBox="0 0 4 4"><defs><linearGradient id="g"><stop offset="0"></stop>'
        '</linearGradient></defs><rect x="1" style="fill: url(#g)"></rect></svg>'
    )
    assert sanitiser.clean(shape, frozenset()) == shape


def test_links_keep_web_and_relative_addresses(read: Read) -> None:
    body = (
        read("[a](https://example.org/?q=1&r=2) [b](c%20d.md#e) [f](mailto:g@example.org)\n")
        .value.slides[0]
        .body
    )
    assert 'href="https://example.org/?q=1&amp;r=2"' in body
    assert 'href="c%20d.md#e"' in body
    assert 'href="mailto:g@example.org"' in body


def test_a_style_sheet_cannot_end_its_element(read: Read) -> None:
    text = "---\nmarp: true\nstyle: \"a { content: '</style><script>' }\"\n---\n# A\n"
    assert "</style" not in read(text).value.style


def test_fragments_in_css_are_no_pictures(read: Read) -> None:
    deck = read('<p style="fill: url(#g)">x</p>\n\n---\n\nx\n').value
    assert deck.slides[0].pictures == ()
    assert "url(#g)" in deck.slides[0].body


def test_nothing_of_a_slide_stays_when_it_was_cleaned() -> None:
    sanitiser = Sanitiser(lambda css: css)
    sanitiser.clean('<p style="color: red">A</p>', frozenset())
    there = weakref.ref(sanitiser)
    del sanitiser
    gc.collect()
    assert there() is None
