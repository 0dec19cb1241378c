"""Drafts to slides: directives carried on, bodies drawn, names and numbers given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from mdvid.deck.carry import Carry, Held
from mdvid.deck.comments import Comment
from mdvid.deck.directives import Use
from mdvid.deck.findings import Findings
from mdvid.deck.model import Directives, Narration, Note, Paginate, Picture, Slide, Step
from mdvid.deck.narrate import body_notes
from mdvid.deck.raw_html import Style
from mdvid.deck.render import SlideRenderer, Workshop
from mdvid.deck.slides import Draft, comments, styles
from mdvid.deck.steps import count_steps, named_steps, with_steps
from mdvid.deck.text import Names, first_heading, plain_text

_ID_WORDS = 6


@dataclass(frozen=True, slots=True)
class Assembly:
    """All slides, and what they have in common."""

    slides: tuple[Slide, ...]
    pages: int
    style: str
    pictures: tuple[Picture, ...]

    @property
    def title(self) -> str:
        """The first heading there is."""
        return next((slide.title for slide in self.slides if slide.title), "")


class _Pages:
    """Counts as Marp does: `skip` and `hold` do not."""

    def __init__(self) -> None:
        self.total = 0

    def number(self, paginate: Paginate) -> int:
        """Return what pagination shows on the next slide; 0 for nothing."""
        if paginate not in {Paginate.SKIP, Paginate.HOLD}:
            self.total += 1
        shows = paginate in {Paginate.TRUE, Paginate.HOLD}
        if shows and not self.total:
            self.total = 1
        return self.total if shows else 0


def assemble(
    drafts: list[Draft],
    front_uses: tuple[Use, ...],
    directives: Mapping[Comment, tuple[Use, ...]],
    shop: Workshop,
    *,
    narration: Narration,
) -> Assembly:
    """Return the slides of a deck."""
    carry, pages, names = Carry(), _Pages(), Names()
    carry.of_deck(front_uses)
    slides = []
    for number, draft in enumerate(drafts, 1):
        for comment in comments(draft.tokens):
            carry.apply(directives.get(comment, ()))
        held = carry.slide()
        page = pages.number(held.paginate)
        slides.append(
            _slide(
                draft, shop, number=number, held=held, page=page, names=names, narration=narration
            )
        )
    style, pictures = _deck_style(drafts, front_uses, directives, shop)
    return Assembly(tuple(slides), pages.total, style, pictures)


def _slide(
    draft: Draft,
    shop: Workshop,
    *,
    number: int,
    held: Held,
    page: int,
    names: Names,
    narration: Narration,
) -> Slide:
    span = shop.source.span(draft.line)
    renderer = SlideRenderer(shop, number, span)
    tokens = draft.tokens
    if shop.steps:
        tokens = with_steps(tokens, shop.source, shop.findings)
    body = renderer.body(tokens)
    directives = Directives(
        classes=tuple(dict.fromkeys((*draft.classes, *held.classes))),
        paginate=held.paginate,
        header=renderer.line(held.text("header"), held.span("header", span)),
        footer=renderer.line(held.text("footer"), held.span("footer", span)),
        color=held.text("color"),
        background_color=held.text("backgroundColor"),
        background_image=renderer.value(
            held.text("backgroundImage"), held.span("backgroundImage", span)
        ),
        background_position=held.text("backgroundPosition"),
        background_repeat=held.text("backgroundRepeat"),
        background_size=held.text("backgroundSize"),
        lang=held.text("lang"),
    )
    scoped = tuple(renderer.css(style) for style in styles(draft.tokens) if style.scoped)
    text = plain_text(body)
    heading = first_heading(body)
    return Slide(
        number=number,
        id=names.take(heading or " ".join(text.split()[:_ID_WORDS])),
        title=heading or " ".join(held.text("title").split()),
        body=body,
        text=text,
        notes=_notes(draft, shop, narration),
        translations=draft.translations,
        pictures=renderer.album.pictures,
        steps=_steps(count_steps(body, span, shop.findings), tokens, shop.findings),
        styles=scoped,
        directives=directives,
        page=page,
        hold=held.hold,
        continued=draft.continued,
        span=span,
    )


def _steps(count: int, tokens: list[Token], findings: Findings) -> tuple[Step, ...]:
    names = named_steps(tokens, findings) if count > 1 else {}
    return tuple(Step(number=n, name=names.get(n, "")) for n in range(1, count + 1))


def _notes(draft: Draft, shop: Workshop, narration: Narration) -> tuple[Note, ...]:
    if narration is Narration.NOTES:
        return draft.notes
    return body_notes(draft.tokens, shop.source, line=draft.line, continued=draft.continued)


def _deck_style(
    drafts: list[Draft],
    front_uses: tuple[Use, ...],
    directives: Mapping[Comment, tuple[Use, ...]],
    shop: Workshop,
) -> tuple[str, tuple[Picture, ...]]:
    """Return the CSS for all slides; its pictures are numbered as those of slide 0."""
    uses = (*front_uses, *(use for group in directives.values() for use in group))
    sheets = [
        Style(use.value, scoped=False, span=use.span)
        for use in uses
        if use.name == "style" and isinstance(use.value, str)
    ]
    sheets += [s for draft in drafts for s in styles(draft.tokens) if not s.scoped]
    renderer = SlideRenderer(shop, 0, shop.source.span(1))
    css = [renderer.css(sheet).strip() for sheet in sheets]
    return "\n".join(part for part in css if part), renderer.album.pictures
