"""One slide's tokens to safe HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from mdvid.deck import markdown
from mdvid.deck.album import Album
from mdvid.deck.css import cannot_end_its_element, rewrite_urls, without_imports
from mdvid.deck.findings import Findings
from mdvid.deck.html import Sanitiser
from mdvid.deck.raw_html import Style
from mdvid.deck.render_rules import SlideContext
from mdvid.deck.source import Source
from mdvid.diagnostics import Span


@dataclass(slots=True, kw_only=True)
class Workshop:
    """What all slides of a deck are drawn with."""

    source: Source
    findings: Findings
    lifted: tuple[str, ...]
    math: bool
    breaks: bool
    steps: bool
    """Whether something on a slide may come later: in articles it does not."""
    footnotes: Mapping[int, list[Token]]


class SlideRenderer:
    """Draws one slide: its body, header, footer and CSS share one album."""

    def __init__(self, shop: Workshop, number: int, span: Span) -> None:
        self._shop = shop
        self.album = Album(number, shop.lifted)
        self._context = SlideContext(
            album=self.album,
            source=shop.source,
            findings=shop.findings,
            span=span,
            breaks=shop.breaks,
        )
        self._sanitiser = Sanitiser(self._attribute_css)

    def body(self, tokens: list[Token]) -> str:
        """Return the slide's safe HTML."""
        markup = self._render(tokens)
        notes = self._context.footnotes
        if notes:
            items = (self._render(self._shop.footnotes.get(number, [])) for number in notes)
            markup += f'<ol class="footnotes">{"".join(f"<li>{item}</li>" for item in items)}</ol>'
        return self._clean(markup)

    def line(self, text: str, span: Span) -> str:
        """Return the safe HTML of a header or footer: inline Markdown."""
        if not text.strip():
            return ""
        tokens = markdown.parse_inline(
            text, self._shop.source, self._shop.findings, math=self._shop.math
        )
        for token in tokens:
            for child in token.children or []:
                # The parser looked for them in the deck's first line.
                child.meta["span"] = span
        return self._clean(self._render(tokens))

    def css(self, style: Style) -> str:
        """Return a style sheet with the names of its pictures."""
        css, imported = without_imports(style.css)
        if imported:
            self._shop.findings.warn_once(
                "import",
                "`@import` is left out: nothing is loaded while slides are drawn",
                self._shop.source.find(imported, style.span.line),
                hint="use the fonts of the theme, or install them (`mdvid setup --fonts`)",
            )
        return cannot_end_its_element(rewrite_urls(css, lambda url: self._named(url, style.span)))

    def value(self, css: str, span: Span) -> str:
        """Return a CSS value with the names of its pictures."""
        return rewrite_urls(css, lambda url: self._named(url, span))

    def _named(self, address: str, span: Span) -> str:
        place = self._shop.source.find(address, span.line, within=500)
        return self.album.of_css(address, place)

    def _attribute_css(self, css: str) -> str:
        return self.value(css, self._context.span)

    def _render(self, tokens: list[Token]) -> str:
        env: dict[str, object] = {"slide": self._context}
        return markdown.render(tokens, env, math=self._shop.math)

    def _clean(self, markup: str) -> str:
        return self._sanitiser.clean(markup, self.album.names)
